import { TICK_MS } from "@quickpong/shared/court.ts";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { SLOTS_PER_TICK, type Tickable, Ticker, type TickSlot } from "../../src/match/ticker.ts";

const SLOT_MS = TICK_MS / SLOTS_PER_TICK;

/** A ticker on a clock that only moves when told; its own timer is stopped. */
function virtualTicker() {
  const clock = { now: 1000 };
  const ticker = new Ticker(() => clock.now);
  const addTickable = (tick: (now: number, place: TickSlot) => void = () => {}) => {
    const ticks: number[] = [];
    const errors: unknown[] = [];
    const outages: [since: number, now: number][] = [];
    const tickable: Tickable = {
      tick: (now) => {
        ticks.push(now);
        tick(now, place);
      },
      failed: (error) => errors.push(error),
      outage: (...times) => outages.push(times),
    };
    const place = ticker.add(tickable);
    ticker.stop();
    return { place, ticks, errors, outages };
  };
  const pass = (ms: number) => {
    clock.now += ms;
    ticker.run();
  };
  return { clock, ticker, addTickable, pass };
}

test("a tick comes at its time, once, and never without having been asked for", () => {
  const { addTickable, pass } = virtualTicker();
  const { place, ticks } = addTickable();
  const other = addTickable();
  place.wake(3);
  for (let n = 0; n < 40; n++) pass(1);
  expect(ticks).toEqual([]);
  for (let n = 0; n < 40; n++) pass(1);
  expect(ticks).toHaveLength(1);
  expect((ticks[0] ?? 0) - place.origin).toBeGreaterThanOrEqual(3 * TICK_MS);
  expect((ticks[0] ?? 0) - place.origin).toBeLessThan(3 * TICK_MS + 1 + SLOT_MS);
  expect(other.ticks).toEqual([]);
});

test("a wish for an earlier tick counts, one for a later does not", () => {
  const { addTickable, pass } = virtualTicker();
  const { place, ticks } = addTickable();
  place.wake(100);
  place.wake(5);
  place.wake(50);
  pass(6 * TICK_MS);
  expect(ticks).toHaveLength(1);
  pass(200 * TICK_MS);
  expect(ticks).toHaveLength(1);
});

test("a tick that is further ahead than the wheel goes round comes at its time, too", () => {
  const { addTickable, pass, clock } = virtualTicker();
  const { place, ticks } = addTickable();
  const near = addTickable();
  place.wake(1000);
  for (let n = 0; n < 2000; n++) {
    near.place.wake(0);
    pass(TICK_MS);
    if (ticks.length > 0) break;
  }
  expect(ticks).toEqual([clock.now]);
  expect(Math.floor((clock.now - place.origin) / TICK_MS)).toBe(1000);
});

test("tickables are spread over the phases of a tick", () => {
  const { addTickable } = virtualTicker();
  const offsets = Array.from(
    { length: 2 * SLOTS_PER_TICK },
    () => addTickable().place.origin % TICK_MS,
  );
  expect(new Set(offsets.map((offset) => Math.round(offset * 1000))).size).toBe(SLOTS_PER_TICK);
});

test("one that throws is told, and nobody else notices", async () => {
  const { addTickable, pass } = virtualTicker();
  const bad = addTickable(() => {
    throw new Error("on purpose");
  });
  const good = addTickable();
  bad.place.wake(1);
  good.place.wake(1);
  pass(2 * TICK_MS);
  await Promise.resolve();
  expect(bad.errors).toHaveLength(1);
  expect(good.ticks).toHaveLength(1);
});

test("after a long stall everybody has one tick, in the present", () => {
  const { addTickable, pass, clock } = virtualTicker();
  const tickables = Array.from({ length: 10 }, () => addTickable());
  for (const [n, { place }] of tickables.entries()) place.wake(10 * n);
  pass(3_600_000);
  for (const { ticks } of tickables) expect(ticks).toEqual([clock.now]);
});

test("a tickable that has ended gets no tick, and the last to go stops the timer", () => {
  const { addTickable, pass, ticker } = virtualTicker();
  const { place, ticks } = addTickable();
  place.wake(1);
  place.end();
  pass(TICK_MS * 3);
  expect(ticks).toEqual([]);
  expect(ticker.size).toBe(0);
});

test("what most ticks stay below follows the latest ones", () => {
  const { addTickable, pass, ticker } = virtualTicker();
  const { place } = addTickable();
  const ticks = (count: number, step: number) => {
    for (let i = 0; i < count; i++) {
      place.wake(0);
      pass(step);
    }
  };
  ticks(200, 40);
  expect(ticker.lateness.p95).toBeGreaterThan(10);
  ticks(20_000, 1);
  expect(ticker.lateness.p95).toBeLessThan(10);
});

