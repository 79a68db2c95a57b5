import { defineConfig } from "vitest/config";

/** Tests of one folder. */
const project = (name: string, options = {}) => ({
  test: { name, testTimeout: HANGS, root: ".", include: [`${name}/test/**/*.test.ts`], ...options },
});

/** Vitest would leave one of two cores idle. */
const COMPUTING = { maxWorkers: "100%" };
/** Files that leave nothing behind share a worker, which saves its start. */
const PURE = { isolate: false, ...COMPUTING };
const UNIT = { include: ["server/test/unit/*.test.ts"], ...PURE };
/** Ends a test that hangs (ms), on a slow machine, too: what a test holds the game to it says itself. */
const HANGS = 120_000;
const INTEGRATION = "server/test/integration";
/** Tests that start something mostly wait for it: three files at once keep two cores busy. */
const WAITING = { maxWorkers: 3, sequence: { groupOrder: 1 } };
/** This one waits for nothing: it fills the machine. */
const STORM = `${INTEGRATION}/storm.test.ts`;
/** Tests of tools that play against real servers and hold them to a time. */
const TIMED = [
  ...["bots-run", "bench-server", "bench-storm", "bench-pairing", "chaos", "cluster", "deploy"],
  ...[
    "cluster-faults",
    "competing",
    "redis-kinds",
    "one-connection",
    "run-program",
    "start-server",
    "store-postgres",
    "tcp-proxy",
  ],
].map((name) => `e2e/test/${name}.test.ts`);
const SERVERS = { include: [`${INTEGRATION}/*.test.ts`], exclude: [STORM], ...WAITING };
const ALONE = { maxWorkers: 1, sequence: { groupOrder: 2 } };

/** The tests of messages once more, with none of them on the fast path (docs/UPGRADING.md). */
const ORDINARY_PATH = {
  include: ["hostile", "match-room"].map((name) => `${INTEGRATION}/${name}.test.ts`),
  env: { QUICKPONG_FAST_PATH: "off" },
  ...WAITING,
};

export default defineConfig({
  test: {
    projects: [
      project("shared", PURE),
      project("client", PURE),
      project("server-unit", UNIT),
      project("server-integration", SERVERS),
      project("ordinary-path", ORDINARY_PATH),
      project("storm", { include: [STORM], ...ALONE }),
      project("e2e", { exclude: TIMED, ...COMPUTING }),
      project("e2e-timed", { include: TIMED, ...ALONE }),
    ],
  },
});
