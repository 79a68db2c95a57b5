/** Rules that somebody chooses, and the sliders behind them. */
import { PRESETS, presetOf } from "@quickpong/shared/presets.ts";
import { DEFAULT_RULES, faultIn, RULE_RANGES } from "@quickpong/shared/rules.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  keepRulesChoice,
  loadRulesChoice,
  OWN_NUMBERS,
  rulesOf,
  withNumber,
} from "../../src/settings/rules-choice.ts";
import { settingsIn } from "../support/memory-storage.ts";

test("RULES-1: whatever is done to the sliders, the numbers are rules", () => {
  const change = fc.tuple(fc.constantFrom(...OWN_NUMBERS), fc.double({ min: -50, max: 4000 }));
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(PRESETS)), fc.array(change), (start, changes) => {
      const rules = changes.reduce((now, [name, value]) => withNumber(now, name, value), start);
      expect(faultIn(rules)).toBeNull();
    }),
  );
});

test("a slider goes where it is drawn to, and takes along what does not fit any more", () => {
  for (const name of OWN_NUMBERS) {
    const { min, max } = RULE_RANGES[name];
    expect(withNumber(DEFAULT_RULES, name, min)[name], name).toBe(min);
    expect(withNumber(DEFAULT_RULES, name, max)[name], name).toBe(max);
  }
  expect(withNumber(DEFAULT_RULES, "shortest", 290).paddleLength).toBe(290);
  expect(withNumber(PRESETS.long, "paddleLength", 40).shortest).toBe(40);
  expect(withNumber(DEFAULT_RULES, "speedLimit", 400).serveSpeed).toBe(400);
  expect(withNumber(PRESETS.classic, "swing", 0.5)).toEqual(PRESETS.classic);
});

test("what was chosen last is there again; what makes no sense of it is not", () => {
  const store = settingsIn();
  const own = withNumber(DEFAULT_RULES, "paddleLength", 123);
  keepRulesChoice({ preset: "own", pointsToWin: 11, own }, store);
  const choice = loadRulesChoice(store);
  expect(rulesOf(choice)).toEqual({ ...own, pointsToWin: 11 });
  expect(presetOf(rulesOf(choice))).toBeNull();
  for (const bad of ["null", "7", '{"preset":"toString","pointsToWin":4,"own":{"gain":9}}']) {
    const kept = settingsIn({ "quickpong.settings": `{"rules":${bad}}` });
    expect(rulesOf(loadRulesChoice(kept)), bad).toEqual(DEFAULT_RULES);
  }
});

test("a preset is known by its numbers, whatever the points", () => {
  for (const [name, rules] of Object.entries(PRESETS)) {
    expect(presetOf({ ...rules, pointsToWin: 21, pace: 0.8 })).toBe(name);
  }
});
