/** One match between bots and simulated people, on the real host. */

import type { BotLevel } from "@quickpong/shared/bot-levels.ts";
import { mindOf } from "@quickpong/shared/bot-minds.ts";
import { BotPlayer } from "@quickpong/shared/bot-player.ts";
import { keyFrom } from "@quickpong/shared/chacha20.ts";
import { SIDES, type Side, TICK_RATE } from "@quickpong/shared/court.ts";
import { createMatch, type MatchState, nextDue } from "@quickpong/shared/match.ts";
import { arrive } from "@quickpong/shared/presence.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { advance } from "@quickpong/shared/simulation.ts";
import { Person, type SkillName } from "../play/people.ts";

/** A bot, of another strength than its own if so wished, or a person. */
export type Contestant = { bot: BotLevel; strength?: number } | { person: SkillName };

interface Hand {
  /** When it has something to do next (ticks). */
  next(match: MatchState, now: number): number;
  act(match: MatchState, now: number): void;
}

/** Matches longer than this are given up (ticks). */
const LIMIT = 600 * TICK_RATE;

/** Plays until it is over; the score, the first contestant's before the second's. */
export function duel(
  rules: Rules,
  contestants: readonly [Contestant, Contestant],
  seed: number,
): [number, number] {
  const match = createMatch(rules, keyFrom(randomFrom(seed)));
  const hands = SIDES.map((side) => handOf(contestants[side], side, seed * 7919 + side * 104_729));
  for (const side of SIDES) arrive(match, side, 0);
  while (match.phase !== "finished" && match.now < LIMIT) {
    const { now } = match;
    const next = Math.min(nextDue(match), ...hands.map((hand) => hand.next(match, now)));
    advance(match, next);
    // A message of the second may have let the next flight begin, which the first is to see as well.
    for (let turn = 0; turn < 2; turn++) for (const hand of hands) hand.act(match, next);
  }
  return match.score;
}

function handOf(contestant: Contestant, side: Side, seed: number): Hand {
  if ("person" in contestant) {
    const style = { skill: contestant.person, offset: "any", walls: true } as const;
    const person = new Person(style, side, randomFrom(seed + 1));
    return { next: () => person.next, act: (match, now) => person.act(match, now) };
  }
  const { bot, strength } = contestant;
  const player = new BotPlayer(mindOf(bot, strength), side, seed);
  let looked = -1;
  return {
    next: (match, now) => player.nextLook(match, now),
    act(match, now) {
      if (now === looked) return;
      looked = now;
      player.play(match, now);
    },
  };
}
