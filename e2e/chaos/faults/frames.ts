/** Frames that no client of ours sends: those known to have hurt, and a great many random ones. */

import { setTimeout as sleep } from "node:timers/promises";
import { randomFrom } from "@quickpong/shared/random.ts";
import { atLeast, atMost, type Fault, type Figure } from "../finding.ts";
import { fuzzedFrame } from "../fuzz.ts";
import { pairUp, type RawClient } from "../raw-client.ts";
import type { ServerEnv } from "../server-env.ts";
import { timeUntil } from "../until.ts";

/** CPU time that one frame may take (ms). */
const FRAME_MS_MAX = 50;
/** Fuzzed frames a ms, and in a row when this process was late itself. */
const FUZZ_RATE = 8;
const FUZZ_CHUNK = 60;

const text = (length: number): number[] => new Array<number>(length).fill(65);

/** Each was seen to hang or end a Colyseus server, or is a neighbour of one that was. */
const CORPUS: number[][] = [
  [],
  [0],
  [19, 255, 1],
  [20, 255, 255],
  [19, 0, 0],
  [211, 255, 255, 255, 255],
  [21, 1, 160],
  [13, 0xd9, 200, ...text(200)],
  [13, 0xa3, 65, 66, 67],
  [13, 0xa9, ...Buffer.from("__proto__")],
  [13, 0xab, ...Buffer.from("constructor")],
  [13],
  [13, 3, 0xdf, 0xff, 0xff, 0xff, 0xff],
  [13, 3, 0xdd, 0xff, 0xff, 0xff, 0xff],
  [13, 3, 0xc6, 0xff, 0xff, 0xff, 0xff],
  [13, 0xdb, 0xff, 0xff, 0xff, 0xff],
  [13, 4, 0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0],
  [13, 4, 0xca, 0x7f, 0x80, 0, 0],
  [13, 4, ...text(900)],
  [13, 3, ...new Array<number>(900).fill(0x91)],
  [14, 128, 1],
  [15, 255, 0],
  [10, 1],
  [16],
  [17],
  [17, 0],
  [17, 0, 0, 1],
  [17, 0, 9, 9, 9, 9],
  [17, 4, 1],
  [17, 0xd9, 200, ...text(200)],
  [17, 0, ...text(1000)],
  [22],
  [99, 1, 2],
  [255, 255, 255, 255],
];

const corpus: Fault = {
  name: "frame corpus",
  guarantee: "Frames that hang or end other servers do nothing; their sender is closed within 1 s.",
  async play(env) {
    let slowest = 0;
    for (const frame of CORPUS) {
      const [bad, other] = await pairUp(env.url);
      const sent = Uint8Array.from(frame);
      for (let n = 0; n < 11; n++) bad.send(sent);
      slowest = Math.max(slowest, await timeUntil(() => bad.closed, 2000));
      other.leave();
    }
    return [...(await frameFigures(env)), atMost("sender out after", slowest, 1000, "ms")];
  },
};

const fuzz: Fault = {
  name: "fuzzed frames",
  guarantee: "Random frames, all of them read, end nothing, hang nothing and take no time.",
  play: (env) =>
    env.meanwhile(async () => {
      // Else the first 11 bad ones would close the connection and the rest never be read.
      await env.tell("lenient", { on: 1 });
      const sent = await sendFuzz(env);
      await env.tell("lenient", { on: 0 });
      const { frames } = await env.vitals();
      return [
        atLeast("frames sent", sent, env.options.frames),
        // Some are lost with connections that they break.
        atLeast("frames read", frames.count, 0.99 * sent),
        ...(await frameFigures(env)),
      ];
    }),
};

async function sendFuzz(env: ServerEnv): Promise<number> {
  const random = randomFrom(env.options.seed);
  let pair: [RawClient, RawClient] | undefined;
  let sent = 0;
  let due = 0;
  for (let at = performance.now(); sent < env.options.frames && !env.exited; ) {
    if (!pair || pair.some(({ closed }) => closed)) {
      for (const each of pair ?? []) each.leave();
      pair = await pairUp(env.url);
    }
    const now = performance.now();
    due = Math.min(due + (now - at) * FUZZ_RATE, FUZZ_CHUNK);
    at = now;
    for (; due >= 1; due--, sent++) pair[sent & 1]?.send(fuzzedFrame(random));
    await sleep(1);
  }
  for (const each of pair ?? []) each.leave();
  await sleep(100);
  return sent;
}

async function frameFigures(env: ServerEnv): Promise<Figure[]> {
  if (env.exited) return env.survived();
  const { frames } = await env.vitals();
  return [...env.survived(), atMost("worst frame", frames.worstMs, FRAME_MS_MAX, "ms CPU")];
}

export const frameFaults = [corpus, fuzz];
