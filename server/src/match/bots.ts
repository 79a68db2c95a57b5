/** The bots that have a seat in a match: always there, never tired, always for a rematch. */
import { mindOf } from "@quickpong/shared/bot-minds.ts";
import { BotPlayer } from "@quickpong/shared/bot-player.ts";
import type { Key } from "@quickpong/shared/chacha20.ts";
import type { Side } from "@quickpong/shared/court.ts";
import type { MatchState } from "@quickpong/shared/match.ts";
import { arrive, askRematch } from "@quickpong/shared/presence.ts";
import type { Seats } from "./seats.ts";

export class Bots {
  readonly #state: MatchState;
  readonly #players: readonly [Side, BotPlayer][];

  constructor(state: MatchState, seats: Seats, seed: number) {
    this.#state = state;
    this.#players = seats.flatMap(({ side, bot }) =>
      bot ? [[side, new BotPlayer(mindOf(bot), side, seed)] as const] : [],
    );
    for (const [side] of this.#players) arrive(state, side, 0);
  }

  /** Does what they want at time `ticks`. */
  play(ticks: number): void {
    for (const [, bot] of this.#players) bot.play(this.#state, ticks);
  }

  /** When one of them wants to look again (ticks); Infinity without bots. */
  nextLook(ticks: number): number {
    let soonest = Number.POSITIVE_INFINITY;
    for (const [, bot] of this.#players) {
      soonest = Math.min(soonest, bot.nextLook(this.#state, ticks));
    }
    return soonest;
  }

  askRematch(key: Key, ticks: number): void {
    for (const [side] of this.#players) askRematch(this.#state, side, key, ticks);
  }
}
