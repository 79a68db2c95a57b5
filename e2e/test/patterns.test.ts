/** Patterns that see bytes from outside: none may take longer than in proportion to their length. */
import { readdirSync, readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { RegExpParser } from "@eslint-community/regexpp";
import { readRequest } from "@quickpong/server/http/request-info.ts";
import { staticFiles } from "@quickpong/server/http/static-files.ts";
import { shownName } from "@quickpong/server/matchmaking/names.ts";
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import { cleanName } from "@quickpong/shared/protocol/name.ts";
import { analyse } from "scslre";
import { parseSync } from "vite";
import { expect, test } from "vitest";
import { inTop } from "../lib/paths.ts";

/** Where what comes from outside is read. */
const FOLDERS = ["server/src", "shared/src"];
/** Long enough for a pattern that takes the square of it to need seconds. */
const LENGTH = 50_000;
/** For one text of that length (ms): linear ones need a hundredth of it. */
const PATIENCE = 250;

interface Pattern {
  at: string;
  source: string;
  flags: string;
}
interface Found {
  patterns: Pattern[];
  /** Files that make patterns of texts, which can't be seen from here. */
  made: string[];
}

function patternsIn(files: readonly string[]): Found {
  const found: Found = { patterns: [], made: [] };
  for (const file of files)
    look(parseSync(file, readFileSync(inTop(file), "utf8")).program, file, found);
  return found;
}

/** Goes through a syntax tree, whatever its nodes are called. */
function look(node: unknown, at: string, found: Found): void {
  if (typeof node !== "object" || node === null) return;
  const { type, regex, callee } = node as {
    type?: string;
    regex?: { pattern: string; flags: string };
    callee?: { name?: string };
  };
  if (regex) found.patterns.push({ at, source: regex.pattern, flags: regex.flags });
  if (callee?.name === "RegExp" && (type === "NewExpression" || type === "CallExpression"))
    found.made.push(at);
  for (const child of Object.values(node)) look(child, at, found);
}

const files = FOLDERS.flatMap((folder) =>
  readdirSync(inTop(folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`),
);
const { patterns, made } = patternsIn(files);
const named = patterns.map((pattern) => ({
  ...pattern,
  name: `/${pattern.source}/${pattern.flags}`,
}));

const parser = new RegExpParser();
/** How a pattern gets slow: none for a linear one. */
function troubles({ source, flags }: Pick<Pattern, "source" | "flags">): string[] {
  const unicode = flags.includes("u");
  const pattern = parser.parsePattern(source, 0, source.length, { unicode });
  const { reports } = analyse({ pattern, flags: parser.parseFlags(flags) });
  return reports.map(({ type, exponential }) => (exponential ? `${type}, exponential` : type));
}

const context = createContext({});
/** Other programs may have the processor meanwhile: what is slow is slow every time. */
const TRIES = 3;
/** Whether the pattern is done with a text in time; one that is not is stopped. */
function isQuick({ source, flags }: Pick<Pattern, "source" | "flags">, text: string): boolean {
  Object.assign(context, { source, flags, text });
  for (let n = 0; n < TRIES; n++) {
    try {
      runInContext('text.replace(new RegExp(source, flags), "")', context, { timeout: PATIENCE });
      return true;
    } catch {
      // It was stopped.
    }
  }
  return false;
}

/** All that a pattern could be kept busy with: its own characters and pairs of them, again and again. */
function* worstTexts(source: string): Generator<string> {
  const own = [...new Set(source.replace(/\\[dw]/g, "0a"))].concat(" ", "\u0301", "\0");
  const start = /^\^?((?:\\.|[\w:])*)/.exec(source)?.[1]?.replaceAll("\\", "") ?? "";
  const pumps = [...own, ...own.flatMap((a) => own.slice(0, 6).map((b) => a + b))];
  for (const pump of pumps)
    for (const before of new Set(["", start]))
      yield `${before}${pump.repeat(LENGTH / pump.length)}\n!`;
}

test("the check finds what has hung a server, and what costs the square of its input", () => {
  const hung = { source: String.raw`[/]([A-Za-z\s\d~$._-]+\.\w+){1,}$`, flags: "" };
  expect(troubles(hung)).toEqual(["Trade, exponential"]);
  expect(isQuick(hung, `/${"a.a".repeat(30)}!`)).toBe(false);
  const square = { source: String.raw`^\/assets\/.+-[\w-]{8,}\.\w+$`, flags: "" };
  expect(troubles(square)).toEqual(["Trade"]);
  expect(isQuick(square, `/assets/${"-".repeat(LENGTH)}`)).toBe(false);
  expect(troubles({ source: " +$", flags: "" })).toEqual(["Move"]);
});

test("SECURITY: every pattern of server and rules is linear by its structure", () => {
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((pattern) => troubles(pattern).length > 0)).toEqual([]);
  // The lists of rude words; see below.
  const lists = ["server/src/matchmaking/rude-english.ts", "server/src/matchmaking/rude-words.ts"];
  expect([...new Set(made)]).toEqual(lists);
});

test.each(named)("SECURITY: $name of $at is done with its worst input in time", (pattern) => {
  const slow = [...worstTexts(pattern.source)].filter((text) => !isQuick(pattern, text));
  expect(slow.map((text) => text.slice(0, 40))).toEqual([]);
});

/** What of a request is read before anything is known about who asks. */
const request = (url: string, headers: object) =>
  readRequest({ method: "GET", url, headers, socket: { remoteAddress: "::1" } } as never, 1);
const built = staticFiles("/nowhere");
/** Everything that takes text from outside, by what it is given. */
const READERS: [string, (text: string) => unknown][] = [
  ["a request's line", (text) => request(`/${text}`, { host: "x" })],
  ["its query", (text) => request(`/?${text}`, { host: "x" })],
  ["its Host", (text) => request("/", { host: text })],
  ["its X-Forwarded-For", (text) => request("/", { host: "x", "x-forwarded-for": text })],
  ["a path", (text) => built.cost({ headers: {} } as never, `/assets/${text}`)],
  ["a code", readCode],
  ["a name", cleanName],
  ["a name to be shown", (text) => shownName(text, "")],
];
const PUMPS = [
  "a.a",
  "-",
  "a",
  ".",
  ",",
  " ",
  "::",
  "%2e",
  "&=",
  "\u0301",
  "f u c k ",
  "/.",
  "[",
  "0:",
];

test.each(READERS)("SECURITY: %s is read in time, whatever it is", (_, read) => {
  for (const pump of PUMPS) {
    const text = pump.repeat(LENGTH / pump.length);
    const { user } = process.cpuUsage();
    read(text);
    const ms = (process.cpuUsage().user - user) / 1000;
    expect(ms, pump).toBeLessThan(PATIENCE);
  }
});
