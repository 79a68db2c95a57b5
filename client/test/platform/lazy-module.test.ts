import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const SOURCES = new URL("../../src/", import.meta.url);

test("what is fetched when it is wanted is tried again when it can't be had; a language may stay away", () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" });
  const fetching = files
    .filter((name) => name.endsWith(".ts"))
    .filter((name) => {
      const source = readFileSync(new URL(name, SOURCES), "utf8");
      return /\bimport\(/.test(source.replace(/\blazyModule\(\(\) => import\(/g, ""));
    });
  expect(fetching).toEqual([
    "ui/competition-texts.ts",
    "ui/export-texts.ts",
    "ui/more-texts.ts",
    "ui/player-texts.ts",
    "ui/replay-texts.ts",
    "ui/texts.ts",
  ]);
});
