/**
 * Writes a recording message by message, into one byte array: a server has thousands of matches that run, and
 * arrays of objects would live as long as they (docs/adr/0015-collect-garbage-often-and-briefly.md).
 */
import type { Key } from "../chacha20.ts";
import type { Side } from "../court.ts";
import type { CarriedPlayer, Carryover } from "../rematch.ts";
import { type Recording, RULES_VERSION, type SimulationMessage } from "../replay.ts";
import { INPUT_POLICIES, RULE_NAMES, RULE_RANGES, type Rules } from "../rules.ts";
import type { Input } from "../simulation.ts";
import { ByteWriter } from "./byte-writer.ts";
import {
  ARRIVAL_GRID,
  ENDING,
  ENDING_BYTES_MAX,
  type Ending,
  FORMAT_VERSION,
  KINDS,
  MAGIC,
  outcomeCode,
  RECORDING_BYTES_MAX,
  RECORDING_MESSAGES_MAX,
  RECORDING_TICKS_MAX,
  ReplayFormatError,
  SEQ_BIT,
  SIDE_BIT,
  TARGET_GRID,
} from "./format.ts";

/** The most that one message takes: a rematch with its key, after the longest pause. */
const MESSAGE_BYTES_MAX = 48;

const INPUT = KINDS.indexOf("input");
/** Of a game whose state nobody has looked at. */
const UNKNOWN_HASH = "0".repeat(16);

export class RecordingWriter {
  readonly #out = new ByteWriter();
  readonly #targets: [number, number] = [0, 0];
  readonly #seqs: [number, number] = [255, 255];
  readonly #bytesMax: number;
  #messages = 0;
  /** Of the last message, in steps of the grid. */
  #arrival = 0;

  constructor(bytesMax = RECORDING_BYTES_MAX) {
    this.#bytesMax = bytesMax;
  }

  /** A game begins, and all that was written before is forgotten. */
  begin({ rules, key, start, from }: Pick<Recording, "rules" | "key" | "start" | "from">): void {
    const out = this.#out;
    out.clear();
    this.#targets.fill(0);
    this.#seqs.fill(255);
    this.#messages = 0;
    for (const byte of [...MAGIC, FORMAT_VERSION]) out.byte(byte);
    out.uint(RULES_VERSION);
    writeRules(out, rules);
    writeKey(out, key);
    this.#arrival = onGrid(start, ARRIVAL_GRID, "start");
    out.uint(this.#arrival);
    out.byte(from ? 1 : 0);
    if (from) writeCarryover(out, from);
  }

  /** Takes a message; false when there is no room for it, after which the recording is none. */
  add(now: number, side: Side, message: SimulationMessage): boolean {
    const out = this.#out;
    if (++this.#messages > RECORDING_MESSAGES_MAX) return false;
    if (out.length + MESSAGE_BYTES_MAX + ENDING_BYTES_MAX > this.#bytesMax) return false;
    if (message.kind === "input") {
      this.#addInput(now, side, message);
      return true;
    }
    this.#head(now, KINDS.indexOf(message.kind) + side * SIDE_BIT);
    if (message.kind === "watermark") out.int(message.tick - Math.floor(now));
    else if (message.kind === "rematch") writeKey(out, message.key);
    else if (message.kind === "outage")
      out.uint(this.#arrival - onGrid(message.since, ARRIVAL_GRID, "outage"));
    return true;
  }

  /** The whole recording, up to time `end` (ticks). */
  finish(end: number, { outcome, score, hash }: Ending): Uint8Array<ArrayBuffer> {
    const out = this.#out;
    this.#head(end, ENDING);
    out.byte(outcomeCode(outcome));
    for (const points of score) out.uint(points);
    for (const at of [0, 8]) out.word(Number.parseInt(hash.slice(at, at + 8), 16));
    return out.take();
  }

  /** What was written so far, as a game that was broken off at `end` (ticks); the recording goes on. */
  soFar(end: number, score: Ending["score"]): Uint8Array<ArrayBuffer> {
    const [length, arrival] = [this.#out.length, this.#arrival];
    try {
      return this.finish(end, { score, outcome: null, hash: UNKNOWN_HASH });
    } finally {
      this.#out.cut(length);
      this.#arrival = arrival;
    }
  }

  #addInput(now: number, side: Side, { seq, tick, target }: Input): void {
    const follows = seq === ((this.#seqs[side] + 1) & 255);
    const head = INPUT + side * SIDE_BIT;
    this.#head(now, follows ? head : head + SEQ_BIT);
    if (!follows) this.#out.byte(seq);
    this.#seqs[side] = seq;
    this.#out.int(tick - Math.floor(now));
    const steps = onGrid(target, TARGET_GRID, "target");
    this.#out.int(steps - this.#targets[side]);
    this.#targets[side] = steps;
  }

  #head(now: number, head: number): void {
    const arrival = onGrid(now, ARRIVAL_GRID, "time");
    if (arrival > RECORDING_TICKS_MAX * ARRIVAL_GRID)
      throw new ReplayFormatError(`A recording can't have the time ${now}.`);
    if (arrival < this.#arrival)
      throw new ReplayFormatError(`A recording can't go back from ${this.#arrival} to ${arrival}.`);
    this.#out.byte(head);
    this.#out.uint(arrival - this.#arrival);
    this.#arrival = arrival;
  }
}

function onGrid(value: number, grid: number, what: string): number {
  const steps = value * grid;
  if (!Number.isSafeInteger(steps))
    throw new ReplayFormatError(`A recording can't have the ${what} ${value}: no 1/${grid}.`);
  // Not -0.
  return steps + 0;
}

function writeRules(out: ByteWriter, rules: Rules): void {
  out.byte(INPUT_POLICIES.indexOf(rules.inputPolicy));
  for (const name of RULE_NAMES) out.uint(Math.round(rules[name] * RULE_RANGES[name].per));
}

function writeKey(out: ByteWriter, key: Key): void {
  for (const word of key) out.word(word);
}

function writeCarryover(out: ByteWriter, from: Carryover): void {
  out.byte(from.receiver);
  for (const count of [...from.series, from.flightCount]) out.uint(count);
  out.double(from.excusedUntil);
  for (const player of from.players) writePlayer(out, player);
}

function writePlayer(out: ByteWriter, player: CarriedPlayer): void {
  const { segmentCount, lastMoved, watermark, earliestMutableTick, absentSince } = player;
  const { lateShare, credit, segment } = player;
  out.uint(segmentCount);
  out.int(lastMoved);
  out.uint(segment.n);
  out.byte(segment.seq);
  for (const ticks of [watermark, earliestMutableTick, absentSince]) out.double(ticks);
  for (const share of [lateShare, credit]) out.double(share);
  for (const number of [segment.tick, segment.y, segment.target, segment.slack]) out.double(number);
}
