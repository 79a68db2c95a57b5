/** Properties of pairing on a virtual clock, over all sequences of coming, going and waiting. */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import {
  ACCOUNT_TABS,
  PATIENCE,
  Queue,
  type QueueEntry,
  REPEAT_HOLD,
} from "../../src/matchmaking/queue.ts";
import { NEAR, NEARER_PATIENCE, WIDENING } from "../../src/matchmaking/strength.ts";
import type { KnownStrength } from "../../src/rating/rating.ts";

type Step =
  | {
      type: "come";
      player: number;
      credit: number;
      givesWay: number;
      rating: KnownStrength | undefined;
    }
  | { type: "go"; player: number }
  | { type: "wait"; ms: number };

const PLAYERS = 6;
const MINUTE = 60_000;
/** More arrivals in a minute than this, and a nearer opponent is worth waiting for. */
const FEW = 19;
/** The first two are tabs of one account. */
const accountOf = (player: string): string => (player === "p1" ? "p0" : player);

const rating: fc.Arbitrary<KnownStrength | undefined> = fc.option(
  fc.record({
    rating: fc.constantFrom(1200, 1349, 1350, 1500, 1700, 1833.3, 2100),
    deviation: fc.constantFrom(45, 60, 109, 110),
  }),
  { nil: undefined, freq: 8 },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("come" as const),
      player: fc.nat(PLAYERS - 1),
      // Less than nothing: held back for leaving.
      credit: fc.constantFrom(0, 0, 0, 500, -300),
      givesWay: fc.constantFrom(0, 0, 0, 200, 2 * PATIENCE),
      rating,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("go" as const), player: fc.nat(PLAYERS - 1) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("wait" as const),
      ms: fc.oneof(fc.nat(200), fc.nat(200), fc.nat(PATIENCE)),
    }),
  },
);

/** The queue beside a plain record of who waits; pairs as the lobby does, when something is due. */
class World {
  readonly queue = new Queue();
  /** By wait. */
  readonly waiting = new Map<string, QueueEntry>();
  readonly queued = new Map<string, number>();
  readonly last = new Map<string, string>();
  readonly paired = new Set<string>();
  readonly arrivals: number[] = [];
  now = 0;
  #ids = 0;

  run(each: Step): void {
    if (each.type === "come") this.#come(`p${each.player}`, each);
    else if (each.type === "go") this.#go(`p${each.player}`);
    else this.#wait(each.ms);
  }

