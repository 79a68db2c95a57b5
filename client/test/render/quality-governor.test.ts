import { expect, test } from "vitest";
import { EffectsGovernor } from "../../src/render/quality-governor.ts";

const WINDOW = 120;

/** Frames of which every `n`-th is missed; 0 for none. */
function play(governor: EffectsGovernor, windows: number, n: number): string[] {
  return Array.from({ length: windows }, () => {
    for (let i = 1; i <= WINDOW; i++) governor.take(n > 0 && i % n === 0 ? 34 : 16.7);
    return governor.level;
  });
}

test("effects go one level at a time while frames are missed, not for one bad moment", () => {
  const governor = new EffectsGovernor();
  expect(play(governor, 1, 3)).toEqual(["full"]);
  expect(play(governor, 1, 0)).toEqual(["full"]);
  expect(play(governor, 2, 3)).toEqual(["full", "fewer"]);
  // Fewer helped: half as many are missed, but still too many.
  expect(play(governor, 2, 6)).toEqual(["fewer", "plain"]);
  expect(play(governor, 4, 6)).toEqual(["plain", "plain", "plain", "plain"]);
});

test("a few misses change nothing, nor does a tab that was hidden", () => {
  const governor = new EffectsGovernor();
  expect(new Set(play(governor, 20, 10))).toEqual(new Set(["full"]));
  for (let i = 0; i < 20 * WINDOW; i++) governor.take(i % 3 === 0 ? 2000 : 16.7);
  expect(governor.level).toBe("full");
});

test("they come back slowly, and more slowly each time that it was too early", () => {
  const governor = new EffectsGovernor();
  const downAndUp = () => {
    play(governor, 2, 3);
    expect(governor.level).toBe("fewer");
    for (let windows = 1; ; windows++) if (play(governor, 1, 0)[0] === "full") return windows;
  };
  expect([downAndUp(), downAndUp(), downAndUp()]).toEqual([10, 20, 40]);
});

test("the next match tries one level more", () => {
  const governor = new EffectsGovernor();
  play(governor, 2, 3);
  play(governor, 2, 6);
  expect(governor.level).toBe("plain");
  governor.begin();
  expect(governor.level).toBe("fewer");
  governor.begin();
  governor.begin();
  expect(governor.level).toBe("full");
});

test("where plain helps nothing, effects are not the reason and stay", () => {
  const governor = new EffectsGovernor();
  expect(play(governor, 6, 1)).toEqual(["full", "fewer", "fewer", "plain", "plain", "full"]);
  expect(new Set(play(governor, 20, 1))).toEqual(new Set(["full"]));
});
