import { defineConfig } from "vitest/config";

/** Tests of one folder; `e2e` are those that need a real server but no browser. */
const project = (name: string, testTimeout: number, options = {}) => ({
  test: { name, testTimeout, root: ".", include: [`${name}/test/**/*.test.ts`], ...options },
});

const UNIT = { include: ["server/test/unit/*.test.ts"] };
const INTEGRATION = "server/test/integration";
/** Tests that start something mostly wait for it: three files at once keep two cores busy. */
const WAITING = { maxWorkers: 3, sequence: { groupOrder: 1 } };
/** This one waits for nothing. */
const STORM = `${INTEGRATION}/storm.test.ts`;
const SERVERS = { include: [`${INTEGRATION}/*.test.ts`], exclude: [STORM], ...WAITING };
const ALONE = { include: [STORM], maxWorkers: 1, sequence: { groupOrder: 2 } };

/** The tests of messages once more, with none of them on the fast path (docs/UPGRADING.md). */
const ORDINARY_PATH = {
  include: ["hostile", "match-room"].map((name) => `${INTEGRATION}/${name}.test.ts`),
  env: { QUICKPONG_FAST_PATH: "off" },
  ...WAITING,
};

export default defineConfig({
  test: {
    projects: [
      project("shared", 20_000),
      project("client", 20_000),
      project("server-unit", 20_000, UNIT),
      project("server-integration", 60_000, SERVERS),
      project("ordinary-path", 60_000, ORDINARY_PATH),
      project("storm", 20_000, ALONE),
      project("e2e", 60_000),
    ],
  },
});
