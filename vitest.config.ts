import { defineConfig } from "vitest/config";

/** Tests of one package; `e2e` are those that need a real server but no browser. */
const project = (name: string, testTimeout: number, options = {}) => ({
  test: { name, testTimeout, root: ".", include: [`${name}/test/**/*.test.ts`], ...options },
});

/** The server's tests mostly wait for their matches: three files at once keep two cores busy. */
const WAITING = { maxWorkers: 3, sequence: { groupOrder: 1 } };
/** This one waits for nothing. */
const STORM = "server/test/storm.test.ts";
const ALONE = { include: [STORM], maxWorkers: 1, sequence: { groupOrder: 2 } };

/** The tests of messages once more, with none of them on the fast path (docs/UPGRADING.md). */
const ORDINARY_PATH = {
  include: ["hostile", "match-room"].map((name) => `server/test/${name}.test.ts`),
  env: { QUICKPONG_FAST_PATH: "off" },
};

export default defineConfig({
  test: {
    projects: [
      project("shared", 20_000),
      project("client", 20_000),
      project("server", 20_000, { ...WAITING, exclude: [STORM] }),
      project("ordinary-path", 20_000, { ...WAITING, ...ORDINARY_PATH }),
      project("storm", 20_000, ALONE),
      project("e2e", 60_000),
    ],
  },
});