  #come(player: string, { credit, givesWay, rating }: Step & { type: "come" }): void {
    const before = this.#waitOf(player);
    const waiting = {
      id: `w${this.#ids++}`,
      player,
      account: accountOf(player),
      rating,
      since: this.now - credit,
      givesWayUntil: this.now + givesWay,
    };
    if (!before) this.arrivals.push(this.now);
    const replaced = this.queue.add(waiting, this.now);
    expect(replaced?.id).toBe(before?.id);
    if (before) this.waiting.delete(before.id);
    this.waiting.set(waiting.id, waiting);
    this.queued.set(waiting.id, this.now);
    this.#pair();
  }

  #go(player: string): void {
    const wait = this.#waitOf(player);
    expect(this.queue.remove(wait?.id ?? "none")).toBe(wait !== undefined);
    if (wait) this.waiting.delete(wait.id);
    this.#pair();
  }

  #wait(ms: number): void {
    const end = this.now + ms;
    for (let due = this.queue.nextDue(); due <= end; due = this.queue.nextDue()) {
      expect(due).toBeGreaterThan(this.now);
      this.now = due;
      expect(this.#pair()).toBeGreaterThan(0);
    }
    this.now = end;
  }

  #pair(): number {
    const pairs = this.queue.pair(this.now);
    for (const [a, b] of pairs) this.#check(a, b);
    expect(this.queue.size).toBe(this.waiting.size);
    this.#checkRest();
    expect(this.queue.nextDue()).toBe(this.#firstOfAll());
    return pairs.length;
  }

  /** When the first of all pairs can be made. */
  #firstOfAll(): number {
    const all = [...this.waiting.values()];
    const dues = all.flatMap((a) => all.filter((b) => b !== a).map((b) => this.#dueOf(a, b)));
    return Math.min(Number.POSITIVE_INFINITY, ...dues);
  }

  /** When these two can be paired: looked for among all times at which something changes. */
  #dueOf(a: QueueEntry, b: QueueEntry): number {
    if (a.account === b.account) return Number.POSITIVE_INFINITY;
    const both = [a, b].map((each) => ({
      here: Math.max(each.since, this.queued.get(each.id) ?? 0),
      until: each.givesWayUntil ?? 0,
    }));
    const together = Math.max(...both.map(({ here }) => here));
    const [first] = both
      .flatMap(({ here, until }) => [here, until, here + PATIENCE])
      .filter((time) => time >= together && this.#suits(both, together, time))
      .toSorted((x, y) => x - y);
    const met = together + (this.#met(a, b) ? REPEAT_HOLD : 0);
    return Math.max(first ?? Number.NaN, met, this.#nearFrom(a, b));
  }

  /** QUEUE-4: the first time at which these two are near enough for the one who has waited longer. */
  #nearFrom(a: QueueEntry, b: QueueEntry): number {
    const came = [a, b].map(({ id, since }) => Math.min(since, this.queued.get(id) ?? 0));
    const first = Math.min(...came);
    const apart = Math.abs((a.rating?.rating ?? 0) - (b.rating?.rating ?? 0));
    const widened = first + ((apart - NEAR) * 1000) / WIDENING;
    const near = (time: number): boolean =>
      [a, b].some((each) => (each.rating?.deviation ?? 350) >= 110) ||
      apart <= NEAR ||
      time >= widened ||
      time >= first + NEARER_PATIENCE ||
      this.arrivals.filter((at) => time < at + MINUTE).length <= FEW;
    const changes = [
      0,
      widened,
      first + NEARER_PATIENCE,
      ...this.arrivals.map((at) => at + MINUTE),
    ];
    return changes.toSorted((x, y) => x - y).find(near) ?? Number.NaN;
  }

  /** LEAVE-5: alike from the start or by now, or who does not give way has waited for long enough. */
  #suits(both: { here: number; until: number }[], together: number, time: number): boolean {
    const giving = both.filter(({ until }) => until > together);
    if (giving.length !== 1) return true;
    const patient = both.every((each) => giving.includes(each) || time >= each.here + PATIENCE);
    return patient || giving.every(({ until }) => time >= until);
  }

  #check(a: QueueEntry, b: QueueEntry): void {
    // Nobody meets themself, and everybody in a pair was waiting and is taken once.
    expect(a.account).not.toBe(b.account);
    for (const one of [a, b]) {
      expect(this.paired.has(one.id)).toBe(false);
      expect(this.waiting.delete(one.id)).toBe(true);
      this.paired.add(one.id);
    }
    expect(a.since).toBeLessThanOrEqual(b.since);
    // Nobody is paired while held back.
    expect(b.since).toBeLessThanOrEqual(this.now);
    // A player who waits longer than either was left out only because they could not be paired.
    for (const other of this.#free()) {
      if (other.since < b.since) expect(this.#dueOf(other, a)).toBeGreaterThan(this.now);
      if (other.since < a.since) expect(this.#dueOf(other, b)).toBeGreaterThan(this.now);
      // A repeat happens only when nobody else could have met the first of the two before.
      if (this.#met(a, b) && other.since <= b.since) {
        expect(this.#dueOf(other, a)).toBeGreaterThanOrEqual(this.now);
      }
    }
    this.last.set(a.player, b.player);
    this.last.set(b.player, a.player);
  }

  /** Two strangers never wait beside each other, unless one of them alone gives way or they are far apart. */
  #checkRest(): void {
    const rest = this.#free();
    for (const a of rest) {
      for (const b of rest) {
        if (a.account === b.account) continue;
        expect(this.#dueOf(a, b)).toBeGreaterThan(this.now);
        const far = this.#nearFrom(a, b) > this.now;
        expect(far || this.#met(a, b) || a.givesWayUntil !== b.givesWayUntil).toBe(true);
      }
    }
  }

  /** Players who wait and are not held back. */
  #free(): QueueEntry[] {
    return [...this.waiting.values()].filter(({ since }) => since <= this.now);
  }

  #met(a: QueueEntry, b: QueueEntry): boolean {
    return this.last.get(a.player) === b.player || this.last.get(b.player) === a.player;
  }

  #waitOf(player: string): QueueEntry | undefined {
    return [...this.waiting.values()].find((wait) => wait.player === player);
  }
}

