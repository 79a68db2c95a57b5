/** Simulated arenas, cups and rooms for a crowd, in which people leave, nobody comes, and processes are lost. */
import { COMPETITION_KINDS } from "@quickpong/shared/protocol/competition.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Agenda } from "../bench/compete/agenda.ts";
import { Observer } from "../bench/compete/observer.ts";
import { planOf } from "../bench/compete/plan.ts";
import { faultsOf, toJson, toText } from "../bench/compete/report.ts";
import { playJob } from "../bench/compete/run.ts";
import { Distribution } from "../load/distribution.ts";

const play = (to: number) => ({
  arena: playJob({ kind: "arena", from: 0, to }),
  cup: playJob({ kind: "cup", from: 0, to }),
  winnerStays: playJob({ kind: "winnerStays", from: 0, to }),
});

test("COMPETE-1, COMPETE-2, ARENA-1: all end, nobody is in two matches, and nobody waits long for a partner who is there", () => {
  const all = play(30);
  expect(faultsOf(all)).toEqual([]);
  for (const kind of COMPETITION_KINDS) {
    expect(all[kind].played).toBe(30);
    // All that can go wrong did, again and again.
    const { counts } = all[kind];
    for (const [what, count] of Object.entries(counts))
      expect(count, `${kind} ${what}`).toBeGreaterThan(0);
    expect(counts.won).toBeGreaterThan(5 * counts.walkover);
  }
  const json = toJson(all);
  expect(Object.keys(json).slice(0, 2)).toEqual(["arenas", "cups"]);
  expect(json).toMatchObject({ arenas: 30, cups: 30, neverEnded: 0, doublePairings: 0 });
  expect(json["waitSecondsP50"]).toBeGreaterThan(0.9);
  for (const name of ["arenas", "cups", "rooms for a crowd"])
    expect(toText(all)).toContain(`| ${name} | 30 |`);
});

test("what is wrong is said", () => {
  const all = play(1);
  const one = { ...all.arena, neverEnded: 1, waits: [{ upTo: 30, count: 9 }] };
  expect(faultsOf({ ...all, arena: one })).toEqual([
    "neverEnded is 1 instead of 0",
    "half of all waits take 5 s and more",
    "one in a hundred waits takes 20 s and more",
  ]);
  expect(faultsOf({ ...all, cup: { ...all.cup, doublePairings: 2 } })).toContain(
    "doublePairings is 2 instead of 0",
  );
});

test("a number is a competition; every size is among them", () => {
  expect(playJob({ kind: "cup", from: 3, to: 4 })).toEqual(
    playJob({ kind: "cup", from: 3, to: 4 }),
  );
  const sizes = (kind: "arena" | "cup") =>
    new Set(Array.from({ length: 100 }, (_, n) => planOf(kind, n).people));
  expect([...sizes("arena")].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 63 }, (_, n) => n + 2),
  );
  expect([...sizes("cup")].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 62 }, (_, n) => n + 3),
  );
});

test("the observer sees who is called twice, and how long two have waited for each other", () => {
  const waits = new Distribution();
  const observer = new Observer(waits);
  const join = (at: number, key: string) =>
    observer.see({ type: "joined", at, entrant: { key, name: key, rating: null, bot: false } });
  observer.see({ type: "started", at: 0 });
  join(0, "a");
  join(10_000, "b");
  const call = (at: number, match: number) =>
    observer.see({ type: "called", at, match, entrants: [0, 1], points: 3, node: 0 });
  call(14_000, 1);
  expect(waits.count).toBe(2);
  expect(waits.max).toBe(4);
  expect(observer.doublePairings).toBe(0);
  call(15_000, 2);
  expect(observer.doublePairings).toBe(1);
});

test("an agenda is done in order of time, then as it was made", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 9 })), (times) => {
      const agenda = new Agenda();
      const done: [number, number][] = [];
      for (const [n, at] of times.entries()) agenda.add(at, () => done.push([at, n]));
      while (agenda.nextAt < Number.POSITIVE_INFINITY) agenda.doNext();
      const sorted = times
        .map((at, n): [number, number] => [at, n])
        .sort(([a, m], [b, n]) => a - b || m - n);
      expect(done).toEqual(sorted);
    }),
  );
});
