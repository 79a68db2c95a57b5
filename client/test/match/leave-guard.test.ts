import { expect, test } from "vitest";
import { createLeaveGuard, losesByLeaving } from "../../src/match/leave-guard.ts";
import type { ViewFrame } from "../../src/net/view-frame.ts";

const player = { score: 1, present: true, connection: "good", bot: "" };
const frame = (more: object = {}) =>
  ({
    phase: "rally",
    own: player,
    opponent: player,
    watching: false,
    ...more,
  }) as unknown as ViewFrame;

test("a player who leaves a running match is asked, and nobody else", () => {
  const fresh = { ...player, score: 0 };
  expect(losesByLeaving(frame())).toBe(true);
  expect(losesByLeaving(frame({ phase: "countdown", own: fresh, opponent: fresh }))).toBe(true);
  expect(losesByLeaving(frame({ phase: "finished" }))).toBe(false);
  expect(losesByLeaving(frame({ phase: "waiting", own: fresh, opponent: fresh }))).toBe(false);
  expect(losesByLeaving(frame({ opponent: { ...player, present: false } }))).toBe(false);
  expect(losesByLeaving(frame({ opponent: { ...player, bot: "club" } }))).toBe(false);
  expect(losesByLeaving(frame({ own: { ...player, connection: "lost" } }))).toBe(false);
  expect(losesByLeaving(frame({ watching: true }))).toBe(false);
});

test("the page is held while leaving would lose the match, and no longer", () => {
  const held: boolean[] = [];
  const leaving = createLeaveGuard({ setLeaveGuard: (hold) => held.push(hold !== null) }, () => {});
  const bot = { ...player, bot: "club" };
  for (const opponent of [bot, player, player, bot]) leaving.update(frame({ opponent }));
  expect(held).toEqual([true, false]);
});
