/** Programs that start servers take them along, however they end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { inTop } from "../lib/paths.ts";

/** Answers everything, and is there in no time. */
const SERVER = `
  import { createServer } from "node:http";
  createServer((_, answer) => answer.end("ok")).listen(+process.env.PORT, process.env.HOST);`;
const START = `startServer({ args: ${JSON.stringify(["--input-type=module", "-e", SERVER])} })`;

const program = (main: string) => {
  const text = `
    import { runProgram } from ${JSON.stringify(inTop("e2e/lib/run-program.ts"))};
    import { UsageError } from ${JSON.stringify(inTop("e2e/lib/options.ts"))};
    import { startServer } from ${JSON.stringify(inTop("e2e/lib/start-server.ts"))};
    await runProgram("how to use it", async () => { ${main} });`;
  return spawn(process.execPath, ["--input-type=module", "-e", text]);
};

test.concurrent.for(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "a program that is ended by %s leaves no server behind",
  async (signal, { expect }) => {
    const child = program(`console.log((await ${START}).url); await new Promise(() => {});`);
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const url: string = (await lines.next()).value ?? "";
    const isThere = () =>
      fetch(url)
        .then(({ ok }) => ok)
        .catch(() => false);
    expect(await isThere()).toBe(true);
    child.kill(signal);
    expect(await once(child, "close")).toEqual([1, null]);
    await expect.poll(isThere).toBe(false);
  },
);

test.concurrent.each([
  [`throw new UsageError("--x: no")`, "--x: no\n\nhow to use it\n"],
  [`throw new Error("broken")`, "Error: broken"],
])("a program that fails says why: %s", async (main, words) => {
  const child = program(main);
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  expect(await once(child, "close")).toEqual([1, null]);
  expect(said).toContain(words);
});

test.concurrent("a program that is done ends, whatever is still open", async () => {
  const child = program(`setInterval(() => {}, 1000); process.exitCode = 3;`);
  expect(await once(child, "close")).toEqual([3, null]);
});
