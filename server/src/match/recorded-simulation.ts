/**
 * The one way to the simulation of a match: all that it is told passes here, by players, bots and the process
 * itself, and is on record. What the simulation refuses leaves its state as it was, and is not.
 */
import type { Told } from "@quickpong/shared/bot-player.ts";
import type { Key } from "@quickpong/shared/chacha20.ts";
import type { Side } from "@quickpong/shared/court.ts";
import { createMatch, type MatchState } from "@quickpong/shared/match.ts";
import { outage } from "@quickpong/shared/outage.ts";
import { clampPaddle } from "@quickpong/shared/paddle.ts";
import { arrive, askRematch, claim, drop, leave } from "@quickpong/shared/presence.ts";
import type { SimulationMessage } from "@quickpong/shared/replay.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { SegmentPool } from "@quickpong/shared/segment-pool.ts";
import { receiveInput, receiveWatermark } from "@quickpong/shared/simulation.ts";
import { GameRecording } from "./game-recording.ts";

type Kind<K extends SimulationMessage["kind"]> = Extract<SimulationMessage, { kind: K }>;

/** All `now` in ticks, multiples of 1/256 and never earlier than the one before. */
export class RecordedSimulation {
  readonly state: MatchState;
  readonly #spare = [new SegmentPool(), new SegmentPool()] as const;
  readonly #recording: GameRecording | undefined;

  constructor(rules: Rules, key: Key, isRecorded: boolean) {
    this.state = createMatch(rules, key);
    if (!isRecorded) return;
    this.#recording = new GameRecording();
    this.#recording.begin(this.state);
  }

  /** How bots are heard. Their targets may lie between those that a recording can have. */
  readonly forBots: Told = {
    input: (match, side, { seq, tick, target }, now) =>
      this.input(side, { kind: "input", seq, tick, target: clampPaddle(match.rules, target) }, now),
    watermark: (_, side, tick, now) => this.watermark(side, { kind: "watermark", tick }, now),
  };

  input(side: Side, message: Kind<"input">, now: number): boolean {
    const taken = receiveInput(this.state, side, message, now, this.#spare[side]);
    if (taken) this.#recording?.add(now, side, message);
    return taken;
  }

  watermark(side: Side, message: Kind<"watermark">, now: number): boolean {
    const taken = receiveWatermark(this.state, side, message.tick, now);
    if (taken) this.#recording?.add(now, side, message);
    return taken;
  }

  arrive(side: Side, now: number): void {
    arrive(this.state, side, now);
    this.#recording?.add(now, side, { kind: "arrive" });
  }

  drop(side: Side, now: number): void {
    drop(this.state, side, now);
    this.#recording?.add(now, side, { kind: "drop" });
  }

  leave(side: Side, now: number): void {
    leave(this.state, side, now);
    this.#recording?.add(now, side, { kind: "leave" });
  }

  claim(side: Side, now: number): void {
    if (claim(this.state, side, now)) this.#recording?.add(now, side, { kind: "claim" });
  }

  outage(since: number, now: number): void {
    outage(this.state, since, now);
    this.#recording?.add(now, 0, { kind: "outage", since });
  }

  /** A rematch that it begins is a game of its own, with its own recording: the one before was taken. */
  askRematch(side: Side, key: Key, now: number): void {
    const wasOver = this.state.outcome !== null;
    askRematch(this.state, side, key, now);
    if (wasOver && !this.state.outcome) this.#recording?.begin(this.state);
  }

  /** The bytes of the game that goes on, with its key: they are for nobody outside. Null when there are none. */
  recordingSoFar(): Uint8Array<ArrayBuffer> | null {
    return this.#recording?.soFar(this.state) ?? null;
  }

  /** The bytes of the game that has just ended; null when there are none. */
  takeRecording(): Uint8Array<ArrayBuffer> | null {
    return this.#recording?.take(this.state) ?? null;
  }
}
