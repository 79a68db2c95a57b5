/** Who may import what: one table, held against the real import graph. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { circles, type Import, importsOf, importsOfAll } from "../lib/import-graph.ts";
import { inTop } from "../lib/paths.ts";

/**
 * Folders and files of a package from the top down. Each may import itself and what stands in a later
 * row, and nothing else of its own row.
 */
const LAYERS: Record<string, string[][]> = {
  "client/src": [
    ["main.ts"],
    ["app.ts"],
    ["pages"],
    ["app-context.ts"],
    ["match"],
    ["ui"],
    ["replay"],
    ["render", "audio", "session"],
    ["net", "input"],
    ["settings"],
    ["theme"],
    ["layout", "routing"],
    ["platform"],
  ],
  "server/src": [
    ["main.ts", "healthcheck.ts"],
    ["app.ts"],
    ["running-app.ts"],
    ["colyseus", "process-manager"],
    ["cluster"],
    ["http"],
    ["live-competitions"],
    ["players"],
    ["ws"],
    ["matchmaking"],
    ["match"],
    ["store"],
    ["rating", "pictures", "competitions"],
    ["limits", "metrics", "log.ts", "gc-tuning.ts", "node-internals.ts"],
    ["say.ts", "config.ts", "local-address.ts"],
    ["environment.ts"],
  ],
};

/** Packages that only these places may import; the longest beginning of a name decides. */
const PACKAGES: Record<string, string[]> = {
  phaser: ["client/src/render/", "client/phaser/"],
  "@colyseus/sdk": ["client/src/net/colyseus/", "server/test/", "e2e/", "client/test/"],
  "@colyseus/schema": ["shared/", "server/", "client/src/net/", "e2e/", "client/test/"],
  "@colyseus/": ["server/src/colyseus/", "server/src/app.ts", "server/test/", "e2e/"],
  "node:": ["server/", "e2e/", "shared/test/", "client/test/", "client/"],
};
/** Neither the browser's code nor the game's knows Node or any package but these. */
const PURE: Record<string, RegExp> = {
  "client/src/": /^(?!node:)/,
  "shared/src/protocol/": /^@colyseus\/schema$/,
  "shared/src/": /^$/,
};
/** What of ours a package may import besides itself. */
const OURS: Record<string, string[]> = {
  "shared/src/": [],
  "shared/": [],
  "server/": ["shared/src/"],
  "client/": ["shared/src/"],
  "e2e/": ["shared/", "server/", "client/"],
};

/** Imports that go against the table today, each on its way out: the list may only become shorter. */
const TO_BE_ENDED: string[] = [];

const isFile = (name: string): boolean => /^(shared|server|client|e2e)\//.test(name);
const longest = (table: object, path: string): string | undefined =>
  Object.keys(table)
    .filter((beginning) => path.startsWith(beginning))
    .sort((a, b) => b.length - a.length)[0];

