/**
 * Recordings as files: one message, one flight a line, so that a change is readable in a diff. A
 * number is written so that reading it gives the same double.
 */
import type { Flight } from "../../src/ball.ts";
import { toKey } from "../../src/chacha20.ts";
import type { Side } from "../../src/court.ts";
import type {
  AnyMatchState,
  AnyRecording,
  RecordedMessage,
  SimulationMessage,
} from "../../src/replay.ts";
import { replayAny } from "../../src/replay.ts";
import { hashOf } from "./fingerprint.ts";
import { Ledger } from "./ledger.ts";

type AnyMessage = AnyRecording["messages"][number];

export interface Golden {
  /** Of the rules; see replay.ts. */
  version: AnyRecording["version"];
  about: string;
  rules: AnyRecording["rules"];
  /** Of version 1. */
  seed?: number;
  /** Of the first game, since version 2: its words. */
  key?: string;
  start: number;
  end: number;
  /** "left:right". */
  score: string;
  /** Of the final state. */
  hash: string;
  /** "start y vx vy speed hits ruling gap". */
  flights: string[];
  /**
   * "now side input seq tick target", "now side watermark tick", "now side rematch key",
   * "now side outage since" or
   * "now side arrive" and its like.
   */
  messages: string[];
}

const flightLine = ({ start, y, vx, vy, speed, hits, ruling, gap }: Flight): string =>
  [start, y, vx, vy, speed, hits, ruling, gap].join(" ");

const wordsOf = (message: AnyMessage[2]): readonly number[] => {
  if (message.kind === "input") return [message.seq, message.tick, message.target];
  if ("key" in message) return message.key;
  if (message.kind === "outage") return [message.since];
  return message.kind === "watermark" ? [message.tick] : [];
};

const messageLine = ([now, side, message]: AnyMessage): string =>
  [now, side, message.kind, ...wordsOf(message)].join(" ");

function readMessage(line: string): RecordedMessage {
  const [now, side, kind, ...words] = line.split(" ");
  const message = wordsRead(kind ?? "", words.map(Number)) as SimulationMessage;
  return [Number(now), Number(side) as Side, message];
}

function wordsRead(kind: string, words: number[]): object {
  const [first = 0, tick = 0, target = 0] = words;
  if (kind === "input") return { kind, seq: first, tick, target };
  if (kind === "watermark") return { kind, tick: first };
  if (kind === "outage") return { kind, since: first };
  return words.length > 0 ? { kind, key: toKey(words) } : { kind };
}

/** Plays a recording and writes down everything about it. */
export function toGolden(about: string, recording: AnyRecording): Golden {
  const { match, flights } = playOut(recording);
  const { version, rules, start, end, messages } = recording;
  return {
    version,
    about,
    rules,
    ...(version === 1 ? { seed: recording.seed } : { key: recording.key.join(" ") }),
    start,
    end,
    score: match.score.join(":"),
    hash: hashOf(match),
    flights,
    messages: messages.map(messageLine),
  };
}

/** What a golden match was recorded from, by the rules of its version. */
export function toRecording({ version, rules, seed, key, ...rest }: Golden): AnyRecording {
  const { start, end } = rest;
  const messages = rest.messages.map(readMessage);
  const chance = key === undefined ? { seed } : { key: toKey(key.split(" ").map(Number)) };
  return { version, rules, ...chance, start, end, messages } as AnyRecording;
}

export function playOut(recording: AnyRecording): { match: AnyMatchState; flights: string[] } {
  const ledger = new Ledger();
  const match = replayAny(recording, (each) => ledger.see(each));
  return { match, flights: ledger.flights.map(flightLine) };
}
