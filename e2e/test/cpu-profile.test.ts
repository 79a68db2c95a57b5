import { expect, test } from "vitest";
import { type CpuProfile, hottest } from "../dev/cpu-profile.ts";

const frame = (functionName: string, url = "", lineNumber = 0) => ({
  functionName,
  url,
  lineNumber,
});

/** Idle; run from three places; work, which is a dependency's. */
const PROFILE: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame("(root)") },
    { id: 2, callFrame: frame("(idle)") },
    { id: 3, callFrame: frame("run", "file:///top/server/src/main.ts", 4) },
    {
      id: 4,
      callFrame: frame("work", "file:///top/node_modules/.pnpm/ws@8/node_modules/ws/a.js", 9),
    },
    { id: 5, callFrame: frame("run", "file:///top/server/src/main.ts", 4) },
    { id: 6, callFrame: frame("run", "file:///top/server/src/main.ts", 4) },
  ],
  samples: [2, 3, 4, 4, 5, 6],
  timeDeltas: [1000, 10, 20, 30, 40, 5],
};

test("functions are told with the time of their own, wherever they were called from, without waiting", () => {
  expect(hottest(PROFILE, "/top")).toEqual([
    { name: "run", where: "server/src/main.ts:5", self: 55 },
    { name: "work", where: "ws/a.js:10", self: 50 },
  ]);
});
