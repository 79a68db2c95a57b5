/** Names that others see. */

import { cleanName } from "@quickpong/shared/protocol/name.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shownName } from "../../src/matchmaking/names.ts";
import { isOnTheList } from "../../src/matchmaking/rude-english.ts";
import { HONEST_NAMES, RUDE_NAMES } from "../support/names.ts";

test.each(Object.entries(HONEST_NAMES))("NAME-1: honest names are shown: %s", (_, names) => {
  expect(names.filter((name) => shownName(name, "") !== cleanName(name))).toEqual([]);
});

test.each(Object.entries(RUDE_NAMES))("NAME-1: rude names are not shown: %s", (_, names) => {
  expect(names.filter((name) => shownName(name, "") !== "")).toEqual([]);
});

test.each(["", "<>", 7, "\u{13441}"])("NAME-1: %j is no name", (name) => {
  expect(shownName(name, "Player 1")).toBe("Player 1");
});

test.each(["Player", "プレイヤー", "Room"])("NAME-1: %s and a number is no rude name", (word) => {
  const names = Array.from({ length: 10_000 }, (_, number) => `${word} ${number}`);
  names.push(`${word} 80085`, `${word} ④⑤⑤`, `${word} 7.1.7`);
  expect(names.filter((name) => shownName(name, "") !== cleanName(name))).toEqual([]);
});

test("NAME-1: a name is looked at within a moment, whatever it is made of", () => {
  const piles = ["a", "п", "pu", "Aa", "а1A", "a-", "ち", "操", "f u"].map((part) =>
    part.repeat(16).slice(0, 16),
  );
  const names = [...piles, ...Object.values(HONEST_NAMES).flat()];
  for (const name of names) shownName(name, "");
  const began = process.cpuUsage();
  for (let i = 0; i < 20; i++) for (const name of names) shownName(name, "");
  const ms = process.cpuUsage(began).user / 1000;
  // About 0.01 ms a name on an idle machine; a pattern that tries everything twice would take seconds.
  expect(ms / (20 * names.length)).toBeLessThan(1);
});

test("NAME-1: no name gets past the quick look that the English list itself would refuse", () => {
  const rude = fc.constantFrom("fuck", "FvCk", "5h1t", "nigg3r", "h*ndjob", "vagina", "penisland");
  const around = fc.string({ maxLength: 4, unit: "grapheme" });
  const names = fc.tuple(around, rude, around).map((parts) => parts.join(""));
  const looks = { shown: 0, refused: 0 };
  fc.assert(
    fc.property(fc.oneof(names, fc.string({ maxLength: 16 })), (raw) => {
      const name = cleanName(raw);
      if (name === "" || !isOnTheList(name)) return void looks.shown++;
      looks.refused++;
      expect(shownName(name, "")).toBe("");
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(looks.shown, looks.refused)).toBeGreaterThan(100);
  // Its last letter becomes another one in plain letters, with which it is no longer on the list.
  expect(shownName("À5h1tᶬ", "")).toBe("");
});
