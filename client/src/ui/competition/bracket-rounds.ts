/** A bracket round by round: who meets whom, and who has won. Pure. */
import type { EntrantNumber } from "@quickpong/shared/protocol/competition.ts";
import type { CompetitionNews } from "@quickpong/shared/protocol/competition-messages.ts";
import type {
  Bracket,
  BracketNode,
  MatchView,
} from "@quickpong/shared/protocol/competition-view.ts";

export interface Pairing {
  /** The bracket's node that is played for. */
  node: number;
  sides: readonly [BracketNode, BracketNode];
  /** Of them who went on; null while that is open, and where both were absent. */
  winner: EntrantNumber | null;
  /** Nothing is left to be played here. */
  decided: boolean;
  /** Of the winner and everybody else, once known; side by side. */
  score: readonly [number, number] | null;
  /** Called or running. */
  match: MatchView | null;
}

export interface Round {
  /** Places that are played for: 1 in the final. */
  of: number;
  /** All of them, unless only some are shown. */
  pairings: readonly Pairing[];
}

/** Scores by node, of results that have been seen: a view tells of the newest ten only. */
export type Scores = ReadonlyMap<string, readonly [EntrantNumber, number, number]>;

/** The first round first. */
export function roundsOf(
  bracket: Bracket,
  matches: readonly MatchView[],
  scores: Scores = new Map(),
): Round[] {
  const rounds: Round[] = [];
  for (let count = bracket.size / 2; count >= 1; count /= 2) {
    const nodes = Array.from({ length: count }, (_, n) => count + n);
    rounds.push({
      of: count,
      pairings: nodes.map((node) => pairingOf(bracket, node, matches, scores)),
    });
  }
  return rounds;
}

function pairingOf(
  { nodes }: Bracket,
  node: number,
  matches: readonly MatchView[],
  scores: Scores,
): Pairing {
  const sides = [nodes[2 * node] ?? null, nodes[2 * node + 1] ?? null] as const;
  const comer = nodes[node] ?? null;
  return {
    node,
    sides,
    winner: typeof comer === "number" ? comer : null,
    decided: comer !== null,
    score: scoreOf(sides, scores),
    match: matches.find((match) => match.node === node) ?? null,
  };
}

function scoreOf(
  [left, right]: readonly [BracketNode, BracketNode],
  scores: Scores,
): readonly [number, number] | null {
  if (typeof left !== "number" || typeof right !== "number") return null;
  const found = scores.get(pairKey(left, right));
  if (!found) return null;
  const [first, a, b] = found;
  return first === left ? [a, b] : [b, a];
}

/** Two entrants meet once in a cup. */
export const pairKey = (a: EntrantNumber, b: EntrantNumber): string =>
  `${Math.min(a, b)}-${Math.max(a, b)}`;

/** `scores` with the results of `news` added. */
export function withResults({ results }: CompetitionNews, scores: Scores): Scores {
  const all = new Map(scores);
  for (const { entrants, score, how } of results) {
    if (how === "played") all.set(pairKey(...entrants), [entrants[0], ...score]);
  }
  return all;
}

/** The first round in which something is left to be played; the last one when nothing is. */
export function currentRound(rounds: readonly Round[]): number {
  const open = rounds.findIndex(({ pairings }) => pairings.some(({ decided }) => !decided));
  return open < 0 ? rounds.length - 1 : open;
}

/** Who won the cup; null while that is open, or when nobody did. */
export function championOf({ bracket }: CompetitionNews): EntrantNumber | null {
  const first = bracket?.nodes[1];
  return typeof first === "number" ? first : null;
}
