/** Reads the bytes of a recording, which may be anything: the answer is a recording or a ReplayFormatError. */
import { type Key, toKey } from "../chacha20.ts";
import { COURT_HALF_HEIGHT, MAX_AHEAD, type Side } from "../court.ts";
import { LATENESS_CREDIT } from "../match.ts";
import type { CarriedPlayer, Carryover } from "../rematch.ts";
import { type RecordedMessage, RULES_VERSION, type SimulationMessage } from "../replay.ts";
import { faultIn, INPUT_POLICIES, RULE_NAMES, RULE_RANGES, type Rules } from "../rules.ts";
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
  type StoredRecording,
  TARGET_GRID,
} from "./format.ts";

const ARRIVAL_MAX = RECORDING_TICKS_MAX * ARRIVAL_GRID;
/** Points, games, flights and segments of a match: more than it can have. */
const COUNT_MAX = 2 ** 24;
/** Ticks and slacks of a match, in either direction (a slack is in ms). */
const NUMBER_MAX = 2 ** 30;
/** Inputs and watermarks may be ahead by one of these, and a contact by as much again. */
const AHEAD_MAX = 2 * MAX_AHEAD;
const POINTS_MAX = 100;
const TARGET_STEPS_MAX = 2 * COURT_HALF_HEIGHT * TARGET_GRID;

export class RecordingReader {
  readonly #in: ByteReader;
  readonly #targets: [number, number] = [0, 0];
  readonly #seqs: [number, number] = [255, 255];
  #arrival = 0;

  constructor(bytes: Uint8Array) {
    if (bytes.length > RECORDING_BYTES_MAX)
      throw new ReplayFormatError(`A recording has ${RECORDING_BYTES_MAX} bytes at most.`);
    this.#in = new ByteReader(bytes);
  }

