/** Properties of asking players who play a bot, over all sequences of coming, going, playing and answering. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ANSWER_WITHIN, ASK_AGAIN_AFTER, ASKED_AT_ONCE } from "../../src/matchmaking/proposals.ts";
import { Queue } from "../../src/matchmaking/queue.ts";

const KINDS = ["come", "come with a bot", "begin", "end", "yes", "no", "go", "wait"] as const;
interface Step {
  kind: (typeof KINDS)[number];
  player: number;
  ms: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom<Step["kind"]>(...KINDS, "come", "come with a bot", "begin", "yes"),
  player: fc.nat(7),
  ms: fc.constantFrom(1, 200, 5000, ANSWER_WITHIN, ASK_AGAIN_AFTER),
});

interface Waiting {
  player: string;
  askFirst: boolean;
  asked?: { n: number; about: string; at: number; said: "yes" | undefined } | undefined;
  /** About whom this one has declined, or did not answer, and since when (ms). */
  passed: Map<string, number>;
}

class World {
  readonly queue = new Queue();
  readonly waiting = new Map<string, Waiting>();
  readonly paired: [string, string][] = [];
  /** Players who played because they were asked. */
  agreed = 0;
  now = 0;
  readonly #last = new Map<string, string>();
  #ids = 0;

  run({ kind, player: p, ms }: Step): void {
    const player = `p${p}`;
    const [id, mine] = [...this.waiting].find(([, each]) => each.player === player) ?? ["", null];
    if (kind === "come" || kind === "come with a bot") this.#come(player, kind !== "come");
    else if (kind === "wait") this.wait(ms);
    else if (!mine) return;
    else if (kind === "begin" || kind === "end") this.#setAskFirst(id, mine, kind === "begin");
    else if (kind === "go") this.#leave(id);
    else this.answer(id, kind);
    this.#settle();
  }

  /** All who play a bot say the same for as long as they are asked. */
  answerAll(): void {
    for (let round = 0; round < 10; round++) {
      for (const id of [...this.waiting.keys()]) this.answer(id, "yes");
      this.#settle();
      this.wait(ASK_AGAIN_AFTER + 1);
    }
  }

  answer(id: string, said: "yes" | "no"): void {
    const mine = this.waiting.get(id);
    const asked = mine?.asked;
    if (!mine || !asked) return;
    if (said === "yes") asked.said = said;
    else mine.passed.set(asked.about, Number.POSITIVE_INFINITY);
    if (said === "yes") expect(this.queue.proposals.accept(id, asked.n)).toBe(true);
    else this.queue.proposals.decline(id, asked.n, this.now);
  }

  wait(ms: number): void {
    const end = this.now + ms;
    for (let due = this.#settle(); due <= end; due = this.#settle()) {
      expect(due).toBeGreaterThan(this.now);
      this.now = due;
    }
    this.now = end;
    this.#settle();
  }

