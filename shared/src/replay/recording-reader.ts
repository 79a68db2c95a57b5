/** Reads the bytes of a recording, which may be anything: the answer is a recording or a ReplayFormatError. */
import { type Key, toKey } from "../chacha20.ts";
import { COURT_HALF_HEIGHT, MAX_AHEAD, type Side } from "../court.ts";
import { LATENESS_CREDIT } from "../match.ts";
import type { CarriedPlayer, Carryover } from "../rematch.ts";
import { RULES_VERSION } from "../replay.ts";
import { faultIn, INPUT_POLICIES, RULE_NAMES, RULE_RANGES, type Rules } from "../rules.ts";
import type { ByteReader } from "./byte-reader.ts";
import { ReplayFormatError, type StoredRecording } from "./format.ts";
import { COUNT_MAX, MessageReader, openBytes } from "./message-reader.ts";

/** Ticks and slacks of a match, in either direction (a slack is in ms). */
const NUMBER_MAX = 2 ** 30;
/** Inputs and watermarks may be ahead by one of these, and a contact by as much again. */
const AHEAD_MAX = 2 * MAX_AHEAD;

/** The recording that these bytes are; throws a ReplayFormatError when they are none of today's rules. */
export function readRecording(bytes: Uint8Array): StoredRecording {
  const from = openBytes(bytes, RULES_VERSION);
  const rules = readRules(from);
  const key = readKey(from);
  const reader = new MessageReader(from, () => ({ kind: "rematch" as const, key: readKey(from) }));
  const start = reader.readStart();
  const isRematch = from.uint("beginning", 1) === 1;
  const carried = isRematch ? readCarryover(from, start + AHEAD_MAX) : undefined;
  const messages = reader.readMessages();
  const end = reader.now;
  const ending = reader.readEnding();
  const known = { version: RULES_VERSION, rules, key, start, messages, end, ending } as const;
  return carried ? { ...known, from: carried } : known;
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
