/** The moments of a match that are worth seeing again, found by themselves. Pure. */
import { reachAt } from "@quickpong/shared/ball.ts";
import { SIDES, type Side, TICK_RATE, ticksFromMs } from "@quickpong/shared/court.ts";
import type { MatchRecord } from "./match-record.ts";
import { hitsIn, type Rally, ralliesOf } from "./rallies.ts";

/**
 * - rally: the longest one. - speed: the fastest ball that was returned. - save: taken with the very end of the
 * paddle. - matchPoint: a point made by somebody who would have lost the match with it, in a match to more than one.
 */
export type HighlightKind = "rally" | "speed" | "save" | "matchPoint";

export interface Highlight {
  kind: HighlightKind;
  /** The moment itself, and what is shown of it (ticks). */
  at: number;
  from: number;
  to: number;
  /** Whose it is; null where it is both players'. */
  side: Side | null;
  /** Hits, u/s, or u between the paddle's middle and the ball; points saved for a match point. */
  value: number;
}

/** A hit this far out (share of the paddle's reach) is a save. */
const SAVE_FROM = 0.92;
/** So many saves are marked, the closest ones. */
const SAVES_MOST = 5;
/** Shown before and after the moment (ticks). */
const LEAD_IN = ticksFromMs(700);
const LEAD_OUT = ticksFromMs(900);
/** Of a single hit so much before (ticks). */
const HIT_LEAD_IN = ticksFromMs(2500);
/** A rally with fewer hits is nothing to remember. */
const RALLY_FROM = 3;

/** All of them, in the order of time. */
export function highlightsOf(record: MatchRecord, rallies = ralliesOf(record)): Highlight[] {
  const found = [
    ...longestRally(rallies),
    ...fastestBall(rallies),
    ...saves(record, rallies),
    ...savedMatchPoints(record, rallies),
  ];
  return found.sort((a, b) => a.at - b.at);
}

/** The one to show first: a match point saved, else the longest rally, else whatever there is. */
export function bestOf(highlights: readonly Highlight[]): Highlight | null {
  const order: readonly HighlightKind[] = ["matchPoint", "rally", "save", "speed"];
  for (const kind of order) {
    const best = highlights.filter((each) => each.kind === kind).pop();
    if (best) return best;
  }
  return null;
}

const around = ({ start, end }: Rally) => ({ from: start - LEAD_IN, to: end + LEAD_OUT });

function longestRally(rallies: readonly Rally[]): Highlight[] {
  const most = Math.max(0, ...rallies.map(({ hits }) => hits));
  const rally = rallies.find(({ hits }) => hits === most);
  if (!rally || most < RALLY_FROM) return [];
  return [{ kind: "rally", at: rally.start, ...around(rally), side: null, value: most }];
}

function fastestBall(rallies: readonly Rally[]): Highlight[] {
  let best: Highlight | null = null;
  for (const rally of rallies) {
    for (const { at, by, each } of hitsIn(rally)) {
      const value = each.flight.speed * TICK_RATE;
      if (each.flight.hits === 0 || (best && value <= best.value)) continue;
      best = { kind: "speed", at, ...momentOf(rally, at), side: by, value };
    }
  }
  return best ? [best] : [];
}

/** A hit, with the ball's way to it and what came of it. */
const momentOf = ({ start, end }: Rally, at: number) => ({
  from: Math.max(start - LEAD_IN, at - HIT_LEAD_IN),
  to: Math.min(end, at + HIT_LEAD_IN) + LEAD_OUT,
});

function saves({ rules }: MatchRecord, rallies: readonly Rally[]): Highlight[] {
  const found: (Highlight & { share: number })[] = [];
  for (const rally of rallies) {
    for (const { at, by, each } of hitsIn(rally)) {
      const value = Math.abs(each.flight.gap);
      const share = value / reachAt(rules, each.flight);
      if (share < SAVE_FROM) continue;
      found.push({ kind: "save", at, ...momentOf(rally, at), side: by, value, share });
    }
  }
  const closest = found.sort((a, b) => b.share - a.share).slice(0, SAVES_MOST);
  return closest.map(({ share: _, ...save }) => save);
}

function savedMatchPoints({ rules }: MatchRecord, rallies: readonly Rally[]): Highlight[] {
  if (rules.pointsToWin === 1) return [];
  const counts: [number, number] = [0, 0];
  return rallies.flatMap((rally) => {
    const side = SIDES.find((each) => rally.winner === each);
    if (side === undefined) return [];
    const [own, other] = side === 0 ? rally.before : [rally.before[1], rally.before[0]];
    if (other !== rules.pointsToWin - 1 || own >= rules.pointsToWin) return [];
    const value = ++counts[side];
    return [{ kind: "matchPoint" as const, at: rally.end, ...around(rally), side, value }];
  });
}
