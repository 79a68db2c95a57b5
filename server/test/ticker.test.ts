import { TICK_MS } from "@quickpong/shared/court.ts";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { SLOTS_PER_TICK, type Tickable, Ticker, type TickSlot } from "../src/match/ticker.ts";

const SLOT_MS = TICK_MS / SLOTS_PER_TICK;

/** A ticker on a clock that only moves when told; its own timer is stopped. */
function virtualTicker() {
  const clock = { now: 1000 };
  const ticker = new Ticker(() => clock.now);
  const ride = (turn: (now: number, ride: TickSlot) => void = () => {}) => {
    const turns: number[] = [];
    const errors: unknown[] = [];
    const outages: [since: number, now: number][] = [];
    const rider: Tickable = {
      tick: (now) => {
        turns.push(now);
        turn(now, place);
      },
      failed: (error) => errors.push(error),
      outage: (...times) => outages.push(times),
    };
    const place = ticker.add(rider);
    ticker.stop();
    return { place, turns, errors, outages };
  };
  const pass = (ms: number) => {
    clock.now += ms;
    ticker.run();
  };
  return { clock, ticker, ride, pass };
}

test("a turn comes at its tick, once, and never without having been asked for", () => {
  const { ride, pass } = virtualTicker();
  const { place, turns } = ride();
  const other = ride();
  place.wake(3);
  for (let n = 0; n < 40; n++) pass(1);
  expect(turns).toEqual([]);
  for (let n = 0; n < 40; n++) pass(1);
  expect(turns).toHaveLength(1);
  expect((turns[0] ?? 0) - place.origin).toBeGreaterThanOrEqual(3 * TICK_MS);
  expect((turns[0] ?? 0) - place.origin).toBeLessThan(3 * TICK_MS + 1 + SLOT_MS);
  expect(other.turns).toEqual([]);
});

test("a wish for an earlier turn counts, one for a later does not", () => {
  const { ride, pass } = virtualTicker();
  const { place, turns } = ride();
  place.wake(100);
  place.wake(5);
  place.wake(50);
  pass(6 * TICK_MS);
  expect(turns).toHaveLength(1);
  pass(200 * TICK_MS);
  expect(turns).toHaveLength(1);
});

test("a turn that is further ahead than the wheel goes round comes at its tick, too", () => {
  const { ride, pass, clock } = virtualTicker();
  const { place, turns } = ride();
  const near = ride();
  place.wake(1000);
  for (let n = 0; n < 2000; n++) {
    near.place.wake(0);
    pass(TICK_MS);
    if (turns.length > 0) break;
  }
  expect(turns).toEqual([clock.now]);
  expect(Math.floor((clock.now - place.origin) / TICK_MS)).toBe(1000);
});

test("riders are spread over the phases of a tick", () => {
  const { ride } = virtualTicker();
  const offsets = Array.from({ length: 2 * SLOTS_PER_TICK }, () => ride().place.origin % TICK_MS);
  expect(new Set(offsets.map((offset) => Math.round(offset * 1000))).size).toBe(SLOTS_PER_TICK);
});

test("one that throws is told, and nobody else notices", async () => {
  const { ride, pass } = virtualTicker();
  const bad = ride(() => {
    throw new Error("on purpose");
  });
  const good = ride();
  bad.place.wake(1);
  good.place.wake(1);
  pass(2 * TICK_MS);
  await Promise.resolve();
  expect(bad.errors).toHaveLength(1);
  expect(good.turns).toHaveLength(1);
});

test("after a long stall everybody has one turn, in the present", () => {
  const { ride, pass, clock } = virtualTicker();
  const riders = Array.from({ length: 10 }, () => ride());
  for (const [n, { place }] of riders.entries()) place.wake(10 * n);
  pass(3_600_000);
  for (const { turns } of riders) expect(turns).toEqual([clock.now]);
});

test("who has ended gets no turn, and the last to go stops the timer", () => {
  const { ride, pass, ticker } = virtualTicker();
  const { place, turns } = ride();
  place.wake(1);
  place.end();
  pass(TICK_MS * 3);
  expect(turns).toEqual([]);
  expect(ticker.size).toBe(0);
});

