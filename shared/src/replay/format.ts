/**
 * The bytes of a recording (docs/WIRE.md). A number is a varint, seven bits a byte, the lowest first; a signed
 * one is 2n, or -2n - 1 below zero. Times are in 1/256 ticks and paddles' targets in 1/64 u, so that both are
 * exact. What the rules' version fixes, such as the court's constants, is not written.
 *
 *     "QPR" 1  rulesVersion  inputPolicy  rules...  key (32 bytes)  start  0 or 1, with a carryover after it
 *     head  arrival - the one before  ...   for each message
 *     0x80  end - the last arrival  outcome  score left  score right  hash (8 bytes)
 *
 * `head` is kind + 8 * side + 16 when an input's number does not follow the side's last one.
 */
import type { EndReason } from "../match.ts";
import { END_REASONS, type Outcome } from "../match.ts";
import { PADDLE_GRID } from "../paddle.ts";
import type { Recording, SimulationMessage } from "../replay.ts";

export const MAGIC = [0x51, 0x50, 0x52] as const;
export const FORMAT_VERSION = 1;

/** A recording has no more bytes: ten times what the longest matches of people come to. */
export const RECORDING_BYTES_MAX = 256 * 1024;
/** Nor more messages, and no time in it is later (ticks): three days, as far as stamps go. */
export const RECORDING_MESSAGES_MAX = 65_536;
export const RECORDING_TICKS_MAX = 2 ** 24 - 1;
/** What comes after the messages, at most. */
export const ENDING_BYTES_MAX = 32;

/** Arrivals are multiples of 1/256 tick (65 us). */
export const ARRIVAL_GRID = 256;
export const TARGET_GRID = PADDLE_GRID;
/** `now` (ticks) as a recording can have it. */
export const floorArrival = (now: number): number => Math.floor(now * ARRIVAL_GRID) / ARRIVAL_GRID;

export const KINDS: readonly SimulationMessage["kind"][] = [
  "input",
  "watermark",
  "rematch",
  "outage",
  "arrive",
  "drop",
  "leave",
  "claim",
];
export const KIND_BITS = 7;
export const SIDE_BIT = 8;
export const SEQ_BIT = 16;
export const ENDING = 0x80;

/** How a game ended, as its own process saw it. */
export interface Ending {
  score: readonly [number, number];
  /** Null when it was broken off. */
  outcome: Outcome | null;
  /** Of the state (state-hash.ts). */
  hash: string;
}

/** A recording as it was stored. */
export interface StoredRecording extends Recording {
  ending: Ending;
}

/** These are not the bytes of a recording, or it can't be written as bytes; says why in a sentence. */
export class ReplayFormatError extends Error {
  override name = "ReplayFormatError";
}

/** 0 for none, else one of eighteen. */
export const outcomeCode = (outcome: Outcome | null): number =>
  outcome ? 1 + 3 * END_REASONS.indexOf(outcome.reason) + ((outcome.winner ?? -1) + 1) : 0;

export function outcomeOf(code: number): Outcome | null {
  if (code === 0) return null;
  const reason = END_REASONS[Math.floor((code - 1) / 3)] as EndReason | undefined;
  if (!reason) throw new ReplayFormatError(`There is no outcome ${code}.`);
  const winner = ((code - 1) % 3) - 1;
  return { reason, winner: winner === 0 || winner === 1 ? winner : null };
}