test("QUEUE-1, QUEUE-4, LEAVE-5: whatever happens: exact pairs, longest first, nobody with themself, repeats last", () => {
  let busy = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
      const world = new World();
      for (const each of steps) world.run(each);
      if (world.arrivals.length > FEW) busy++;
      // Left alone, everybody but at most one account finds an opponent.
      world.run({ type: "wait", ms: 300 + PATIENCE + 2 * REPEAT_HOLD });
      const left = [...world.waiting.values()].map(({ account }) => account);
      expect(new Set(left).size).toBeLessThanOrEqual(1);
    }),
    { numRuns: 1000 },
  );
  expect(busy).toBeGreaterThan(100);
});

const wait = (player: string, since: number): QueueEntry => ({
  id: `${player}@${since}`,
  player,
  since,
});
const names = (pairs: [QueueEntry, QueueEntry][]) =>
  pairs.map((pair) => pair.map(({ player }) => player));

test("two strangers are paired the moment the second comes", () => {
  const queue = new Queue();
  queue.add(wait("a", 0), 0);
  expect(queue.pair(0)).toEqual([]);
  queue.add(wait("b", 0), 0);
  expect(names(queue.pair(0))).toEqual([["a", "b"]]);
  expect(queue.size).toBe(0);
});

test("two who have just met wait for somebody else, but not for ever", () => {
  const queue = new Queue();
  const meet = (now: number) => {
    queue.add(wait("a", now), now);
    queue.add(wait("b", now), now);
    return queue.pair(now);
  };
  expect(meet(0)).toHaveLength(1);
  expect(meet(1000)).toEqual([]);
  expect(queue.nextDue()).toBe(1000 + REPEAT_HOLD);
  expect(names(queue.pair(1000 + REPEAT_HOLD))).toEqual([["a", "b"]]);
  expect(meet(9000)).toEqual([]);
  queue.add(wait("c", 9001), 9001);
  expect(names(queue.pair(9001))).toEqual([["a", "c"]]);
});

test("a player who has waited in vain before comes first", () => {
  const queue = new Queue();
  queue.add(wait("a", 0), 0);
  queue.add(wait("b", 0), 0);
  queue.pair(0);
  queue.add(wait("a", 100), 100);
  queue.add(wait("b", 110), 110);
  queue.add(wait("returning", 50), 120);
  expect(names(queue.pair(120))).toEqual([["returning", "a"]]);
});

test("QUEUE-4: two tabs of one account wait for others", () => {
  const queue = new Queue();
  queue.add({ ...wait("tab 1", 0), account: "ann" }, 0);
  queue.add({ ...wait("tab 2", 10), account: "ann" }, 10);
  expect(queue.pair(60_000)).toEqual([]);
  expect(queue.nextDue()).toBe(Number.POSITIVE_INFINITY);
  queue.add({ ...wait("bob", 60_000), account: "bob" }, 60_000);
  expect(names(queue.pair(60_000))).toEqual([["tab 1", "bob"]]);
  // Without an account only the tab is known.
  queue.add(wait("cid", 60_001), 60_001);
  expect(names(queue.pair(60_001))).toEqual([["tab 2", "cid"]]);
});

test("QUEUE-4: of one account at most four tabs are queued, so that many are compared with few", () => {
  const queue = new Queue();
  const tab = (n: number): QueueEntry => ({ ...wait(`tab ${n}`, n), account: "ann" });
  for (let n = 0; n < ACCOUNT_TABS; n++) expect(queue.add(tab(n), n)).toBeUndefined();
  for (let n = ACCOUNT_TABS; n < 500; n++)
    expect(queue.add(tab(n), n)?.player).toBe(`tab ${n - ACCOUNT_TABS}`);
  expect(queue.size).toBe(ACCOUNT_TABS);
  queue.add({ ...wait("bob", 500), account: "bob" }, 500);
  expect(names(queue.pair(500))).toEqual([["tab 496", "bob"]]);
});

/** A queue to which `arrivals` players have come one after the other since `begin`, and gone. */
function after(arrivals: number, begin: number): Queue {
  const queue = new Queue();
  for (let n = 0; n < arrivals; n++) {
    queue.add(wait(`earlier ${n}`, begin + n), begin + n);
    queue.remove(`earlier ${n}@${begin + n}`);
  }
  return queue;
}
const known = (player: string, since: number, rating: number, deviation = 60): QueueEntry => ({
  ...wait(player, since),
  rating: { rating, deviation },
});

