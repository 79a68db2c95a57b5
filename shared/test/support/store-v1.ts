/** Recordings by rules version 1 as bytes: no server writes them any more, so it is the tests that do. */
import { roundToGrid } from "../../src/paddle.ts";
import { ByteWriter } from "../../src/replay/byte-writer.ts";
import {
  ARRIVAL_GRID,
  ENDING,
  type Ending,
  FORMAT_VERSION,
  floorArrival,
  KINDS,
  MAGIC,
  outcomeCode,
  SEQ_BIT,
  SIDE_BIT,
  TARGET_GRID,
} from "../../src/replay/format.ts";
import { PACE_STEPS, POLICIES, stateHashV1 } from "../../src/replay-codec-v1.ts";
import { type RecordingV1, replayV1 } from "../../src/rules-v1/replay.ts";

/** The same in the order of its times, with times and targets as bytes can have them. */
export function onGridV1(recording: RecordingV1): RecordingV1 {
  const messages = recording.messages.map(([now, side, message]): RecordingV1["messages"][0] => [
    floorArrival(now),
    side,
    message.kind === "input"
      ? { ...message, target: roundToGrid(Math.max(-500, Math.min(500, message.target))) + 0 }
      : message,
  ]);
  messages.sort(([a], [b]) => a - b);
  return {
    ...recording,
    messages,
    end: Math.max(recording.end, Math.ceil(messages.at(-1)?.[0] ?? 0)),
  };
}

export function encodeRecordingV1(recording: RecordingV1): Uint8Array<ArrayBuffer> {
  const { rules, seed, start, messages, end } = recording;
  const out = new ByteWriter();
  for (const byte of [...MAGIC, FORMAT_VERSION, 1, POLICIES.indexOf(rules.inputPolicy)])
    out.byte(byte);
  out.uint(rules.pointsToWin);
  out.uint(Math.round(rules.pace * PACE_STEPS));
  out.word(seed >>> 0);
  out.uint(start * ARRIVAL_GRID);
  const seqs = [255, 255];
  const targets = [0, 0];
  let arrival = start * ARRIVAL_GRID;
  const head = (now: number, byte: number) => {
    out.byte(byte);
    out.uint(now * ARRIVAL_GRID - arrival);
    arrival = now * ARRIVAL_GRID;
  };
  for (const [now, side, message] of messages) {
    const { kind } = message;
    const follows = kind !== "input" || message.seq === (((seqs[side] as number) + 1) & 255);
    head(now, KINDS.indexOf(kind) + side * SIDE_BIT + (follows ? 0 : SEQ_BIT));
    if (kind === "watermark") out.int(message.tick - Math.floor(now));
    if (kind !== "input") continue;
    if (!follows) out.byte(message.seq);
    seqs[side] = message.seq;
    out.int(message.tick - Math.floor(now));
    const steps = message.target * TARGET_GRID;
    out.int(steps - (targets[side] as number));
    targets[side] = steps;
  }
  head(end, ENDING);
  writeEnding(out, endingOfV1(recording));
  return out.take();
}

function endingOfV1(recording: RecordingV1): Ending {
  const match = replayV1(recording);
  const [left, right] = match.score;
  return { score: [left, right], outcome: match.outcome, hash: stateHashV1(match) };
}

function writeEnding(out: ByteWriter, { outcome, score, hash }: Ending): void {
  out.byte(outcomeCode(outcome));
  for (const points of score) out.uint(points);
  for (const at of [0, 8]) out.word(Number.parseInt(hash.slice(at, at + 8), 16));
}
