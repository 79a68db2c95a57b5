import { keyFrom } from "@quickpong/shared/chacha20.ts";
import { TICK_MS } from "@quickpong/shared/court.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { DEFAULT_RULES, paddleRange } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import { LEVEL_PITCH, type SonifiedSound, sonify } from "../../src/audio/sonification.ts";
import { createLocalLink } from "../../src/net/links/local-link.ts";
import { Netplay } from "../../src/net/netplay.ts";

/** A listener knows what was heard this long ago (frames: 100 ms) and hears no finer than this. */
const REACTION = 6;
const FINENESS = 0.12;

/** Plays from the sound alone, as with two keys: up when it is high, down when it is low. */
function listener() {
  const heard: (SonifiedSound | null)[] = [];
  return (sound: SonifiedSound | null): number | null => {
    heard.push(sound);
    const known = heard.at(-1 - REACTION);
    if (!known) return null;
    const octaves = Math.log2(known.pitch / LEVEL_PITCH);
    if (Math.abs(octaves) < FINENESS) return null;
    return octaves > 0 ? -paddleRange(DEFAULT_RULES) : paddleRange(DEFAULT_RULES);
  };
}

/** Own contacts of a few matches against the easiest bot, and how many were hits. */
function play(seed: number): { hits: number; misses: number } {
  let now = 0;
  const random = randomFrom(seed);
  const link = createLocalLink({
    level: "pip",
    rules: { ...DEFAULT_RULES, pointsToWin: 21 },
    newKey: () => keyFrom(random),
    botSeed: seed,
    now: () => now,
    names: { own: "Ear", bot: "" },
  });
  const netplay = new Netplay({ link });
  const steer = listener();
  const counts = { hits: 0, misses: 0 };
  while (now < 180_000) {
    now += TICK_MS;
    link.pump();
    const frame = netplay.frame(now);
    if (!frame) continue;
    for (const event of frame.events) {
      if (event.type === "hit" && event.by === "own") counts.hits++;
      if (event.type === "goal" && event.by === "opponent") counts.misses++;
    }
    if (frame.phase === "finished") break;
    netplay.steer(steer(sonify(frame)));
  }
  return counts;
}

test("a player who only hears the ball returns four in five against the easiest bot", () => {
  let [hits, misses] = [0, 0];
  for (let seed = 1; seed <= 6; seed++) {
    const counts = play(seed);
    hits += counts.hits;
    misses += counts.misses;
  }
  expect(hits + misses).toBeGreaterThan(60);
  expect(hits / (hits + misses)).toBeGreaterThanOrEqual(0.8);
});
