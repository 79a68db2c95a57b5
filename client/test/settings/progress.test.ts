/** What is remembered of practice. */
import { BOT_LEVELS } from "@quickpong/shared/bot-levels.ts";
import { PRESETS } from "@quickpong/shared/presets.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import {
  beatenBots,
  type Finished,
  hardestOpen,
  isOpen,
  knowsLessons,
  nextBot,
  noteLessons,
  noteResult,
} from "../../src/settings/progress.ts";
import { settingsIn, settingsNowhere } from "../support/memory-storage.ts";

const won: Finished = {
  outcome: { reason: "score", winner: "own" },
  opponent: { bot: "lulu" },
  watching: false,
  rules: { ...DEFAULT_RULES, pointsToWin: 3 },
};
const openAfter = (finished: Finished) => {
  const store = settingsIn();
  noteResult(finished, store);
  return BOT_LEVELS.filter((level) => isOpen(level, beatenBots(store)));
};

test("BOT-6: three are open at first, and a win over one opens the next", () => {
  const atFirst = ["pip", "mo", "lulu"];
  expect(openAfter({ ...won, outcome: { reason: "score", winner: "opponent" } })).toEqual(atFirst);
  expect(openAfter({ ...won, outcome: { reason: "left", winner: "own" } })).toEqual(atFirst);
  expect(openAfter({ ...won, opponent: { bot: "" } })).toEqual(atFirst);
  expect(openAfter({ ...won, watching: true })).toEqual(atFirst);
  expect(openAfter({ ...won, rules: { ...DEFAULT_RULES, paddleLength: 300 } })).toEqual(atFirst);
  expect(openAfter(won)).toEqual([...atFirst, "rex"]);
  expect(openAfter({ ...won, rules: PRESETS.long })).toEqual([...atFirst, "rex"]);
  // Found by its address before its turn.
  expect(openAfter({ ...won, opponent: { bot: "nina" } })).toEqual([...atFirst, "nina", "zoe"]);
});

test("BOT-6: what is kept may be anything, or nothing may be kept", () => {
  const store = settingsIn({ "quickpong.settings": '{"beaten":["pip","wizard",7,"mo"]}' });
  expect([...beatenBots(store)]).toEqual(["pip", "mo"]);
  noteResult(won, store);
  expect([...beatenBots(store)]).toEqual(["pip", "mo", "lulu"]);
  noteResult(won, settingsNowhere());
  expect(beatenBots(settingsNowhere()).size).toBe(0);
  expect(knowsLessons(settingsNowhere())).toBe(false);
});

test("the hardest that are open are offered, and the last has none after it", () => {
  expect(hardestOpen(3, new Set())).toEqual(["pip", "mo", "lulu"]);
  expect(hardestOpen(3, new Set(["lulu", "rex"]))).toEqual(["lulu", "rex", "vera"]);
  expect(nextBot("pip")).toBe("mo");
  expect(nextBot("zoe")).toBeUndefined();
});

test("lessons are taken once", () => {
  const store = settingsIn();
  expect(knowsLessons(store)).toBe(false);
  noteLessons(store);
  expect(knowsLessons(store)).toBe(true);
});
