/** How the bots stand to each other and to people, by matches played. */
import { BOT_LEVELS } from "@quickpong/shared/bot-levels.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { type Contestant, duel } from "./duel.ts";

/** What came out between two. */
export interface Standing {
  a: string;
  b: string;
  /** Share of the matches that the first won, and of the points that it made. */
  won: number;
  points: number;
}

const nameOf = (contestant: Contestant): string =>
  "bot" in contestant ? contestant.bot : contestant.person;

/** Plays `matches` between two, with the seeds from `first` on. */
export function stand(
  rules: Rules,
  pair: readonly [Contestant, Contestant],
  matches: number,
  first = 1,
): Standing {
  const scores = Array.from({ length: matches }, (_, i) => duel(rules, pair, first + i));
  const [own, others] = [0, 1].map((i) =>
    scores.reduce((sum, score) => sum + score[i as 0 | 1], 0),
  );
  const wins = scores.filter(([mine, other]) => mine > other).length;
  return {
    a: nameOf(pair[0]),
    b: nameOf(pair[1]),
    won: wins / matches,
    points: (own as number) / Math.max(1, (own as number) + (others as number)),
  };
}

/** Who is measured against whom: a child and the first, every bot and the next, the last and an expert. */
export const LADDER: readonly (readonly [Contestant, Contestant])[] = [
  [{ person: "child" }, { bot: BOT_LEVELS[0] }],
  ...BOT_LEVELS.slice(1).map(
    (bot, i) => [{ bot: BOT_LEVELS[i] as (typeof BOT_LEVELS)[number] }, { bot }] as const,
  ),
  [{ bot: BOT_LEVELS.at(-1) as (typeof BOT_LEVELS)[number] }, { person: "expert" }],
];
