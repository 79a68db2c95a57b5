import { expect, test } from "vitest";
import type { ViewFrame } from "../../src/net/view-frame.ts";
import { createWarningFinder } from "../../src/ui/warning.ts";

const player = { name: "Ada", bot: "", score: 1, present: true, away: false, idleServes: 0 };
const frame = (more: Partial<ViewFrame>) =>
  ({
    now: 0,
    phase: "rally",
    own: { ...player, connection: "good" },
    opponent: { ...player, connection: "good" },
    watching: false,
    ...more,
  }) as unknown as ViewFrame;

test("a clock of which no even time can be made is said, calmly", () => {
  const find = createWarningFinder();
  expect(find(frame({})).words).toBe("");
  const { words, calm } = find(frame({ unsteady: true }));
  expect(words).toBe("Your browser hides the exact time, so the ball may jerk.");
  expect(calm).toBe(true);
});
