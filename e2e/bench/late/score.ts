/**
 * What some matches of a strategy came to. It is judged by the points, for a match has a dozen of them and
 * says only who made seven; what they mean for matches is worked out, and the matches won are shown beside it.
 */
import type { DuelResult } from "./duel.ts";

export interface Score {
  matches: number;
  won: number;
  points: [number, number];
  contacts: [number, number];
  /** For how long they saw the balls come (ms, all together), and how many (see views.ts). */
  views: [number, number];
  balls: [number, number];
  /** The worst of them. */
  further: [number, number];
}

export const noScore = (): Score => ({
  matches: 0,
  won: 0,
  points: [0, 0],
  contacts: [0, 0],
  views: [0, 0],
  balls: [0, 0],
  further: [0, 0],
});

export const scoreOf = (duel: DuelResult): Score => ({
  ...duel,
  matches: 1,
  won: duel.won ? 1 : 0,
});

type Pair = [number, number];
const both = (a: Pair, b: Pair, join: (a: number, b: number) => number): Pair => [
  join(a[0], b[0]),
  join(a[1], b[1]),
];
const sum = (a: number, b: number): number => a + b;

export const added = (a: Score, b: Score): Score => ({
  matches: a.matches + b.matches,
  won: a.won + b.won,
  points: both(a.points, b.points, sum),
  contacts: both(a.contacts, b.contacts, sum),
  views: both(a.views, b.views, sum),
  balls: both(a.balls, b.balls, sum),
  further: both(a.further, b.further, Math.max),
});

/** The cheat's share of the points. */
export const pointShare = ({ points: [mine, theirs] }: Score): number => mine / (mine + theirs);

/** The share of matches to `points` that are won by who makes each point with the chance `p`. */
export function raceTo(points: number, p: number): number {
  let ways = 1;
  let won = 0;
  for (let lost = 0; lost < points; lost++) {
    won += ways * p ** points * (1 - p) ** lost;
    ways = (ways * (points + lost)) / (lost + 1);
  }
  return won;
}

/** What the cheat's points mean for matches to `points`: share of those won, and its standard error. */
export function winShare(score: Score, points: number): { share: number; error: number } {
  const p = pointShare(score);
  const count = score.points[0] + score.points[1];
  const off = Math.sqrt((p * (1 - p)) / count);
  const share = raceTo(points, p);
  const error = (raceTo(points, Math.min(1, p + off)) - raceTo(points, Math.max(0, p - off))) / 2;
  return { share, error };
}

const ms = (time: number): string => `${time.toFixed(0)} ms`.padStart(8);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);

/** The head and a row of the table on the terminal, of matches to `points`. */
export const scoreHead = `${"".padEnd(56)} matches   points    share    so wins  (+- 1 SE)  has won   misses  opponent's  sees ball  opponent   further`;
export function scoreRow(name: string, score: Score, points: number): string {
  const [mine, theirs] = score.points;
  const { share, error } = winShare(score, points);
  const cells = [
    `${score.matches}`.padStart(6),
    `${mine + theirs}`.padStart(7),
    percent(pointShare(score)),
    percent(share).padStart(9),
    percent(error).padStart(9),
    percent(score.won / score.matches),
    percent(theirs / score.contacts[0]),
    percent(mine / score.contacts[1]).padStart(10),
    ms(score.views[0] / score.balls[0]).padStart(9),
    ms(score.views[1] / score.balls[1]),
    percent(score.further[0]),
  ];
  return `${name.padEnd(56)}  ${cells.join("  ")}`;
}
