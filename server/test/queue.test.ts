/** Properties of pairing on a virtual clock, over all sequences of coming, going and waiting. */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { PATIENCE, Queue, type QueueEntry, REPEAT_HOLD } from "../src/matchmaking/queue.ts";

type Step =
  | { type: "come"; player: number; credit: number; givesWay: number }
  | { type: "go"; player: number }
  | { type: "wait"; ms: number };

const PLAYERS = 6;
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("come" as const),
      player: fc.nat(PLAYERS - 1),
      // Less than nothing: held back for leaving.
      credit: fc.constantFrom(0, 0, 0, 500, -300),
      givesWay: fc.constantFrom(0, 0, 0, 200, 2 * PATIENCE),
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
      ms: fc.oneof(fc.nat(200), fc.nat(PATIENCE)),
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
  now = 0;
  #ids = 0;

  run(each: Step): void {
    if (each.type === "come")
      this.#come(`p${each.player}`, this.now - each.credit, this.now + each.givesWay);
    else if (each.type === "go") this.#go(`p${each.player}`);
    else this.#wait(each.ms);
  }

  #come(player: string, since: number, givesWayUntil: number): void {
    const before = this.#waitOf(player);
    const waiting = { id: `w${this.#ids++}`, player, since, givesWayUntil };
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
    const both = [a, b].map((each) => ({
      here: Math.max(each.since, this.queued.get(each.id) ?? 0),
      until: each.givesWayUntil ?? 0,
    }));
    const together = Math.max(...both.map(({ here }) => here));
    const [first] = both
      .flatMap(({ here, until }) => [here, until, here + PATIENCE])
      .filter((time) => time >= together && this.#suits(both, together, time))
      .toSorted((x, y) => x - y);
    return Math.max(first ?? Number.NaN, together + (this.#met(a, b) ? REPEAT_HOLD : 0));
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
    expect(a.player).not.toBe(b.player);
    for (const one of [a, b]) {
      expect(this.paired.has(one.id)).toBe(false);
      expect(this.waiting.delete(one.id)).toBe(true);
      this.paired.add(one.id);
    }
    expect(a.since).toBeLessThanOrEqual(b.since);
    // Nobody is paired while held back.
    expect(b.since).toBeLessThanOrEqual(this.now);
    // Whoever waits longer than either was left out only because they could not be paired.
    for (const other of this.#free()) {
      if (other.since < b.since) expect(this.#dueOf(other, a)).toBeGreaterThan(this.now);
      if (other.since < a.since) expect(this.#dueOf(other, b)).toBeGreaterThan(this.now);
      // A repeat happens only when nobody else was there for the first of the two.
      if (this.#met(a, b) && other.since <= b.since) {
        expect(this.#dueOf(other, a)).toBeGreaterThan(this.now);
      }
    }
    this.last.set(a.player, b.player);
    this.last.set(b.player, a.player);
  }

  /** Two strangers never wait beside each other, unless one of them alone gives way. */
  #checkRest(): void {
    const rest = this.#free();
    for (const a of rest) {
      for (const b of rest) {
        if (a === b) continue;
        expect(this.#dueOf(a, b)).toBeGreaterThan(this.now);
        expect(this.#met(a, b) || a.givesWayUntil !== b.givesWayUntil).toBe(true);
      }
    }
  }

  /** Who waits and is not held back. */
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

test("QUEUE-1, LEAVE-5: whatever happens: exact pairs, longest first, nobody with themself, repeats last", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const world = new World();
      for (const each of steps) world.run(each);
      // Left alone, everybody but at most one finds an opponent.
      world.run({ type: "wait", ms: 300 + PATIENCE + 2 * REPEAT_HOLD });
      expect(world.queue.size).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2000 },
  );
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

test("who has waited in vain before comes first", () => {
  const queue = new Queue();
  queue.add(wait("a", 0), 0);
  queue.add(wait("b", 0), 0);
  queue.pair(0);
  queue.add(wait("a", 100), 100);
  queue.add(wait("b", 110), 110);
  queue.add(wait("returning", 50), 120);
  expect(names(queue.pair(120))).toEqual([["returning", "a"]]);
});

test("LEAVE-5: who gives way meets others who do, or whoever has waited 5 s for somebody else", () => {
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
