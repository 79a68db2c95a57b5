/**
 * Recordings as files: one message, one flight a line, so that a change is readable in a diff. A
 * number is written so that reading it gives the same double.
 */
import type { Flight } from "../../src/ball.ts";
import type { Side } from "../../src/court.ts";
import type {
  AnyMatchState,
  AnyRecording,
  HostMessage,
  RecordedMessage,
} from "../../src/replay.ts";
import { replayAny } from "../../src/replay.ts";
import { hashOf } from "./fingerprint.ts";
import { Ledger } from "./ledger.ts";

export interface Golden {
  /** Of the rules; see replay.ts. */
  version: AnyRecording["version"];
  about: string;
  rules: AnyRecording["rules"];
  seed: number;
  start: number;
  end: number;
  /** "left:right". */
  score: string;
  /** Of the final state. */
  hash: string;
  /** "start y vx vy speed hits ruling gap". */
  flights: string[];
  /** "now side input seq tick target", "now side mark tick", or "now side arrive" and its like. */
  messages: string[];
}

const flightLine = ({ start, y, vx, vy, speed, hits, ruling, gap }: Flight): string =>
  [start, y, vx, vy, speed, hits, ruling, gap].join(" ");

const wordsOf = (message: HostMessage): (string | number)[] => {
  if (message.kind === "input") return [message.seq, message.tick, message.target];
  return message.kind === "mark" ? [message.tick] : [];
};

const messageLine = ([now, side, message]: RecordedMessage): string =>
  [now, side, message.kind, ...wordsOf(message)].join(" ");

function readMessage(line: string): RecordedMessage {
  const [now, side, kind, ...words] = line.split(" ");
  const [first = 0, tick = 0, target = 0] = words.map(Number);
  const message =
    kind === "input"
      ? { kind, seq: first, tick, target }
      : kind === "mark"
        ? { kind, tick: first }
        : ({ kind } as HostMessage);
  return [Number(now), Number(side) as Side, message as HostMessage];
}

/** Plays a recording and writes down everything about it. */
export function toGolden(about: string, recording: AnyRecording): Golden {
  const { match, flights } = playOut(recording);
  const { version, rules, seed, start, end, messages } = recording;
  return {
    version,
    about,
    rules,
    seed,
    start,
    end,
    score: match.score.join(":"),
    hash: hashOf(match),
    flights,
    messages: messages.map(messageLine),
  };
}

/** What a golden match was recorded from, by the rules of its version. */
export const toRecording = ({ version, rules, seed, start, end, messages }: Golden): AnyRecording =>
  ({ version, rules, seed, start, end, messages: messages.map(readMessage) }) as AnyRecording;

export function playOut(recording: AnyRecording): { match: AnyMatchState; flights: string[] } {
  const ledger = new Ledger();
  const match = replayAny(recording, (each) => ledger.see(each));
  return { match, flights: ledger.flights.map(flightLine) };
}
