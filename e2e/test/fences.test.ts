/** Private members of others' objects are used behind fences only; docs/UPGRADING.md lists them. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inTop, TOP } from "../lib/paths.ts";

/** Each checks, when it is loaded or used, that what it reaches for is there. */
const FENCES = [
  "server/src/node-internals.ts",
  "server/src/ws/ws-internals.ts",
  "server/src/colyseus/colyseus-internals.ts",
  "client/src/net/colyseus/sdk-internals.ts",
  // Of the package obscenity alone, which has no other user.
  "server/src/matchmaking/rude-english.ts",
];

/** How private members are reached: by a name with a line before it, in brackets, or past the types. */
const REACHES = [
  /\._[a-z]\w*/i,
  /\{\s*_[a-z]\w*/i,
  /^\s*_[a-z]\w*[?:(]/i,
  /\["[a-z]\w*"\][.(]/i,
  /\bas unknown as\b/,
  /\b(onIncoming|onleave|prependOnceListener)\b/,
  /\.(push|send|emit|prototype\.\w+) = /,
];

const isComment = (line: string): boolean => /^\s*(\/\/|\/?\*)/.test(line);
const reaches = (line: string): boolean =>
  !isComment(line) && REACHES.some((pattern) => pattern.test(line));

function filesThatReach(): string[] {
  const listed = execFileSync("git", ["ls-files", "server/src", "client/src"], {
    cwd: TOP,
    encoding: "utf8",
  });
  const files = listed.split("\n").filter((file) => file.endsWith(".ts"));
  return files.filter((file) => readFileSync(inTop(file), "utf8").split("\n").some(reaches));
}

test("no private member is used outside of the fences", () => {
  expect(filesThatReach().filter((file) => !FENCES.includes(file))).toEqual([]);
});

test.each([
  "const { _socket: stream } = socket;",
  "  _reservedSeats: object;",
  "socket._handle?.readStop?.();",
  'room["onJoin"].once(go);',
  "const inside = room as unknown as Inside;",
  "socket.parser.onIncoming = stop;",
  "stream.push = (chunk) => take(chunk);",
])("%s is seen", (line) => {
  expect(reaches(line)).toBe(true);
});

test.each([
  "place(_fit: CourtTransform, unit: number): void {",
  '  fit: Scene["fit"];',
  "  // _socket is ws's",
])("%s is none", (line) => {
  expect(reaches(line)).toBe(false);
});