test("QUEUE-4: where many come, two far apart wait for somebody nearer, the wider the longer", () => {
  const queue = after(FEW, 0);
  queue.add(known("low", 1000, 1500), 1000);
  queue.add(known("high", 1500, 1800), 1500);
  expect(queue.pair(1500)).toEqual([]);
  // 150 points at once, and 100 more each second.
  expect(queue.nextDue()).toBe(1000 + 1500);
  queue.add(known("near", 2000, 1400), 2000);
  expect(names(queue.pair(2000))).toEqual([["low", "near"]]);
  queue.add(known("top", 2100, 2500), 2100);
  expect(queue.pair(1500 + 2999)).toEqual([]);
  expect(names(queue.pair(1500 + 3000))).toEqual([["high", "top"]]);
});

test("QUEUE-4: where few come, nobody waits for somebody nearer, nor does a player of unknown strength", () => {
  const few = after(FEW - 1, 0);
  few.add(known("low", 1000, 1500), 1000);
  few.add(known("high", 1000, 2500), 1000);
  expect(few.pair(1000)).toHaveLength(0);
  // The first of twenty came a minute ago: now there are fewer.
  const later = after(FEW - 1, 0);
  later.add(known("low", MINUTE - 1, 1500), MINUTE - 1);
  later.add(known("high", MINUTE - 1, 2500), MINUTE - 1);
  expect(later.nextDue()).toBe(MINUTE);
  const empty = new Queue();
  empty.add(known("low", 0, 1500), 0);
  empty.add(known("high", 0, 2500), 0);
  expect(empty.pair(0)).toHaveLength(1);
  for (const newcomer of [wait("new", 1000), known("new", 1000, 2500, 110)]) {
    const busy = after(FEW, 0);
    busy.add(known("low", 1000, 1500), 1000);
    busy.add(newcomer, 1000);
    expect(busy.pair(1000)).toHaveLength(1);
  }
});

test("QUEUE-4: a player who has waited in vain before waits for nobody nearer", () => {
  const queue = after(FEW, 0);
  queue.add(known("returning", 1000 - NEARER_PATIENCE, 1500), 1000);
  queue.add(known("high", 1000, 2500), 1000);
  expect(names(queue.pair(1000))).toEqual([["returning", "high"]]);
});

test("LEAVE-5: a player who gives way meets others who do, or whoever has waited 5 s for somebody else", () => {
  const queue = new Queue();
  const givesWayUntil = 60_000;
  queue.add({ ...wait("a", 0), givesWayUntil }, 0);
  queue.add(wait("ann", 3000), 3000);
  expect(queue.pair(3000)).toEqual([]);
  expect(queue.nextDue()).toBe(3000 + PATIENCE);
  queue.add(wait("bob", 4000), 4000);
  expect(names(queue.pair(4000))).toEqual([["ann", "bob"]]);
  queue.add({ ...wait("b", 5000), givesWayUntil }, 5000);
  expect(names(queue.pair(5000))).toEqual([["a", "b"]]);
  queue.add(wait("cid", 6000), 6000);
  queue.add({ ...wait("c", 6500), givesWayUntil }, 6500);
  expect(queue.pair(6000 + PATIENCE - 1)).toEqual([]);
  expect(names(queue.pair(6000 + PATIENCE))).toEqual([["cid", "c"]]);
});

test("however many are held back, who comes is compared with few", () => {
  const queue = new Queue();
  for (let n = 0; n < 500; n++) queue.add(wait(`held ${n}`, 1000 + n), 0);
  // Comparing two asks whom each has met.
  const asked = vi.spyOn(Map.prototype, "get");
  queue.add(wait("a", 0), 0);
  expect(queue.pair(0)).toEqual([]);
  expect(queue.nextDue()).toBe(1000);
  queue.add(wait("b", 0), 0);
  expect(names(queue.pair(0))).toEqual([["a", "b"]]);
  expect(queue.nextDue()).toBe(1001);
  const comparisons = asked.mock.calls.length / 2;
  asked.mockRestore();
  expect(comparisons).toBeGreaterThan(0);
  expect(comparisons).toBeLessThan(10);
});
