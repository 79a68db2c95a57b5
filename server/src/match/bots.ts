/** The bots that have a seat in a match: always there, never tired, always for a rematch. */
import { mindOf } from "@quickpong/shared/bot-minds.ts";
import { BotPlayer } from "@quickpong/shared/bot-player.ts";
import type { Key } from "@quickpong/shared/chacha20.ts";
import type { Side } from "@quickpong/shared/court.ts";
import { DailyCourse } from "@quickpong/shared/daily.ts";
import { WallPlayer } from "@quickpong/shared/wall-player.ts";
import type { RecordedSimulation } from "./recorded-simulation.ts";
import type { Seat, Seats } from "./seats.ts";

export class Bots {
  readonly #simulation: RecordedSimulation;
  readonly #players: readonly [Side, BotPlayer | WallPlayer][];

  /** `seed`: of their moves; the wall's is its day. */
  constructor(simulation: RecordedSimulation, seats: Seats, seed: number) {
    this.#simulation = simulation;
    this.#players = seats.flatMap((seat) => {
      const player = playerIn(seat, seed, simulation);
      return player ? [[seat.side, player] as const] : [];
    });
    for (const [side] of this.#players) simulation.arrive(side, 0);
  }

  /** Does what they want at time `ticks`. */
  play(ticks: number): void {
    for (const [, bot] of this.#players) bot.play(this.#simulation.state, ticks);
  }

  /** When one of them wants to look again (ticks); Infinity without bots. */
  nextLook(ticks: number): number {
    let soonest = Number.POSITIVE_INFINITY;
    for (const [, bot] of this.#players) {
      soonest = Math.min(soonest, bot.nextLook(this.#simulation.state, ticks));
    }
    return soonest;
  }

  askRematch(key: Key, ticks: number): void {
    for (const [side] of this.#players) this.#simulation.askRematch(side, key, ticks);
  }
}

function playerIn(
  { side, bot }: Seat,
  seed: number,
  { forBots }: RecordedSimulation,
): BotPlayer | WallPlayer | undefined {
  if (bot === "") return undefined;
  if (bot === "wall") return new WallPlayer(new DailyCourse(seed), side, forBots);
  return new BotPlayer(mindOf(bot), side, seed, forBots);
}