test("ticks that are punctual count as late while the process is behind with everything else", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const clock = { now: 0 };
  const ticker = new Ticker(() => clock.now);
  const place = ticker.add({ tick: () => place.wake(0), failed: () => {}, outage: () => {} });
  place.wake(0);
  // In one turn of the event loop, between what it reads.
  for (; clock.now < 5 * TICK_MS; clock.now += SLOT_MS) ticker.run();
  expect(ticker.lateness.histogram.max / 1000).toBeLessThan(2 * SLOT_MS);
  // The timer comes when the first tick was due.
  vi.advanceTimersByTime(2 * TICK_MS);
  const { ticks, late } = ticker.lateness.count;
  expect(ticks).toBeGreaterThanOrEqual(3);
  expect(late).toBe(ticks);
  ticker.stop();
  vi.useRealTimers();
});

test("the timer comes where somebody waits, and else to look four times a second", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const clock = { now: 0 };
  const reads = { count: 0 };
  const ticker = new Ticker(() => {
    reads.count++;
    return clock.now;
  });
  const ticks: number[] = [];
  const place = ticker.add({ tick: (now) => ticks.push(now), failed: () => {}, outage: () => {} });
  const pass = (ms: number) => {
    for (const end = clock.now + ms; clock.now < end; ) {
      clock.now += 1;
      vi.advanceTimersByTime(1);
    }
  };
  pass(500);
  expect(reads.count).toBeLessThan(15);
  expect(vi.getTimerCount()).toBe(1);
  place.wake(60);
  // Sooner than what the timer is set for.
  pass(100);
  place.wake(40);
  reads.count = 0;
  pass(500);
  expect(ticks).toEqual([Math.ceil(40 * TICK_MS)]);
  expect(reads.count).toBeLessThan(20);
  place.end();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("lateness is measured", () => {
  const { addTickable, pass, ticker } = virtualTicker();
  addTickable().place.wake(1);
  pass(2 * TICK_MS + 5);
  expect(ticker.lateness.histogram.count).toBe(1);
  expect(ticker.lateness.histogram.max / 1000).toBeGreaterThan(5);
});

test("whatever is asked for: every tick at the first slot run after it is due, none lost or doubled", () => {
  const wish = fc.record({ tickable: fc.nat(4), tick: fc.nat(2000), pass: fc.nat(400) });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 60 }), (wishes) => {
      const { addTickable, pass, clock } = virtualTicker();
      const tickables = Array.from({ length: 5 }, () => ({
        ...addTickable(),
        due: [] as number[],
        given: 0,
      }));
      for (const each of wishes) {
        const tickable = tickables[each.tickable];
        if (!tickable) continue;
        const soonest = Math.floor((clock.now - tickable.place.origin) / TICK_MS);
        tickable.place.wake(each.tick);
        tickable.due.push(Math.max(each.tick, soonest));
        pass(each.pass);
        for (const one of tickables) {
          // To within the slot in which the present lies.
          const present = (clock.now - one.place.origin) / TICK_MS;
          if (one.ticks.length > one.given) one.due = [];
          expect(one.ticks.length - one.given).toBeLessThanOrEqual(1);
          one.given = one.ticks.length;
          for (const due of one.due) expect(due).toBeGreaterThan(present - 2);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("a process that did nothing for over a second was away: everybody is told since when, first", () => {
  const { clock, ticker, addTickable, pass } = virtualTicker();
  const [first, second] = [addTickable(), addTickable()];
  first.place.wake(1);
  pass(990);
  expect(first.outages).toEqual([]);
  const since = clock.now;
  second.place.wake(0);
  clock.now += 10_000;
  // A message is handled before any timer.
  ticker.see(clock.now);
  expect([first.outages, second.outages]).toEqual([[[since, clock.now]], [[since, clock.now]]]);
  expect(second.ticks).toEqual([]);
  pass(1);
  expect([first.outages.length, second.ticks.length]).toEqual([1, 1]);
  expect(ticker.lateness.count.outages).toBe(1);
});

test("nobody was away while there was nobody to play", () => {
  const { clock, addTickable, pass } = virtualTicker();
  const first = addTickable();
  first.place.end();
  clock.now += 5000;
  const second = addTickable();
  pass(1);
  expect([first.outages, second.outages]).toEqual([[], []]);
});
