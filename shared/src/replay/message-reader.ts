/** Reads the messages of a recording, which are the same in every version of the rules but for what a rematch says. */
import { COURT_HALF_HEIGHT, type Side } from "../court.ts";
import type { Input } from "../simulation.ts";
import { ByteReader } from "./byte-reader.ts";
import {
  ARRIVAL_GRID,
  ENDING,
  type Ending,
  FORMAT_VERSION,
  KIND_BITS,
  KINDS,
  MAGIC,
  outcomeOf,
  RECORDING_BYTES_MAX,
  RECORDING_MESSAGES_MAX,
  RECORDING_TICKS_MAX,
  ReplayFormatError,
  SEQ_BIT,
  SIDE_BIT,
  TARGET_GRID,
} from "./format.ts";

const ARRIVAL_MAX = RECORDING_TICKS_MAX * ARRIVAL_GRID;
/** Points, games, flights and segments of a match: more than it can have. */
export const COUNT_MAX = 2 ** 24;
const POINTS_MAX = 100;
const TARGET_STEPS_MAX = 2 * COURT_HALF_HEIGHT * TARGET_GRID;

/** What every version knows. */
export type PlainMessage =
  | ({ kind: "input" } & Input)
  | { kind: "watermark"; tick: number }
  | { kind: "outage"; since: number }
  | { kind: "arrive" | "drop" | "leave" | "claim" };

/** Reads as far as the version of the rules, which has to be `known`. */
export function openBytes(bytes: Uint8Array, known: number): ByteReader {
  if (bytes.length > RECORDING_BYTES_MAX)
    throw new ReplayFormatError(`A recording has ${RECORDING_BYTES_MAX} bytes at most.`);
  const from = new ByteReader(bytes);
  if (MAGIC.some((byte) => from.byte() !== byte))
    throw new ReplayFormatError("These bytes are no recording.");
  const format = from.byte();
  if (format !== FORMAT_VERSION)
    throw new ReplayFormatError(`Format ${format} of recordings is not known here.`);
  const version = from.uint("rules version", COUNT_MAX);
  if (version !== known)
    throw new ReplayFormatError(`Recorded by rules version ${version}; here it is ${known}.`);
  return from;
}

export class MessageReader<Rematch> {
  readonly #in: ByteReader;
  readonly #readRematch: () => Rematch;
  readonly #targets: [number, number] = [0, 0];
  readonly #seqs: [number, number] = [255, 255];
  #arrival = 0;

  /** `readRematch` reads what a rematch has after its time. */
  constructor(from: ByteReader, readRematch: () => Rematch) {
    this.#in = from;
    this.#readRematch = readRematch;
  }

  /** Of what was read last (ticks). */
  get now(): number {
    return this.#arrival / ARRIVAL_GRID;
  }

  /** When the match was made (ticks): from here on its messages are timed. */
  readStart(): number {
    this.#arrival = this.#in.uint("start", ARRIVAL_MAX);
    return this.now;
  }

  /** Up to the ending, whose time is `now` from then on. */
  readMessages(): [now: number, side: Side, message: PlainMessage | Rematch][] {
    const messages: [number, Side, PlainMessage | Rematch][] = [];
    for (;;) {
      const head = this.#in.byte();
      this.#arrival += this.#in.uint("time", ARRIVAL_MAX - this.#arrival);
      if (head === ENDING) return messages;
      if (messages.length === RECORDING_MESSAGES_MAX)
        throw new ReplayFormatError(`A recording has ${RECORDING_MESSAGES_MAX} messages at most.`);
      messages.push(this.#readMessage(head));
    }
  }

  /** What comes last. */
  readEnding(): Ending {
    const outcome = outcomeOf(this.#in.byte());
    const score = [this.#in.uint("score", POINTS_MAX), this.#in.uint("score", POINTS_MAX)] as const;
    const halves = [this.#in.word(), this.#in.word()];
    const hash = halves.map((half) => half.toString(16).padStart(8, "0")).join("");
    if (!this.#in.isAtEnd) throw new ReplayFormatError("The recording goes on after its end.");
    return { score, outcome, hash };
  }

  #readMessage(head: number): [number, Side, PlainMessage | Rematch] {
    const kind = KINDS[head & KIND_BITS] as (typeof KINDS)[number];
    const side: Side = head & SIDE_BIT ? 1 : 0;
    const hasSeq = (head & SEQ_BIT) !== 0;
    if (head >= 2 * SEQ_BIT || (hasSeq && kind !== "input"))
      throw new ReplayFormatError(`The recording has a message ${head}, which is none.`);
    return [this.now, side, this.#readContent(kind, side, hasSeq)];
  }

  #readContent(kind: (typeof KINDS)[number], side: Side, hasSeq: boolean): PlainMessage | Rematch {
    switch (kind) {
      case "input":
        return this.#readInput(side, hasSeq);
      case "watermark":
        return { kind, tick: this.#readTick() };
      case "rematch":
        return this.#readRematch();
      case "outage":
        return {
          kind,
          since: (this.#arrival - this.#in.uint("outage", this.#arrival)) / ARRIVAL_GRID,
        };
      default:
        return { kind };
    }
  }

  #readInput(side: Side, hasSeq: boolean): PlainMessage {
    const seq = hasSeq ? this.#in.byte() : (this.#seqs[side] + 1) & 255;
    this.#seqs[side] = seq;
    const tick = this.#readTick();
    const steps = this.#targets[side] + this.#in.int("target", 2 * TARGET_STEPS_MAX);
    if (Math.abs(steps) > TARGET_STEPS_MAX)
      throw new ReplayFormatError(`The recording has a target ${steps / TARGET_GRID} u away.`);
    this.#targets[side] = steps;
    return { kind: "input", seq, tick, target: steps / TARGET_GRID };
  }

  #readTick(): number {
    const tick = Math.floor(this.now) + this.#in.int("stamp", RECORDING_TICKS_MAX);
    if (tick >= 0 && tick <= RECORDING_TICKS_MAX) return tick;
    throw new ReplayFormatError(`The recording has a stamp of tick ${tick}.`);
  }
}
