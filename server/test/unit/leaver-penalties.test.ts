/** Tabs that leave often are held back, short, growing, forgotten; addresses give way. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { FORGOTTEN_AFTER, LeaverPenalties } from "../../src/matchmaking/leaver-penalties.ts";

const keys = (tab: string, address?: string) => ({ tab, address });

test("LEAVE-1: the first leave is free; each further one costs more, up to a minute", () => {
  const leavers = new LeaverPenalties();
  const holds: number[] = [];
  for (let now = 0; now < 7000; now += 1000) {
    leavers.left(keys("a"), now);
    holds.push((leavers.penaltyOf(keys("a"), now)?.until ?? now) - now);
  }
  expect(holds).toEqual([0, 5_000, 15_000, 30_000, 60_000, 60_000, 60_000]);
  expect(leavers.penaltyOf(keys("b"), 7000)).toBeUndefined();
});

test("LEAVE-1: it ends by itself, and leaves are forgotten", () => {
  const leavers = new LeaverPenalties();
  leavers.left(keys("a"), 0);
  leavers.left(keys("a"), 1000);
  expect(leavers.penaltyOf(keys("a"), 5999)).toEqual({ until: 6000, leaves: 2 });
  expect(leavers.penaltyOf(keys("a"), 6000)).toBeUndefined();
  leavers.left(keys("a"), FORGOTTEN_AFTER + 1000);
  expect(leavers.penaltyOf(keys("a"), FORGOTTEN_AFTER + 1000)).toBeUndefined();
});

test("LEAVE-2: a tab that never left is never held back, whoever else left at its address", () => {
  const leavers = new LeaverPenalties();
  for (let n = 0; n < 60; n++) leavers.left(keys(`tab ${n}`, "198.51.100.7"), n);
  expect(leavers.penaltyOf(keys("new", "198.51.100.7"), 60)).toBeUndefined();
});

test("LEAVE-4: an address gives way while it takes more than four seats a minute", () => {
  const leavers = new LeaverPenalties();
  const giving = (now: number) => leavers.givesWayFor(keys("new", "198.51.100.7"), now);
  for (let n = 0; n < 4; n++) leavers.seated(keys(`tab ${n}`, "198.51.100.7"), 1000 * n);
  expect(giving(3000)).toBe(0);
  leavers.seated(keys("tab 4", "198.51.100.7"), 4000);
  expect(giving(4000)).toBe(5000);
  expect(leavers.givesWayFor(keys("new", "198.51.100.8"), 4000)).toBe(0);
  expect(leavers.givesWayFor(keys("new"), 4000)).toBe(0);
  expect(giving(60_000)).toBe(0);
});

test("LEAVE-4: a fresh tab is no way out: an address gives way that deserts half of its seats", () => {
  const leavers = new LeaverPenalties();
  const giving = (now: number) => leavers.givesWayFor(keys("new", "198.51.100.7"), now);
  for (let n = 0; n < 4; n++) leavers.seated(keys(`tab ${n}`, "198.51.100.7"), 60_000 * n);
  for (let n = 0; n < 3; n++) {
    expect(giving(240_000)).toBe(0);
    leavers.left(keys(`tab ${n}`, "198.51.100.7"), 240_000);
  }
  expect(giving(240_000)).toBe(15_000);
  for (let n = 0; n < 3; n++) leavers.seated(keys("other", "198.51.100.7"), 60_000 * (5 + n));
  expect(giving(480_000)).toBe(0);
});

test("LEAVE-1: whatever happens, a hold is over a minute after the last leave", () => {
  const event = fc.record({ tab: fc.nat(2), address: fc.nat(1), after: fc.nat(120_000) });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const leavers = new LeaverPenalties();
      let now = 0;
      for (const { tab, address, after } of events) {
        now += after;
        leavers.left(keys(`t${tab}`, `a${address}`), now);
        for (let t = 0; t < 3; t++) {
          const hold = leavers.penaltyOf(keys(`t${t}`, `a${address}`), now);
          if (!hold) continue;
          expect(hold.until - now).toBeGreaterThan(0);
          expect(hold.until - now).toBeLessThanOrEqual(60_000);
          expect(hold.leaves).toBeGreaterThan(1);
        }
      }
    }),
  );
});
