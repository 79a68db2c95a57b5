import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const TOP = fileURLToPath(new URL("../../", import.meta.url));
const TEST_FOLDERS = ["shared/test", "client/test", "server/test", "e2e"];
const ID = /\b[A-Z]{2,}-\d+\b/g;
const RULE = /^- ([A-Z]{2,}-\d+)( \((?:server|client)\))?: \S/;

interface Rule {
  id: string;
  /** Shown by tests of the pure game. */
  pure: boolean;
}

const lines = readFileSync(join(TOP, "SPEC.md"), "utf8").split("\n");
const rules: Rule[] = lines
  .map((line) => RULE.exec(line))
  .filter((match) => match !== null)
  .map(([, id = "", elsewhere]) => ({ id, pure: elsewhere === undefined }));

const testFiles = (folder: string): string[] =>
  readdirSync(join(TOP, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(test|spec)\.ts$/.test(file) && !file.includes("node_modules"))
    .map((file) => join(folder, file));

/** Ids at the beginning of a test's name: `it("BALL-1, BALL-2: ...`. */
function citedIn(file: string): string[] {
  const names = readFileSync(join(TOP, file), "utf8").matchAll(
    /["'`]((?:[A-Z]{2,}-\d+(?:, )?)+): /g,
  );
  return [...names].flatMap(([, ids = ""]) => ids.match(ID) ?? []);
}

const cited = new Map(TEST_FOLDERS.flatMap(testFiles).map((file) => [file, citedIn(file)]));

describe("SPEC.md", () => {
  it("numbers its rules without gaps, each once", () => {
    const expected = new Map<string, number>();
    for (const { id } of rules) {
      const [group = "", number] = id.split("-");
      const next = (expected.get(group) ?? 0) + 1;
      expect(`${group}-${next}`).toBe(`${group}-${Number(number)}`);
      expected.set(group, next);
    }
    expect(lines.filter((line) => line.startsWith("- "))).toHaveLength(rules.length);
    expect(rules.length).toBeGreaterThan(60);
  });

  it("has a test for each of its rules", () => {
    const shown = new Set([...cited.values()].flat());
    const missing = rules.filter(({ id, pure }) => pure && !shown.has(id));
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it("has each rule that a test names", () => {
    const known = new Set(rules.map(({ id }) => id));
    const unknown = [...cited].flatMap(([file, ids]) =>
      ids.filter((id) => !known.has(id)).map((id) => `${id} in ${file}`),
    );
    expect(unknown).toEqual([]);
  });
});
