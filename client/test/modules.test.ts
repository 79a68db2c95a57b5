import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const SOURCES = new URL("../src/", import.meta.url);

test("what is fetched when it is wanted is fetched in one place; a language may stay away", () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" });
  const fetching = files
    .filter((name) => name.endsWith(".ts"))
    .filter((name) => /\bimport\(/.test(readFileSync(new URL(name, SOURCES), "utf8")));
  expect(fetching.sort()).toEqual(["platform/modules.ts", "ui/texts.ts"]);
});
