/**
 * Who plays whom in an arena, and when. Those who have waited longest are paired first, with somebody who is
 * near in the table and whom they have met less often; not the same two again, unless nobody else came free.
 */
import { isFree, isReady, waitsSince } from "./entrants.ts";
import { ranks } from "./standings.ts";
import type { CompetitionState, Entrant } from "./state.ts";
import { GATHER, GATHER_TWO, REPEAT_AFTER } from "./times.ts";

export type Pair = [Entrant, Entrant];

/** Each match that two have had counts like so many places between them. */
const MEETING = 8;
/** From the third match in a row on the same two wait no longer for others. */
const REPEATS = 3;

interface Waiting {
  readonly entrant: Entrant;
  readonly since: number;
}

/** When pairs are due (ms since 1970), as long as nothing else happens; Infinity without any. */
export function pairingDue(state: CompetitionState): number {
  const waiting = waitingIn(state);
  const [, second] = waiting;
  if (!second) return Number.POSITIVE_INFINITY;
  const hold = isDuel(state) ? 0 : leastHold(waiting);
  if (hold > 0) return newest(waiting) + hold;
  return second.since + (waiting.length === 2 ? GATHER_TWO : GATHER);
}

/** The pairs that are due at `now`. */
export function pairsAt(state: CompetitionState, now: number): Pair[] {
  const waiting = waitingIn(state);
  if (waiting.length < 2) return [];
  const rank = ranks(state);
  const since = isDuel(state) ? Number.NEGATIVE_INFINITY : newest(waiting);
  const cost = (a: Entrant, b: Entrant): number => {
    // Added as in pairingDue: a difference might be rounded to the other side.
    if (now < since + holdOf(a, b)) return Number.POSITIVE_INFINITY;
    const meetings = a.opponents.filter((each) => each === b.number).length;
    return Math.abs((rank[a.number] ?? 0) - (rank[b.number] ?? 0)) + MEETING * meetings;
  };
  const entrants = waiting.map(({ entrant }) => entrant);
  return improve(pairLongestFirst(entrants, cost), cost);
}

/** Those who are free, the longest waiting first. */
function waitingIn(state: CompetitionState): Waiting[] {
  return state.entrants
    .filter(isFree)
    .map((entrant) => ({ entrant, since: waitsSince(state, entrant) }))
    .sort((a, b) => a.since - b.since || a.entrant.number - b.entrant.number);
}

/** Only two can be called at all. */
const isDuel = ({ entrants }: CompetitionState): boolean => entrants.filter(isReady).length === 2;

/** When the last of them came free. */
const newest = (waiting: readonly Waiting[]): number => waiting.at(-1)?.since ?? 0;

/** For how long nobody else must have come free before these two meet again; longer each time. */
function holdOf(a: Entrant, b: Entrant): number {
  const inARow = Math.max(lastAgainst(a, b), lastAgainst(b, a));
  return inARow * REPEAT_AFTER;
}

/** Of an entrant's last matches, how many were against the other; up to three. */
function lastAgainst({ opponents }: Entrant, { number }: Entrant): number {
  let inARow = 0;
  while (inARow < REPEATS && opponents.at(-1 - inARow) === number) inARow++;
  return inARow;
}

function leastHold(waiting: readonly Waiting[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [i, { entrant }] of waiting.entries()) {
    for (let j = i + 1; j < waiting.length && least > 0; j++) {
      least = Math.min(least, holdOf(entrant, (waiting[j] as Waiting).entrant));
    }
  }
  return least;
}

type Cost = (a: Entrant, b: Entrant) => number;

/** Each in turn gets the cheapest of the others; the latest comer of an odd number is taken only in need. */
function pairLongestFirst(entrants: readonly Entrant[], cost: Cost): Pair[] {
  const pairs: Pair[] = [];
  const left = [...entrants];
  const spare = left.length % 2 === 1 ? left.pop() : undefined;
  const alone: Entrant[] = [];
  for (let one = left.shift(); one; one = left.shift()) {
    const other = cheapest(one, left, cost);
    if (other) pairs.push([one, ...left.splice(left.indexOf(other), 1)] as Pair);
    else alone.push(one);
  }
  if (spare) alone.push(spare);
  return joinAlone(pairs, alone, cost);
}

function cheapest(one: Entrant, others: readonly Entrant[], cost: Cost): Entrant | undefined {
  let [best, least]: [Entrant | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
  for (const other of others) {
    const price = cost(one, other);
    if (price < least) [best, least] = [other, price];
  }
  return best;
}

/** Pairs those who found nobody: with each other, or by parting a pair whose two may meet them. */
function joinAlone(pairs: readonly Pair[], alone: readonly Entrant[], cost: Cost): Pair[] {
  const joined = [...pairs];
  const left = [...alone];
  for (let one = left.shift(); one; one = left.shift()) {
    const first = one;
    const other =
      cheapest(first, left, cost) ?? left.find((each) => partFor(joined, first, each, cost));
    if (!other) continue;
    left.splice(left.indexOf(other), 1);
    if (cost(first, other) < Number.POSITIVE_INFINITY) joined.push([first, other]);
  }
  return joined;
}

/** Parts a pair for two who may not meet each other, each of whom may meet one of it. Whether there was one. */
function partFor(pairs: Pair[], one: Entrant, other: Entrant, cost: Cost): boolean {
  for (const [i, [a, b]] of pairs.entries()) {
    const straight = cost(one, a) + cost(other, b);
    const crossed = cost(one, b) + cost(other, a);
    if (Math.min(straight, crossed) === Number.POSITIVE_INFINITY) continue;
    const parted: Pair[] =
      straight <= crossed
        ? [
            [one, a],
            [other, b],
          ]
        : [
            [one, b],
            [other, a],
          ];
    pairs.splice(i, 1, ...parted);
    return true;
  }
  return false;
}

/** Exchanges partners between any two pairs that are cheaper so. */
function improve(pairs: readonly Pair[], cost: Cost): Pair[] {
  const better = [...pairs];
  for (let i = 0; i < better.length; i++) {
    for (let j = i + 1; j < better.length; j++) exchange(better, i, j, cost);
  }
  return better;
}

function exchange(pairs: Pair[], i: number, j: number, cost: Cost): void {
  const [[a, b], [c, d]] = [pairs[i] as Pair, pairs[j] as Pair];
  const now = cost(a, b) + cost(c, d);
  const straight = cost(a, c) + cost(b, d);
  const crossed = cost(a, d) + cost(c, b);
  if (Math.min(straight, crossed) >= now) return;
  [pairs[i], pairs[j]] =
    straight <= crossed
      ? [
          [a, c],
          [b, d],
        ]
      : [
          [a, d],
          [c, b],
        ];
}
