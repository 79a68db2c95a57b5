/** What is counted of recorded games is what happened to them, and a game that was changed is found. */
import { gzipSync } from "node:zlib";
import { THEMES } from "@quickpong/client/theme/themes.ts";
import { drawMatch, NIGHT } from "@quickpong/server/pictures/match-picture.ts";
import { longestRally } from "@quickpong/server/pictures/rally-lines.ts";
import type { Recording } from "@quickpong/shared/replay.ts";
import { decodeRecording, encodeRecording } from "@quickpong/shared/replay-codec.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import { playBots } from "../../shared/test/support/bot-match.ts";
import { gamesOf, onGrid } from "../../shared/test/support/games.ts";
import { toRecording } from "../../shared/test/support/golden.ts";
import { checkGame } from "../bench/replays/check.ts";
import {
  bytesOfFourMinutes,
  checkGoldens,
  checkOldRules,
  checkRooms,
} from "../bench/replays/games.ts";
import { figuresOf, isPassed, toText } from "../bench/replays/report.ts";
import { measureSeeks } from "../bench/replays/seeks.ts";
import { playRoom } from "../bench/replays/worlds.ts";
import { readGoldens, readStored } from "../lib/golden-matches.ts";

const pictures = { ms: [50, 60, 90], bytes: [90_000, 120_000] };
const quick = [1, 2, 3];
const seeks = { truth: quick, left: quick, right: quick, both: quick };
const rest = { bytesFourMinutes: 8000, oldRules: { matches: 5, mismatches: 0 } };

test("a seed is a room with everything that can be told to a match in it", () => {
  const kinds = new Set<string>();
  const seeds = [1, 4];
  for (const seed of seeds) {
    for (const [, , { kind }] of playRoom(seed).messages) kinds.add(kind);
  }
  for (const kind of ["input", "watermark", "arrive", "drop", "claim", "outage", "rematch"]) {
    expect(kinds).toContain(kind);
  }
  expect(playRoom(5)).toEqual(playRoom(5));
  expect(playRoom(5).messages).not.toEqual(playRoom(6).messages);
});

test("REPLAY-1, REPLAY-2: recorded games and those of rooms are the same when they are played again", () => {
  const checked = [...checkGoldens(), ...checkRooms(1, 10)];
  expect(checked.map(({ wrong }) => wrong)).toEqual(checked.map(() => undefined));
  expect(checkOldRules()).toEqual({ matches: 5, mismatches: 0 });
  const figures = figuresOf(checked, pictures, seeks, rest);
  expect(figures).toMatchObject({ matches: checked.length, mismatches: 0 });
  expect(figures.bytesP50).toBeGreaterThan(100);
  expect(figures.bytesP99).toBeGreaterThanOrEqual(figures.bytesP50);
  expect(isPassed(figures)).toBe(true);
});

test("a game that ended otherwise, or can't be written, is told and fails the run", () => {
  const [game] = gamesOf(onGrid(playRoom(1)));
  const { messages } = game as Recording;
  const at = messages.findLastIndex(([, , { kind }]) => kind === "input");
  const changed = { ...(game as Recording), messages: messages.toSpliced(at, 1) };
  const { hash } = game!.ending;
  const wrong = [
    checkGame(changed, hash),
    checkGame({ ...(game as Recording), end: Number.NaN }, hash),
  ];
  for (const each of wrong) expect(each.wrong).toBeDefined();
  const figures = figuresOf([checkGame(game!, hash), ...wrong], pictures, seeks, rest);
  expect(figures).toMatchObject({ matches: 3, mismatches: 2 });
  expect(isPassed(figures)).toBe(false);
  expect(toText(figures)).toContain("FAILED");
});

test("pictures of matches have the colours of the night theme", () => {
  expect(THEMES.night).toMatchObject(NIGHT);
});

test("a picture of the longest rallies, and by older rules, is less than 300 kB", () => {
  const limit = { rules: { ...DEFAULT_RULES, pointsToWin: 21 }, limit: 14_400 };
  const long = playBots({ ...limit, levels: ["zoe", "zoe"], seed: 7, delays: [4, 2] });
  const old = readGoldens().filter(({ version }) => version === 1);
  for (const recording of [long, ...old.map(toRecording)]) {
    expect(longestRally(recording).flights).toBeGreaterThan(0);
    const { length } = drawMatch(recording);
    expect(length).toBeGreaterThan(20_000);
    expect(length).toBeLessThan(300_000);
  }
});

test("so does a long match or a picture that takes too many bytes", () => {
  const bytes = bytesOfFourMinutes();
  expect(bytes).toBeGreaterThan(4000);
  expect(isPassed(figuresOf([], pictures, seeks, { ...rest, bytesFourMinutes: bytes }))).toBe(true);
  expect(isPassed(figuresOf([], pictures, seeks, { ...rest, bytesFourMinutes: 40_001 }))).toBe(
    false,
  );
  const large = { ms: [50], bytes: [90_000, 300_001] };
  const figures = figuresOf([], large, seeks, rest);
  expect(figures).toMatchObject({ pictureMsP50: 50, pictureBytesMax: 300_001 });
  expect(isPassed(figures)).toBe(false);
});

test("so does a moment of a long match that is not there at once, in any view", () => {
  const slow = figuresOf([], pictures, { ...seeks, both: [1, 13] }, rest);
  expect(slow.seekMsP99).toEqual({ truth: 3, left: 3, right: 3, both: 13 });
  expect(isPassed(slow)).toBe(false);
  expect(isPassed(figuresOf([], pictures, seeks, rest))).toBe(true);
  for (const ms of Object.values(measureSeeks(60 * 60, 10))) {
    expect(ms.length).toBe(10);
    expect(Math.min(...ms)).toBeGreaterThan(0);
  }
});

test("HOST-4, REPLAY-1: at least three matches of each rules' version are kept; stored ones are read to the byte", () => {
  for (const version of [1, 2]) {
    expect(readGoldens().filter((golden) => golden.version === version).length).toBeGreaterThan(2);
  }
  const stored = readStored();
  expect(stored.length).toBeGreaterThan(2);
  for (const bytes of stored) {
    const recording = decodeRecording(bytes);
    expect(checkGame(recording, recording.ending.hash).wrong).toBeUndefined();
    expect(encodeRecording(recording)).toEqual(bytes);
    expect(gzipSync(bytes).length).toBeLessThan(bytes.length);
  }
  expect(stored.some((bytes) => decodeRecording(bytes).from)).toBe(true);
});
