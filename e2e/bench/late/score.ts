/** What some matches of a strategy came to. */
import type { DuelResult } from "./duel.ts";

export interface Score {
  matches: number;
  won: number;
  points: [number, number];
  contacts: [number, number];
  /** The worst of them. */
  further: [number, number];
}

export const noScore = (): Score => ({
  matches: 0,
  won: 0,
  points: [0, 0],
  contacts: [0, 0],
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
  further: both(a.further, b.further, Math.max),
});

/** The cheat's share of the matches. */
export const winShare = ({ won, matches }: Score): number => won / matches;

/** Of the points, which a few matches tell better. */
export const pointShare = ({ points: [mine, theirs] }: Score): number => mine / (mine + theirs);

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);

/** The head and a row of the table on the terminal. */
export const scoreHead = `${"".padEnd(64)}   matches      won    points  cheat misses  opponent misses  further than can be`;
export function scoreRow(name: string, score: Score): string {
  const [mine, theirs] = score.points;
  const cells = [
    `${score.matches}`.padStart(8),
    percent(winShare(score)),
    percent(pointShare(score)),
    percent(theirs / score.contacts[0]).padStart(12),
    percent(mine / score.contacts[1]).padStart(15),
    percent(score.further[0]).padStart(19),
  ];
  return `${name.padEnd(64)}  ${cells.join("  ")}`;
}
