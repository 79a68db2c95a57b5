/** Plays recorded matches again and says what became of each. Runs in Node and, bundled, in each engine. */
import { Fnv64 } from "@quickpong/shared/replay/fnv.ts";
import { stateHash } from "@quickpong/shared/replay/state-hash.ts";
import { type AnyRecording, replay, replayAny } from "@quickpong/shared/replay.ts";
import { decodeRecording } from "@quickpong/shared/replay-codec.ts";
import { playDaily } from "../../../shared/test/support/daily-match.ts";

/** Matches as JSON can carry them. */
export interface RecordedMatches {
  /** By any version of the rules. */
  recordings: AnyRecording[];
  /** The bytes of stored ones. */
  stored: number[][];
  /** Days whose daily is played, by the wall itself. */
  days: number[];
}

/** Hashes: of the final state of stored matches, then of the whole course of all, then of dailies. */
export function resimulate({ recordings, stored, days }: RecordedMatches): string[] {
  const read = stored.map((bytes) => decodeRecording(Uint8Array.from(bytes)));
  const states = read.map((recording) => stateHash(replay(recording), recording.from));
  return [...states, ...[...recordings, ...read].map(courseOf), ...days.map(dailyOf)];
}

/** Of the last flights of a match against the wall, whose player returns forty balls. */
function dailyOf(day: number): string {
  const hash = new Fnv64();
  add(hash, playDaily(day, 0, 40, 2, 0.3).match);
  return hash.digest();
}

/** Of the last flight after each message, and of the final state. */
function courseOf(recording: AnyRecording): string {
  const hash = new Fnv64();
  const match = replayAny(recording, ({ flights }) => add(hash, flights.at(-1)));
  add(hash, match);
  return hash.digest();
}

/** Every number in the order of the fields, and every letter. The bits of NaN are the engine's own. */
function add(hash: Fnv64, value: unknown): void {
  if (typeof value === "object" && value !== null) {
    for (const each of Object.values(value)) add(hash, each);
  } else if (typeof value === "string") for (const letter of value) add(hash, letter.charCodeAt(0));
  else hash.number(Number(value ?? -1));
}
