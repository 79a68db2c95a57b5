/** The log, with a reader that has stopped, none, and a disk that is full. */
import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { expect, test } from "vitest";

/** Writes 25 MB of lines as fast as it can, and says what that came to. */
const WRITER = `
  import { setTimeout as sleep } from "node:timers/promises";
  import { openLog } from "${new URL("../../src/log.ts", import.meta.url)}";
  import { lost, say } from "${new URL("../../src/say.ts", import.meta.url)}";
  const { log, flush } = openLog("info");
  let longest = 0;
  for (let n = 0; n < 25; n++) {
    for (let i = 0; i < 1000; i++) log.info("x".repeat(1000));
    const begin = performance.now();
    await sleep(1);
    longest = Math.max(longest, performance.now() - begin);
  }
  const { rss } = process.memoryUsage();
  await flush();
  process.send({ lost: lost.lines, rss, longest });
  process.disconnect();
  process.exit(0);
`;

interface Outcome {
  lost: number;
  rss: number;
  longest: number;
  status: number | null;
}

function write(stdout: "pipe" | number, read: (out: NodeJS.ReadableStream) => void) {
  const args = ["--input-type=module", "--eval", WRITER];
  const child = spawn(process.execPath, args, { stdio: ["ignore", stdout, "inherit", "ipc"] });
  if (child.stdout) read(child.stdout);
  return new Promise<Outcome>((resolve) => {
    let said: Omit<Outcome, "status">;
    child.on("message", (message) => {
      said = message as Omit<Outcome, "status">;
    });
    child.once("exit", (status) => resolve({ ...said, status }));
  });
}

/** It costs lines, at most so much memory (bytes), and no time. */
function expectHarmless({ lost, rss, longest, status }: Outcome): void {
  expect(lost).toBeGreaterThan(10_000);
  expect(rss).toBeLessThan(250e6);
  expect(longest).toBeLessThan(2000);
  expect(status).toBe(0);
}

test.concurrent("a reader that has stopped costs lines, which are counted, and nothing else", async () => {
  expectHarmless(await write("pipe", (out) => out.pause()));
});

test.concurrent("a reader that is gone does so, too", async () => {
  expectHarmless(await write("pipe", (out) => (out as unknown as { destroy(): void }).destroy()));
});

test.runIf(existsSync("/dev/full"))("and a disk that is full", async () => {
  expectHarmless(await write(openSync("/dev/full", "w"), () => {}));
});

test.concurrent("a reader that reads gets every line", async () => {
  let bytes = 0;
  const outcome = await write("pipe", (out) => {
    out.on("data", (data) => {
      bytes += data.length;
    });
  });
  // A reader that is slow for the moment may miss some.
  expect(bytes / 1000 + outcome.lost).toBeGreaterThan(25_000);
  expect(outcome.status).toBe(0);
});
