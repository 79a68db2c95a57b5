import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { inTop } from "../lib/paths.ts";
import { startServer } from "../lib/start-server.ts";

/** A server that gets ready only after a while, as the real one does. */
const SLOW = `
  import { createServer } from "node:http";
  console.log("hello");
  setTimeout(() => {
    createServer((_, answer) => answer.end("ok")).listen(+process.env.PORT, process.env.HOST);
  }, 300);`;
const program = (text: string): string[] => ["--input-type=module", "-e", text];

test("a server is ready when it has started, and gone when it was stopped", async () => {
  const server = await startServer({ args: program(SLOW) });
  expect(await (await fetch(`${server.url}/anything`)).text()).toBe("ok");
  expect(server.log()).toContain("hello");
  await server.stop();
  await expect(fetch(server.url)).rejects.toThrow();
});

test("a server comes back at the same address after a crash", async () => {
  const first = await startServer({ args: program(SLOW) });
  await first.crash();
  const second = await startServer({ args: program(SLOW), port: first.port });
  expect(second.url).toBe(first.url);
  await second.stop();
});

test("a server that ends before it is ready is an error with its words", async () => {
  const args = program(`console.error("no luck"); process.exit(3);`);
  await expect(startServer({ args })).rejects.toThrow("no luck");
});

test("a server that ignores the signal to end is ended by force", async () => {
  const stubborn = `process.on("SIGTERM", () => {}); ${SLOW}`;
  const server = await startServer({ args: program(stubborn) });
  await Promise.all([server.stop(), sleep(100)]);
  expect(server.process.signalCode).toBe("SIGKILL");
});

test("a server out of the terminal's reach ends with who has started it, however that ended", async () => {
  const starter = `
    import { startServer } from ${JSON.stringify(inTop("e2e/lib/start-server.ts"))};
    const args = ${JSON.stringify(program(SLOW))};
    console.log((await startServer({ args, detached: true })).url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, program(starter));
  const [words] = await once(child.stdout, "data");
  const url = String(words).trim();
  expect((await fetch(url)).ok).toBe(true);
  child.kill("SIGKILL");
  await vi.waitFor(() => expect(fetch(url)).rejects.toThrow(), 10_000);
});
