import { expect, test } from "vitest";
import { type CpuProfile, hottest, profileTree } from "../dev/cpu-profile.ts";
import { flameGraphPage } from "../dev/flame-graph.ts";

const frame = (functionName: string, url = "", lineNumber = 0) => ({
  functionName,
  url,
  lineNumber,
});

/** root -> idle; root -> run (twice, from two call sites) -> work -> run. */
const PROFILE: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame("(root)"), children: [2, 3, 5] },
    { id: 2, callFrame: frame("(idle)") },
    { id: 3, callFrame: frame("run", "file:///top/server/src/main.ts", 4), children: [4] },
    {
      id: 4,
      callFrame: frame("work", "file:///top/node_modules/.pnpm/ws@8/node_modules/ws/a.js", 9),
      children: [6],
    },
    { id: 5, callFrame: frame("run", "file:///top/server/src/main.ts", 4) },
    { id: 6, callFrame: frame("run", "file:///top/server/src/main.ts", 4) },
  ],
  samples: [2, 3, 4, 4, 5, 6],
  timeDeltas: [1000, 10, 20, 30, 40, 5],
};

test("a profile is a tree of functions, without waiting", () => {
  const tree = profileTree(PROFILE, "/top");
  expect(tree.total).toBe(105);
  expect(tree.children).toHaveLength(1);
  expect(tree.children[0]).toMatchObject({
    name: "run",
    where: "server/src/main.ts:5",
    self: 50,
    total: 105,
  });
  expect(tree.children[0]?.children[0]).toMatchObject({
    name: "work",
    where: "ws/a.js:10",
    self: 50,
  });
});

test("the hottest functions count wherever they were called from", () => {
  const [first, second] = hottest(profileTree(PROFILE, "/top"), 2);
  expect(first).toEqual({ name: "run", where: "server/src/main.ts:5", self: 55 });
  expect(second).toEqual({ name: "work", where: "ws/a.js:10", self: 50 });
});

test("the flame graph stands alone, whatever a function is called", () => {
  const tree = profileTree(PROFILE, "/top");
  tree.name = "</script><b>";
  const page = flameGraphPage(tree, "a test");
  expect(page.match(/<\/script>/g)).toHaveLength(1);
  expect(page).not.toMatch(/src=|href=|url\(/);
});
