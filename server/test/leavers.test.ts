/** Who leaves often waits behind the others: short, growing, forgotten. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { FORGOTTEN_AFTER, HOLDS, Leavers } from "../src/lobby/leavers.ts";

const keys = (tab: string, address?: string) => ({ tab, address });

test("LEAVE-1: the first leave is free; each further one costs more, up to a minute", () => {
  const leavers = new Leavers();
  const holds: number[] = [];
  for (let now = 0; now < 7000; now += 1000) {
    leavers.left(keys("a"), now);
    holds.push((leavers.holdOf(keys("a"), now)?.until ?? now) - now);
  }
  expect(holds).toEqual([0, 5_000, 15_000, 30_000, 60_000, 60_000, 60_000]);
  expect(leavers.holdOf(keys("b"), 7000)).toBeUndefined();
});

test("LEAVE-1: it ends by itself, and leaves are forgotten", () => {
  const leavers = new Leavers();
  leavers.left(keys("a"), 0);
  leavers.left(keys("a"), 1000);
  expect(leavers.holdOf(keys("a"), 5999)).toEqual({ until: 6000, leaves: 2 });
  expect(leavers.holdOf(keys("a"), 6000)).toBeUndefined();
  leavers.left(keys("a"), FORGOTTEN_AFTER + 1000);
  expect(leavers.holdOf(keys("a"), FORGOTTEN_AFTER + 1000)).toBeUndefined();
});

test("LEAVE-2: a fresh tab is no way out, but a class behind one address is not punished", () => {
  const leavers = new Leavers();
  for (let n = 0; n < 6; n++) leavers.left(keys(`tab ${n}`, "198.51.100.7"), n);
  expect(leavers.holdOf(keys("new", "198.51.100.7"), 6)).toBeUndefined();
  leavers.left(keys("tab 6", "198.51.100.7"), 6);
  expect(leavers.holdOf(keys("new", "198.51.100.7"), 6)?.until).toBe(6 + HOLDS[0]!);
  expect(leavers.holdOf(keys("new", "198.51.100.8"), 6)).toBeUndefined();
  expect(leavers.holdOf(keys("new"), 6)).toBeUndefined();
});

test("LEAVE-1: whatever happens, a hold is over a minute after the last leave", () => {
  const event = fc.record({ tab: fc.nat(2), address: fc.nat(1), after: fc.nat(120_000) });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const leavers = new Leavers();
      let now = 0;
      for (const { tab, address, after } of events) {
        now += after;
        leavers.left(keys(`t${tab}`, `a${address}`), now);
        for (let t = 0; t < 3; t++) {
          const hold = leavers.holdOf(keys(`t${t}`, `a${address}`), now);
          if (!hold) continue;
          expect(hold.until - now).toBeGreaterThan(0);
          expect(hold.until - now).toBeLessThanOrEqual(60_000);
          expect(hold.leaves).toBeGreaterThan(1);
        }
      }
    }),
  );
});