/** What is wrong with an import; undefined when nothing is. */
function complaint({ from, to }: Import): string | undefined {
  const said = `${from} > ${to}`;
  if (!isFile(to)) return isPackageAllowed(from, to) ? undefined : said;
  const own = `${from.split("/", 1)[0]}/`;
  if (from.startsWith("shared/src/") && !from.startsWith("shared/src/protocol/")) {
    if (to.startsWith("shared/src/protocol/")) return said;
  }
  if (/\/src\//.test(from) && /\/test\//.test(to)) return said;
  const others = OURS[longest(OURS, from) ?? ""] ?? [];
  if (!to.startsWith(own) && !others.some((beginning) => to.startsWith(beginning))) return said;
  const home = longest(LAYERS, from);
  if (home === undefined || !to.startsWith(`${home}/`)) return undefined;
  return isBelow(home, from, to) ? undefined : said;
}

function isPackageAllowed(from: string, name: string): boolean {
  const pure = PURE[longest(PURE, from) ?? ""];
  if (pure && !pure.test(name)) return false;
  const places = PACKAGES[longest(PACKAGES, name) ?? ""];
  return places === undefined || places.some((place) => from.startsWith(place));
}

const layerOf = (home: string, path: string): [number, string] => {
  const name = path.slice(home.length + 1).split("/", 1)[0] as string;
  const rows = LAYERS[home] as string[][];
  return [rows.findIndex((row) => row.includes(name)), name];
};

function isBelow(home: string, from: string, to: string): boolean {
  const [upper, one] = layerOf(home, from);
  const [lower, other] = layerOf(home, to);
  // Whatever stands in no row is a leaf, such as style sheets and fonts.
  return one === other || lower === -1 || (upper !== -1 && upper < lower);
}

const imports = importsOfAll();

test("every import goes down the table", () => {
  const complaints = imports.map(complaint).filter((each) => each !== undefined);
  expect(complaints.sort()).toEqual(TO_BE_ENDED.sort());
});

test.each([
  ["shared/src/ball.ts", "@colyseus/schema"],
  ["shared/src/ball.ts", "shared/src/protocol/state.ts"],
  ["shared/src/ball.ts", "shared/test/support/play.ts"],
  ["shared/src/protocol/state.ts", "@colyseus/core"],
  ["shared/test/ball.test.ts", "server/src/app.ts"],
  ["server/src/match/live-match.ts", "@colyseus/core"],
  ["server/src/match/live-match.ts", "server/src/colyseus/match-room.ts"],
  ["server/src/match/live-match.ts", "client/src/net/netplay.ts"],
  ["client/src/net/netplay.ts", "client/src/ui/hud.ts"],
  ["client/src/net/netplay.ts", "@colyseus/sdk"],
  ["client/src/net/netplay.ts", "node:fs"],
  ["client/src/ui/hud.ts", "phaser"],
  ["client/src/pages/home.ts", "server/src/app.ts"],
])("%s may not import %s", (from, to) => {
  expect(complaint({ from, to })).toBeDefined();
});

test("an import is seen however it is written", () => {
  for (const text of [
    'import { x } from "phaser";',
    'import type { X } from "phaser";',
    'import "phaser";',
    'export * from "phaser";',
    'export { x } from "phaser";',
    'await import("phaser");',
    'type X = import("phaser").X;',
  ])
    expect(importsOf("client/src/ui/a.ts", text), text).toEqual([
      { from: "client/src/ui/a.ts", to: "phaser" },
    ]);
});

/** Where no file, and no folder instead of the files in it, may need itself by way of others. */
const HOMES = ["client/src/", "server/src/", "shared/src/"];
/** A file that stands in no folder of its package is one by itself, as in the table. */
const folderOf = (path: string): string => path.replace(/(?<=\/src\/.+)\/[^/]+$/, "");

test.each(HOMES)("no file of %s needs itself by way of others", (home) => {
  const inside = imports.filter(({ from, to }) => from.startsWith(home) && to.startsWith(home));
  expect(circles(inside)).toEqual([]);
});

test.each(HOMES)("no folder of %s needs itself by way of others", (home) => {
  const inside = imports.filter(({ from, to }) => from.startsWith(home) && to.startsWith(home));
  const folders = inside.map(({ from, to }) => ({ from: folderOf(from), to: folderOf(to) }));
  expect(circles(folders.filter(({ from, to }) => from !== to))).toEqual([]);
});

test("circles are found", () => {
  const edges = ["ab", "bc", "ca", "cd", "de", "ed"].map(([from, to]) => ({ from, to }) as Import);
  expect(circles(edges).sort()).toEqual([
    ["a", "b", "c"],
    ["d", "e"],
  ]);
});

/** The table as a drawing: packages, and the rows of each, of which every one may import those below. */
function drawing(): string[] {
  const rowsOf = ([home, rows]: [string, string[][]]): string[] => {
    const name = home.split("/", 1)[0];
    const nodes = rows.map((row, i) => `${name}${i}["${row.join(", ")}"]`);
    const arrows = nodes.slice(1).map((node, i) => `${nodes[i]} --> ${node}`);
    return [`subgraph ${name}["${home}"]`, "direction TB", ...arrows, "end"];
  };
  const shared = rowsOf(["shared/src", [["protocol"], ["the game"]]]);
  const packages = ["client --> shared", "server --> shared", "e2e --> client", "e2e --> server"];
  return ["flowchart TB", ...Object.entries(LAYERS).flatMap(rowsOf), ...shared, ...packages];
}

test("ARCHITECTURE.md draws the table", () => {
  const text = readFileSync(inTop("ARCHITECTURE.md"), "utf8");
  const [, drawn = ""] = /```mermaid\n(.*?)```/s.exec(text) ?? [];
  const lines = drawn.split("\n").map((line) => line.trim());
  expect(lines.filter(Boolean)).toEqual(drawing());
});
