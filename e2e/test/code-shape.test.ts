/**
 * Functions and files stay short enough to be read at once. Tests are not counted: a file of tests is a list
 * of cases, and a case tells one story.
 */
import { readFileSync } from "node:fs";
import { parseAst } from "vite";
import { expect, test } from "vitest";
import { sourceFiles } from "../lib/import-graph.ts";
import { inTop } from "../lib/paths.ts";

const LONGEST_FUNCTION = 40;
const LONGEST_FILE = 250;

/** What may be longer, and why. */
const EXCEPTIONS: Record<string, string> = {
  "e2e/bench/store/rows.ts matchRows": "fills the rows of two tables, one column a line",
  "server/src/store/store-client.ts": "passes on each question of the store, one a line",
  "e2e/browser/support/fit.ts misfits":
    "runs in the page, where it can reach nothing outside itself",
};

const isTest = (file: string): boolean => /\.(test|spec)\.ts$|\/test\//.test(file);
const files = sourceFiles().filter((file) => file.endsWith(".ts") && !isTest(file));
const read = (file: string): string => readFileSync(inTop(file), "utf8");
const linesIn = (text: string): number => text.trimEnd().split("\n").length;

/** A node of the parsed source: its kind, where it stands, and whatever else it has. */
interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof (value as Node | null)?.type === "string" && typeof (value as Node).start === "number";
const nameIn = (value: unknown): string | undefined => {
  const { name, value: text } = Object(value) as { name?: unknown; value?: unknown };
  return typeof name === "string" ? name : typeof text === "string" ? text : undefined;
};

/** Functions of `text` by name, with their lines; one without a name is called by what it is given to. */
function functionsIn(text: string): { name: string; lines: number }[] {
  const found: { name: string; lines: number }[] = [];
  const visit = (node: Node, name: string): void => {
    const own = nameIn(node["id"]) ?? nameIn(node["key"]) ?? name;
    if (/Function/.test(node.type) && isNode(node["body"])) {
      found.push({ name: own, lines: linesIn(text.slice(node.start, node.end)) });
    }
    for (const child of Object.values(node).flat()) if (isNode(child)) visit(child, own);
  };
  visit(parseAst(text, { lang: "ts" } as never) as unknown as Node, "");
  return found;
}

test("no function is longer than 40 lines", () => {
  const long = files.flatMap((file) =>
    functionsIn(read(file))
      .filter(({ lines }) => lines > LONGEST_FUNCTION)
      .map(({ name }) => `${file} ${name}`),
  );
  expect(long.filter((name) => !(name in EXCEPTIONS))).toEqual([]);
});

test("no file is longer than 250 lines", () => {
  const long = files.filter((file) => linesIn(read(file)) > LONGEST_FILE);
  expect(long.filter((name) => !(name in EXCEPTIONS))).toEqual([]);
});

test("functions are found however they are written", () => {
  const body = `{\n${"  f();\n".repeat(LONGEST_FUNCTION)}}`;
  for (const text of [
    `function a() ${body}`,
    `export const a = async (): Promise<void> => ${body};`,
    `class C { a(x: number): void ${body} }`,
    `class C { #a = () => ${body}; }`,
    `const o = { a() ${body} };`,
    `on("a", function a() ${body});`,
  ]) {
    const [first] = functionsIn(text).filter(({ lines }) => lines > LONGEST_FUNCTION);
    expect(first?.name, text.slice(0, 30)).toMatch(/^#?a$/);
  }
  expect(files.length).toBeGreaterThan(300);
});
