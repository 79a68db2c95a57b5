import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import type { PracticeMatch } from "../../src/match/match-in-page.ts";
import { createPracticeMatch } from "../../src/match/practice-match.ts";
import type { ViewFrame } from "../../src/net/view-frame.ts";

/** Lets a page's frames pass, with the hand at `target`; returns them. */
function frames(match: PracticeMatch) {
  let now = performance.now();
  return (ms: number, target = 0): ViewFrame[] => {
    const seen: ViewFrame[] = [];
    for (const end = now + ms; now < end; ) {
      now += 16;
      match.steer(target);
      const frame = match.frame(now);
      if (frame) seen.push(frame);
    }
    return seen;
  };
}

test("practice stands while the menu is open or the tab is hidden, and goes on without a jump", () => {
  const match = createPracticeMatch("rex", "Ann", DEFAULT_RULES);
  const pass = frames(match);
  const before = pass(3500).at(-1) as ViewFrame;
  expect(before.phase).toBe("rally");
  match.pause?.("menu", true);
  match.pause?.("hidden", true);
  const paused = pass(20_000, 300);
  match.pause?.("menu", false);
  paused.push(...pass(5000, 300));
  for (const { now, ball, own, opponent, events } of paused) {
    expect([now, ball, own.y, opponent.y]).toEqual([
      before.now,
      before.ball,
      before.own.y,
      before.opponent.y,
    ]);
    expect(events).toEqual([]);
  }
  match.pause?.("hidden", false);
  const after = pass(1000);
  const moved = after.filter(({ now }) => now > before.now);
  expect(moved.length).toBeGreaterThan(20);
  let last = before;
  for (const frame of moved) {
    expect(frame.now - last.now).toBeLessThanOrEqual(17);
    expect(Math.abs((frame.ball?.x ?? 0) - (last.ball?.x ?? 0))).toBeLessThan(20);
    last = frame;
  }
});
