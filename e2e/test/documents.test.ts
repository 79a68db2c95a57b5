/** What the documents point at is there: files, headings and npm scripts. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { inTop } from "../lib/paths.ts";

const read = (file: string): string => readFileSync(inTop(file), "utf8");
const documents = globSync(["*.md", "docs/**/*.md"], { cwd: inTop() });

/** A heading's anchor, as GitHub makes it. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
const anchorsIn = (file: string): string[] =>
  [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchor(heading));

/** Why the link leads nowhere; undefined when it does. */
function fault(file: string, link: string): string | undefined {
  const [path = "", heading] = link.split("#");
  const target = path ? normalize(join(dirname(file), path)) : file;
  if (!existsSync(inTop(target))) return `${file}: no ${target}`;
  if (heading === undefined || anchorsIn(target).includes(heading)) return undefined;
  return `${file}: no heading ${heading} in ${target}`;
}

test("every link inside the repository leads somewhere", () => {
  const links = documents.flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = ""]) => [file, link]),
  );
  expect(links.length).toBeGreaterThan(20);
  const faults = links.map(([file = "", link = ""]) => fault(file, link));
  expect(faults.filter(Boolean)).toEqual([]);
});

test("every npm script that is named is there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = documents.flatMap((file) =>
    [...read(file).matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

/** Code in backticks that is a file's name, with its folder or without. */
const FILE = /`([\w.-]+(?:\/[\w.-]+)*\.(?:ts|mjs|js|json|md|css|conf|service|yml|yaml))`/g;

const exclude = ["**/node_modules/**", "client/dist/**"];
const files = globSync("**/*.*", { cwd: inTop(), exclude }).map((file) => `/${file}`);
const isFile = (name: string): boolean => files.some((file) => file.endsWith(`/${name}`));

test("every file that is named is there", () => {
  const named = documents.flatMap((file) =>
    [...read(file).matchAll(FILE)].map(([, name = ""]) => [file, name] as const),
  );
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(([, name]) => !isFile(name))).toEqual([]);
});

/** A line that is nothing but comment, and in it a file's name, with its folder or without. */
const COMMENT = /^\s*(?:\/\/|\/?\*).*$/gm;
const COMMENTED_FILE =
  /(?<![\w./*-])(?:\.{1,2}\/)*((?:[\w-]+\/)*[\w.-]+\.(?:ts|mjs|md|css|json))\b/g;

test("every file that a comment names is there", () => {
  const sources = files.filter((file) => /^\/(shared|server|client|e2e)\/.*\.m?ts$/.test(file));
  const named = sources.flatMap((file) =>
    (read(file.slice(1)).match(COMMENT) ?? []).flatMap((line) =>
      [...line.matchAll(COMMENTED_FILE)].map(([, name = ""]) => [file, name] as const),
    ),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(([, name]) => !isFile(name))).toEqual([]);
});

/** A folder of ours in backticks; client/dist is there once it is built. */
const FOLDER = /`((?:shared|server|client|e2e|docs)(?:\/[\w-]+)+)\/?`/g;

test("every folder that is named is there", () => {
  const named = documents.flatMap((file) =>
    [...read(file).matchAll(FOLDER)].map(([, name = ""]) => `${file}: ${name}`),
  );
  expect(named.length).toBeGreaterThan(40);
  const isThere = (folder = ""): boolean => folder === "client/dist" || existsSync(inTop(folder));
  expect(named.filter((name) => !isThere(name.split(": ")[1]))).toEqual([]);
});

test("the list of decisions has each one's title", () => {
  const list = read("docs/adr/README.md");
  const records = globSync("docs/adr/0*.md", { cwd: inTop() });
  expect(records.length).toBeGreaterThan(10);
  const entryOf = (file: string): string => {
    const [, number, title] = /^# (\d+)\. (.*)$/m.exec(read(file)) ?? [];
    const [, date] = /^Status: \w+, (\d{4}-\d\d-\d\d)/m.exec(read(file)) ?? [];
    return `| ${number} | [${title}](${basename(file)}) | ${date} |`;
  };
  expect(records.map(entryOf).filter((entry) => !list.includes(entry))).toEqual([]);
});

test('a search for each word of "Find your way" finds its file', () => {
  const [, section = ""] = /### Find your way(.*?)###/s.exec(read("CONTRIBUTING.md")) ?? [];
  const sources = globSync("{shared,server,client}/src/**/*.ts", { cwd: inTop() }).filter(
    (source) => !/ui\/texts\/|rules-v1\//.test(source),
  );
  const rows = [...section.matchAll(/^\| [^|]+\? \| ([^|]+) \| \[.*\]\((.*)\) \|$/gm)];
  expect(rows).toHaveLength(10);
  for (const [, words = "", file = ""] of rows) {
    // As a search that ignores case finds a name or a comment: paddle_speed, paddleSpeed, paddle speed.
    const pattern = new RegExp(words.split(" ").join("[-_ ]?"), "i");
    const found = sources.filter((source) => pattern.test(`${source}\n${read(source)}`));
    expect(found, words).toContain(file);
    expect(found.length, `${words}: ${found}`).toBeLessThan(12);
  }
});
