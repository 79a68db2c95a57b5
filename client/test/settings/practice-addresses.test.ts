/** Addresses of practice. */
import { BOT_LEVELS } from "@quickpong/shared/bot-levels.ts";
import { expect, test } from "vitest";
import { levelOf } from "../../src/settings/progress.ts";

test("BOT-6: an address leads to every bot, and those of before to bots as good", () => {
  for (const level of BOT_LEVELS) expect(levelOf(level)).toBe(level);
  expect(["beginner", "club", "pro"].map(levelOf)).toEqual(["pip", "rex", "nina"]);
  expect([null, "", "wizard", "toString"].map(levelOf)).toEqual([null, null, null, null]);
});