  read(): StoredRecording {
    this.#readVersions();
    const rules = readRules(this.#in);
    const key = readKey(this.#in);
    this.#arrival = this.#in.uint("start", ARRIVAL_MAX);
    const start = this.#now;
    const isRematch = this.#in.uint("beginning", 1) === 1;
    const from = isRematch ? readCarryover(this.#in, start + AHEAD_MAX) : undefined;
    const messages = this.#readMessages();
    const end = this.#now;
    const ending = this.#readEnding();
    if (!this.#in.isAtEnd) throw new ReplayFormatError("The recording goes on after its end.");
    const known = { version: RULES_VERSION, rules, key, start, messages, end, ending } as const;
    return from ? { ...known, from } : known;
  }

  get #now(): number {
    return this.#arrival / ARRIVAL_GRID;
  }

  #readVersions(): void {
    if (MAGIC.some((byte) => this.#in.byte() !== byte))
      throw new ReplayFormatError("These bytes are no recording.");
    const format = this.#in.byte();
    if (format !== FORMAT_VERSION)
      throw new ReplayFormatError(`Format ${format} of recordings is not known here.`);
    const version = this.#in.uint("rules version", COUNT_MAX);
    if (version !== RULES_VERSION)
      throw new ReplayFormatError(
        `Recorded by rules version ${version}; here it is ${RULES_VERSION}.`,
      );
  }

  /** Up to the ending, whose time is the reader's from then on. */
  #readMessages(): RecordedMessage[] {
    const messages: RecordedMessage[] = [];
    for (;;) {
      const head = this.#in.byte();
      this.#arrival += this.#in.uint("time", ARRIVAL_MAX - this.#arrival);
      if (head === ENDING) return messages;
      if (messages.length === RECORDING_MESSAGES_MAX)
        throw new ReplayFormatError(`A recording has ${RECORDING_MESSAGES_MAX} messages at most.`);
      messages.push(this.#readMessage(head));
    }
  }

  #readMessage(head: number): RecordedMessage {
    const kind = KINDS[head & KIND_BITS] as SimulationMessage["kind"];
    const side: Side = head & SIDE_BIT ? 1 : 0;
    const hasSeq = (head & SEQ_BIT) !== 0;
    if (head >= 2 * SEQ_BIT || (hasSeq && kind !== "input"))
      throw new ReplayFormatError(`The recording has a message ${head}, which is none.`);
    return [this.#now, side, this.#readContent(kind, side, hasSeq)];
  }

  #readContent(kind: SimulationMessage["kind"], side: Side, hasSeq: boolean): SimulationMessage {
    switch (kind) {
      case "input":
        return this.#readInput(side, hasSeq);
      case "watermark":
        return { kind, tick: this.#readTick() };
      case "rematch":
        return { kind, key: readKey(this.#in) };
      case "outage":
        return {
          kind,
          since: (this.#arrival - this.#in.uint("outage", this.#arrival)) / ARRIVAL_GRID,
        };
      default:
        return { kind };
    }
  }

  #readInput(side: Side, hasSeq: boolean): SimulationMessage {
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
    const tick = Math.floor(this.#now) + this.#in.int("stamp", RECORDING_TICKS_MAX);
    if (tick >= 0 && tick <= RECORDING_TICKS_MAX) return tick;
    throw new ReplayFormatError(`The recording has a stamp of tick ${tick}.`);
  }

  #readEnding(): Ending {
    const outcome = outcomeOf(this.#in.byte());
    const score = [this.#in.uint("score", POINTS_MAX), this.#in.uint("score", POINTS_MAX)] as const;
    const halves = [this.#in.word(), this.#in.word()];
    const hash = halves.map((half) => half.toString(16).padStart(8, "0")).join("");
    return { score, outcome, hash };
  }
}

function readRules(from: ByteReader): Rules {
  const inputPolicy = INPUT_POLICIES[from.byte()];
  if (!inputPolicy) throw new ReplayFormatError("The recording's rules have no input policy.");
  const read = RULE_NAMES.map((name) => {
    const { max, per } = RULE_RANGES[name];
    return [name, from.uint(name, max * per) / per];
  });
  const rules = { ...Object.fromEntries(read), inputPolicy } as Rules;
  const fault = faultIn(rules);
  if (fault !== null) throw new ReplayFormatError(`The recording's rules are none: ${fault}`);
  return rules;
}

function readKey(from: ByteReader): Key {
  return toKey(Array.from({ length: 8 }, () => from.word()));
}

/** `latest`: nothing that is known at the start is about later ticks, or contacts could be ruled for ever. */
function readCarryover(from: ByteReader, latest: number): Carryover {
  const receiver = from.uint("receiver", 1) as Side;
  const series: [number, number] = [from.uint("series", COUNT_MAX), from.uint("series", COUNT_MAX)];
  const flightCount = from.uint("flights", COUNT_MAX, 1);
  const excusedUntil = from.double("excuse", 0, NUMBER_MAX);
  return {
    receiver,
    series,
    excusedUntil,
    flightCount,
    players: [readPlayer(from, latest), readPlayer(from, latest)],
  };
}

function readPlayer(from: ByteReader, latest: number): CarriedPlayer {
  const ticks = (what: string): number => from.double(what, -NUMBER_MAX, latest);
  const height = (): number => from.double("paddle", -COURT_HALF_HEIGHT, COURT_HALF_HEIGHT);
  return {
    segmentCount: from.uint("segments", COUNT_MAX, 1),
    lastMoved: from.int("moved segment", COUNT_MAX),
    ...readNumbers(from, ticks, height),
  };
}

function readNumbers(from: ByteReader, ticks: (what: string) => number, height: () => number) {
  const n = from.uint("segment", COUNT_MAX);
  const seq = from.byte();
  const watermark = ticks("watermark");
  const earliestMutableTick = ticks("first tick");
  const absentSince = ticks("absence");
  const lateShare = from.double("late share", 0, 1);
  const credit = from.double("credit", 0, LATENESS_CREDIT);
  const segment = {
    n,
    tick: ticks("tick"),
    y: height(),
    target: height(),
    seq,
    slack: from.double("slack", -NUMBER_MAX, NUMBER_MAX),
  };
  return { watermark, earliestMutableTick, absentSince, lateShare, credit, segment };
}
