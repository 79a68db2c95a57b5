/** Random frames: some are noise, more are nearly right, since those get further. */
import { encodePlay, type PlayMessage } from "@quickpong/shared/protocol/input-codec.ts";

type Random = () => number;

/** Longest frame of noise (bytes); the transport takes 1024. */
const NOISE_MAX = 1000;
const CODES = [10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21];
/** First bytes of msgpack values that announce more than follows. */
const MSGPACK = [
  0x81, 0x91, 0xa5, 0xc0, 0xc4, 0xc7, 0xca, 0xcb, 0xcf, 0xd3, 0xd9, 0xdb, 0xdd, 0xdf,
];

const below = (random: Random, n: number): number => Math.floor(random() * n);
const bytes = (random: Random, n: number): number[] =>
  Array.from({ length: n }, () => below(random, 256));
const oneOf = <T>(random: Random, choices: readonly T[]): T =>
  choices[below(random, choices.length)] as T;

function playMessage(random: Random): PlayMessage {
  const tick = below(random, 2 ** 24);
  switch (below(random, 3)) {
    case 0:
      return { kind: "input", seq: below(random, 256), tick, target: random() * 740 - 370 };
    case 1:
      return { kind: "watermark", tick };
    default:
      return { kind: "ping", id: below(random, 256), rtt: below(random, 65_536) };
  }
}

const makers: ((random: Random) => number[])[] = [
  (random) => bytes(random, below(random, 24)),
  (random) => bytes(random, below(random, random() < 0.05 ? NOISE_MAX : 60)),
  (random) => [oneOf(random, CODES), ...bytes(random, below(random, 20))],
  (random) => [13, below(random, 6), oneOf(random, MSGPACK), ...bytes(random, below(random, 12))],
  (random) => [13, below(random, 6), below(random, 256)],
  (random) => [17, 0, ...bytes(random, oneOf(random, [4, 4, 7, 7, 7, 8]))],
  (random) => [17, 0, ...encodePlay(playMessage(random))],
  (random) => {
    const frame = [17, 0, ...encodePlay(playMessage(random))];
    frame[below(random, frame.length)] = below(random, 256);
    return frame;
  },
];

export function fuzzedFrame(random: Random): Uint8Array {
  const frame = Uint8Array.from(oneOf(random, makers)(random));
  // Leaving is no attack; it would only cost the time of finding a new match.
  return frame[0] === 12 ? frame.subarray(1) : frame;
}
