/** What a host may wish for a private room. */
import { PRESET_NAMES, PRESETS } from "@quickpong/shared/presets.ts";
import { DEFAULT_RULES, faultIn, PACES, POINTS_TO_WIN } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import { roomRules } from "../../src/matchmaking/room-rules.ts";

test("a preset's rules, with points and a pace that are on offer, or the default's", () => {
  expect(roomRules({})).toEqual(DEFAULT_RULES);
  const classic = roomRules({ preset: "classic", pointsToWin: 11, pace: 0.8 });
  expect(classic).toEqual({ ...PRESETS.classic, pointsToWin: 11, pace: 0.8 });
  expect(roomRules({ pointsToWin: 5, pace: "x" })).toEqual(DEFAULT_RULES);
});

test("RULES-1: whatever is on offer goes together", () => {
  for (const preset of PRESET_NAMES) {
    for (const pointsToWin of POINTS_TO_WIN) {
      for (const pace of PACES) {
        const rules = roomRules({ preset, pointsToWin, pace });
        expect(rules && faultIn(rules)).toBeNull();
      }
    }
  }
});

test("rules of one's own are taken whole, or not at all", () => {
  const own = { ...PRESETS.classic, paddleLength: 200, pointsToWin: 5 };
  expect(roomRules({ own, preset: "tiny" })).toEqual(own);
  for (const bad of [null, {}, { ...own, gain: 9 }, { paddleLength: 200 }, "classic"]) {
    expect(roomRules({ own: bad })).toBeNull();
  }
});

test("a preset that there is none of is none", () => {
  for (const preset of ["toString", "Classic", 7, null]) expect(roomRules({ preset })).toBeNull();
});
