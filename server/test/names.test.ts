/** Names that others see. */

import { cleanName } from "@quickpong/shared/protocol/name.ts";
import fc from "fast-check";
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from "obscenity";
import { expect, test } from "vitest";
import { shownName } from "../src/lobby/names.ts";

test.each(["Ada", "Scunthorpe", "Dickens", "Ассоль", "小明", "José-María", "Class of 86"])(
  "NAME-1: %s is a name",
  (name) => {
    expect(shownName(name, "Player 1")).toBe(name);
  },
);

test.each(["fuck", "FuCk you", "f u c k", "f.u.c.k", "sh1thead", "niggers", "", "<>", 7])(
  "NAME-1: %s is refused",
  (name) => {
    expect(shownName(name, "Player 1")).toBe("Player 1");
  },
);

test("NAME-1: no name gets past the quick look that the list itself would refuse", () => {
  const list = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
  const rude = fc.constantFrom("fuck", "FvCk", "5h1t", "nigg3r", "h*ndjob", "vagina", "penisland");
  const around = fc.string({ maxLength: 4, unit: "grapheme" });
  const names = fc.tuple(around, rude, around).map((parts) => parts.join(""));
  const looks = { shown: 0, refused: 0 };
  fc.assert(
    fc.property(fc.oneof(names, fc.string({ maxLength: 16 })), (raw) => {
      const name = cleanName(raw);
      if (name === "" || !list.hasMatch(name)) return void looks.shown++;
      looks.refused++;
      expect(shownName(name, "")).toBe("");
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(looks.shown, looks.refused)).toBeGreaterThan(100);
});