test("what most turns stay below follows the latest ones", () => {
  const { ride, pass, ticker } = virtualTicker();
  const { place } = ride();
  const turns = (count: number, step: number) => {
    for (let i = 0; i < count; i++) {
      place.wake(0);
      pass(step);
    }
  };
  turns(200, 40);
  expect(ticker.lateness.p95).toBeGreaterThan(10);
  turns(20_000, 1);
  expect(ticker.lateness.p95).toBeLessThan(10);
});

test("turns that are punctual count as late while the process is behind with everything else", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const clock = { now: 0 };
  const ticker = new Ticker(() => clock.now);
  const place = ticker.add({ tick: () => place.wake(0), failed: () => {}, outage: () => {} });
  place.wake(0);
  // In one turn of the event loop, between what it reads.
  for (; clock.now < 5 * TICK_MS; clock.now += SLOT_MS) ticker.run();
  expect(ticker.lateness.histogram.max / 1000).toBeLessThan(2 * SLOT_MS);
  // The timer comes when the first turn was due.
  vi.advanceTimersByTime(2 * TICK_MS);
  const { turns, late } = ticker.lateness.count;
  expect(turns).toBeGreaterThanOrEqual(3);
  expect(late).toBe(turns);
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
  const turns: number[] = [];
  const place = ticker.add({ tick: (now) => turns.push(now), failed: () => {}, outage: () => {} });
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
  expect(turns).toEqual([Math.ceil(40 * TICK_MS)]);
  expect(reads.count).toBeLessThan(20);
  place.end();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("lateness is measured", () => {
  const { ride, pass, ticker } = virtualTicker();
  ride().place.wake(1);
  pass(2 * TICK_MS + 5);
  expect(ticker.lateness.histogram.count).toBe(1);
  expect(ticker.lateness.histogram.max / 1000).toBeGreaterThan(5);
});

test("whatever is asked for: every turn at the first slot run after its tick, none lost or doubled", () => {
  const wish = fc.record({ rider: fc.nat(4), tick: fc.nat(2000), pass: fc.nat(400) });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 60 }), (wishes) => {
      const { ride, pass, clock } = virtualTicker();
      const riders = Array.from({ length: 5 }, () => ({
        ...ride(),
        due: [] as number[],
        given: 0,
      }));
      for (const each of wishes) {
        const rider = riders[each.rider];
        if (!rider) continue;
        const soonest = Math.floor((clock.now - rider.place.origin) / TICK_MS);
        rider.place.wake(each.tick);
        rider.due.push(Math.max(each.tick, soonest));
        pass(each.pass);
        for (const one of riders) {
          // To within the slot in which the present lies.
          const present = (clock.now - one.place.origin) / TICK_MS;
          if (one.turns.length > one.given) one.due = [];
          expect(one.turns.length - one.given).toBeLessThanOrEqual(1);
          one.given = one.turns.length;
          for (const due of one.due) expect(due).toBeGreaterThan(present - 2);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("a process that did nothing for over a second was away: everybody is told since when, first", () => {
  const { clock, ticker, ride, pass } = virtualTicker();
  const [first, second] = [ride(), ride()];
  first.place.wake(1);
  pass(990);
  expect(first.outages).toEqual([]);
  const since = clock.now;
  second.place.wake(0);
  clock.now += 10_000;
  // A message is handled before any timer.
  ticker.see(clock.now);
  expect([first.outages, second.outages]).toEqual([[[since, clock.now]], [[since, clock.now]]]);
  expect(second.turns).toEqual([]);
  pass(1);
  expect([first.outages.length, second.turns.length]).toEqual([1, 1]);
  expect(ticker.lateness.count.outages).toBe(1);
});

test("nobody was away while there was nobody to play", () => {
  const { clock, ride, pass } = virtualTicker();
  const first = ride();
  first.place.end();
  clock.now += 5000;
  const second = ride();
  pass(1);
  expect([first.outages, second.outages]).toEqual([[], []]);
});
