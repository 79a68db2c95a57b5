/** The recording of the game that runs in a match, and of its rematch after that. */
import type { Side } from "@quickpong/shared/court.ts";
import type { MatchState } from "@quickpong/shared/match.ts";
import { type Carryover, carryover } from "@quickpong/shared/rematch.ts";
import { RecordingWriter } from "@quickpong/shared/replay/recording-writer.ts";
import type { SimulationMessage } from "@quickpong/shared/replay.ts";
import { endingOf, ReplayFormatError } from "@quickpong/shared/replay-codec.ts";

export class GameRecording {
  readonly #writer = new RecordingWriter();
  #from: Carryover | undefined;
  /** - over: the game has ended, or has outgrown its recording, and goes on without one. */
  #state: "running" | "over" = "over";

  /** The match was made, or a rematch has just begun. */
  begin(match: MatchState): void {
    const { rules, random, now, flightCount } = match;
    this.#from = flightCount > 0 ? carryover(match) : undefined;
    const from = this.#from && { from: this.#from };
    this.#writer.begin({ rules, key: random.key, start: now, ...from });
    this.#state = "running";
  }

  /** The simulation was told this at `now` (ticks). */
  add(now: number, side: Side, message: SimulationMessage): void {
    if (this.#state !== "running") return;
    try {
      if (!this.#writer.add(now, side, message)) this.#state = "over";
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /** The whole game, once; null when it was too long, or is none. */
  take(match: MatchState): Uint8Array<ArrayBuffer> | null {
    if (this.#state !== "running") return null;
    this.#state = "over";
    const from = this.#from && { from: this.#from };
    try {
      return this.#writer.finish(match.now, endingOf(match, { ...from }));
    } catch (error) {
      this.#giveUp(error);
      return null;
    }
  }

  /** A copy of the recording of a game that goes on; null when there is none. */
  soFar({ now, score: [left, right] }: MatchState): Uint8Array<ArrayBuffer> | null {
    if (this.#state !== "running") return null;
    try {
      return this.#writer.soFar(now, [left, right]);
    } catch (error) {
      this.#giveUp(error);
      return null;
    }
  }

  /** What a recording can't say, such as a match of four days, is the end of the recording, not of the match. */
  #giveUp(error: unknown): void {
    if (!(error instanceof ReplayFormatError)) throw error;
    this.#state = "over";
  }
}