  #come(player: string, askFirst: boolean): void {
    const id = `w${this.#ids++}`;
    const before = this.queue.add({ id, player, since: this.now, askFirst }, this.now);
    if (before) this.waiting.delete(before.id);
    this.waiting.set(id, { player, askFirst, passed: new Map() });
  }

  #setAskFirst(id: string, mine: Waiting, askFirst: boolean): void {
    this.queue.setAskFirst(id, askFirst);
    if (mine.askFirst !== askFirst)
      this.waiting.set(id, { player: mine.player, askFirst, passed: new Map() });
  }

  #leave(id: string): void {
    expect(this.queue.remove(id)).toBe(true);
    this.waiting.delete(id);
  }

  /** As the matchmaker does it after whatever happens; returns when the next is due (ms). */
  #settle(): number {
    for (const [a, b] of this.queue.pair(this.now)) this.#takePair(a.id, b.id);
    const due = Math.min(this.queue.nextDue(), this.queue.propose(this.now));
    for (const { to, proposal } of this.queue.proposals.takeNews()) this.#hear(to, proposal);
    this.#check();
    return due;
  }

  #takePair(a: string, b: string): void {
    const each = [a, b].map((id) => this.waiting.get(id)) as [Waiting, Waiting];
    expect(each).not.toContain(undefined);
    // Whoever plays a bot has agreed to play this very one.
    for (const [mine, other] of [
      [each[0], b],
      [each[1], a],
    ] as const)
      if (mine.askFirst && ++this.agreed)
        expect(mine.asked).toMatchObject({ about: other, said: "yes" });
    const [one, other] = each.map(({ player }) => player) as [string, string];
    this.#last.set(one, other).set(other, one);
    for (const id of [a, b]) this.waiting.delete(id);
    this.paired.push([a, b]);
  }

  #hear(to: string, proposal: { n: number; about: string } | null): void {
    const mine = this.waiting.get(to) as Waiting;
    if (
      mine.asked &&
      this.now - mine.asked.at >= ANSWER_WITHIN &&
      !mine.passed.has(mine.asked.about)
    )
      mine.passed.set(mine.asked.about, this.now);
    mine.asked = proposal ? { ...proposal, at: this.now, said: undefined } : undefined;
    if (!proposal) return;
    const declined = mine.passed.get(proposal.about) ?? Number.NEGATIVE_INFINITY;
    expect(this.now - declined).toBeGreaterThanOrEqual(ASK_AGAIN_AFTER);
  }

  #check(): void {
    expect(this.queue.size).toBe(this.waiting.size);
    const all = [...this.waiting];
    const asked = all.flatMap(([id, { asked }]) => (asked ? [{ id, ...asked }] : []));
    for (const { id, about, at } of asked) {
      // Only those who play a bot are asked, about players who wait, and for no longer than was said.
      expect(this.waiting.get(id)?.askFirst).toBe(true);
      expect(this.waiting.has(about)).toBe(true);
      expect(this.now - at).toBeLessThan(ANSWER_WITHIN);
    }
    const free = all.filter(([, { askFirst }]) => !askFirst);
    for (const [about] of free) {
      const askers = asked.filter((each) => each.about === about).length;
      expect(askers).toBeLessThanOrEqual(ASKED_AT_ONCE);
      // Nobody waits of whom an idle player with a bot was not told.
      for (const [, { askFirst, asked: other, passed, player }] of all) {
        if (!askFirst || other || passed.has(about) || askers === ASKED_AT_ONCE) continue;
        expect(this.#met(player, this.waiting.get(about)?.player)).toBe(true);
      }
      // A proposal holds nobody: players without a bot are paired as if nobody was asked.
      for (const [other, { player }] of free)
        if (other !== about) expect(this.#met(player, this.waiting.get(about)?.player)).toBe(true);
    }
  }

  /** Two who have just met are kept apart for a moment. */
  #met(one: string, other: string | undefined): boolean {
    return this.#last.get(one) === other || this.#last.get(other ?? "") === one;
  }
}

test("QUEUE-5, QUEUE-6: whatever happens, a player with a bot is asked, and holds up nobody", () => {
  let agreed = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
      const world = new World();
      for (const each of steps) world.run(each);
      agreed += world.agreed;
    }),
    { numRuns: 400 },
  );
  expect(agreed).toBeGreaterThan(100);
});

test("QUEUE-5: two who both play a bot meet once both have agreed", () => {
  const world = new World();
  world.run({ kind: "come with a bot", player: 0, ms: 0 });
  world.run({ kind: "come with a bot", player: 1, ms: 0 });
  world.run({ kind: "yes", player: 0, ms: 0 });
  expect(world.paired).toEqual([]);
  world.run({ kind: "yes", player: 1, ms: 0 });
  expect(world.paired).toEqual([["w0", "w1"]]);
});

test("QUEUE-6: a player who waits meets the next who comes, whoever is being asked", () => {
  const world = new World();
  for (const player of [0, 1, 2, 3]) world.run({ kind: "come with a bot", player, ms: 0 });
  // Two of them are asked about the other two; all are asked about one who comes as soon as they may be.
  world.run({ kind: "come", player: 4, ms: 0 });
  world.run({ kind: "wait", player: 0, ms: ANSWER_WITHIN });
  const asked = () => [...world.waiting.values()].filter((each) => each.asked?.about === "w4");
  expect(asked()).toHaveLength(ASKED_AT_ONCE);
  world.run({ kind: "come", player: 5, ms: 0 });
  expect(world.paired).toEqual([["w4", "w5"]]);
  expect(asked()).toEqual([]);
});

test("QUEUE-5: with everybody willing nobody is left but one", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 8 }), (bots) => {
      const world = new World();
      for (const [player, bot] of bots.entries())
        world.run({ kind: bot ? "come with a bot" : "come", player, ms: 0 });
      world.answerAll();
      expect(world.waiting.size).toBe(bots.length % 2);
    }),
  );
});

test("500 players with a bot who answer nothing do not hold up the queue", () => {
  const queue = new Queue();
  for (let n = 0; n < 500; n++) {
    queue.add({ id: `w${n}`, player: `p${n}`, since: n, askFirst: true }, n);
    queue.pair(n);
    queue.propose(n);
  }
  // Each is asked about one other.
  expect(queue.proposals.takeNews()).toHaveLength(500);
  expect(queue.nextDue()).toBe(Number.POSITIVE_INFINITY);
});
