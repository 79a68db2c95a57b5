/**
 * Finds the strengths that make the bots' ladder even by some rules: the first as good as a child, the
 * last as an expert, and between any two neighbours the same distance.
 */
import { BOT_LEVELS, type BotLevel } from "@quickpong/shared/bot-levels.ts";
import { STRENGTHS } from "@quickpong/shared/bot-minds.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { Contestant } from "./duel.ts";
import { LADDER, type Standing, stand } from "./ladder.ts";

export type Strengths = Record<BotLevel, number>;

/** About so much do the odds of a point (their logarithm) change with one of strength. */
const ODDS_PER_STRENGTH = 3.5;
/** No result of a few matches counts for more than this. */
const SUREST = 0.97;
/** After so many rounds a step is half as long as at first. */
const HALF_AFTER = 4;

/** Plays `rounds` rounds of `matches` of every neighbours, and moves the strengths after each. */
export function tune(
  rules: Rules,
  rounds: number,
  matches: number,
  say: (round: number, strengths: Strengths, standings: Standing[]) => void,
): Strengths {
  let strengths: Strengths = { ...STRENGTHS };
  for (let round = 0; round < rounds; round++) {
    const standings = LADDER.map((pair) =>
      stand(rules, [as(pair[0], strengths), as(pair[1], strengths)], matches, 1 + round * matches),
    );
    say(round, strengths, standings);
    strengths = moved(strengths, standings, HALF_AFTER / (HALF_AFTER + round));
  }
  return strengths;
}

const as = (contestant: Contestant, strengths: Strengths): Contestant =>
  "bot" in contestant ? { ...contestant, strength: strengths[contestant.bot] } : contestant;

/** The strengths after one round, moved by `share` of what it says. */
function moved(strengths: Strengths, standings: readonly Standing[], share: number): Strengths {
  const step = ({ points }: Standing) => (share * oddsOf(points)) / ODDS_PER_STRENGTH;
  const [first, ...rest] = standings as [Standing, ...Standing[]];
  const last = rest.pop() as Standing;
  const before = BOT_LEVELS.map((level) => strengths[level]);
  const from = (before[0] as number) + step(first);
  const to = (before.at(-1) as number) - step(last);
  // A bot that makes too few points against the next gets nearer to it; all distances together fill the ladder.
  const distances = rest.map(
    (each, i) => (before[i + 1] as number) - (before[i] as number) + step(each),
  );
  const sum = distances.reduce((a, b) => a + b, 0);
  const extra = (to - from - sum) / distances.length;
  let at = from;
  const after = [from];
  for (const distance of distances) {
    at += distance + extra;
    after.push(at);
  }
  return Object.fromEntries(BOT_LEVELS.map((level, i) => [level, after[i]])) as Strengths;
}

function oddsOf(points: number): number {
  const sure = Math.max(1 - SUREST, Math.min(SUREST, points));
  return Math.log(sure / (1 - sure));
}
