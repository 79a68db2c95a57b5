/** The bracket of a cup: a heap of nodes, see Bracket of the protocol. */
import type { EntrantNumber } from "@quickpong/shared/protocol/competition.ts";
import type { BracketNode } from "@quickpong/shared/protocol/competition-view.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { isIn } from "./entrants.ts";
import type { CompetitionState, CupState, Entrant } from "./state.ts";
import { ABSENT_AT_START } from "./times.ts";

/** Of who was never rated. */
const NEW_RATING = 1500;

/** Entrants who would be drawn at `now`, the best first; equal ones by lot. */
export function seedsAt(state: CompetitionState, now: number): Entrant[] {
  const lot = ({ number }: Entrant) => randomFrom(state.seed + number * 0x9e3779b1)();
  const rating = (entrant: Entrant) => entrant.rating ?? NEW_RATING;
  return state.entrants
    .filter((each) => isIn(each) && (each.present || now - each.since < ABSENT_AT_START))
    .sort((a, b) => rating(b) - rating(a) || lot(a) - lot(b) || a.number - b.number);
}

/** A cup that begins at `now`. Seed 1 meets the last one, and so on; the best have byes. */
export function drawCup(state: CompetitionState, now: number): CupState {
  const seeds = seedsAt(state, now).map(({ number }) => number);
  let places = [0];
  while (places.length < seeds.length) {
    const last = 2 * places.length - 1;
    places = places.flatMap((seed) => [seed, last - seed]);
  }
  const size = places.length;
  const inner = new Array<BracketNode>(size).fill(null);
  const leaves = places.map((seed): BracketNode => seeds[seed] ?? "nobody");
  return { size, nodes: [...inner, ...leaves], replays: {}, seeds };
}

/**
 * Decides every node whose match nobody has to play: one where a bye, or somebody who is gone, is met. A match
 * that was called is left to its result.
 */
export function settle(state: CompetitionState): CompetitionState {
  const { cup, open } = state;
  if (!cup) return state;
  const nodes = cup.nodes.slice();
  const goesOn = (node: BracketNode | undefined): boolean =>
    typeof node === "number" && isIn(state.entrants[node]);
  let changed = false;
  for (let node = cup.size - 1; node >= 1; node--) {
    const [one, other] = [nodes[2 * node] as BracketNode, nodes[2 * node + 1] as BracketNode];
    if (nodes[node] !== null || one === null || other === null) continue;
    if ((goesOn(one) && goesOn(other)) || open.some((match) => match.node === node)) continue;
    nodes[node] = goesOn(one) ? one : goesOn(other) ? other : "nobody";
    changed = true;
  }
  return changed ? { ...state, cup: { ...cup, nodes } } : state;
}

/** The two who are to play for each node that can be played for, in the order of the rounds. */
export function playable(
  cup: CupState,
): { node: number; entrants: [EntrantNumber, EntrantNumber] }[] {
  const found = [];
  for (let node = cup.size - 1; node >= 1; node--) {
    const [one, other] = [cup.nodes[2 * node], cup.nodes[2 * node + 1]];
    if (cup.nodes[node] !== null || typeof one !== "number" || typeof other !== "number") continue;
    found.push({ node, entrants: [one, other] as [EntrantNumber, EntrantNumber] });
  }
  return found;
}

/** The node that is nearest to the final of those that an entrant has come to; 0 for who was not drawn. */
export const reached = ({ nodes }: CupState, entrant: EntrantNumber): number =>
  Math.max(0, nodes.indexOf(entrant));

/** Has lost, or is nowhere in it. */
export function isOut(cup: CupState, entrant: EntrantNumber): boolean {
  const node = reached(cup, entrant);
  return node === 0 || (node > 1 && cup.nodes[node >> 1] !== null);
}

/** Matches from a node to the end of the cup: 0 for the winner's, 1 for those of the finalists. */
export const roundsLeft = (node: number): number => 31 - Math.clz32(node);
