/**
 * Writes the golden matches anew, as text and, each game by itself, as they are stored (stored/):
 * `node shared/test/record-golden.ts`, then look at the diff. Only
 * for a change of the game's rules that is meant; a golden test that fails without one has found
 * a bug.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { type Recording, RULES_VERSION } from "../src/replay.ts";
import { encodeRecording } from "../src/replay-codec.ts";
import { CLASSIC_RULES, DEFAULT_RULES, type Rules } from "../src/rules.ts";
import { playBots } from "./support/bot-match.ts";
import { gamesOf, onGrid } from "./support/games.ts";
import { toGolden } from "./support/golden.ts";
import { CALM, play, WILD } from "./support/play.ts";

const rules: Rules = { ...CLASSIC_RULES, pointsToWin: 3 };
const fast: Rules = { ...rules, pace: 1.25 };

/** A host that is always there. */
const STEADY = { ...WILD, outages: 0 };

const RECORDINGS: Record<string, [about: string, recording: Recording]> = {
  beginners: [
    "two of the easiest on good connections",
    playBots({ levels: ["pip", "pip"], rules, seed: 1, delays: [2, 2], limit: 9000 }),
  ],
  "slow-line": [
    "a fast match, one of the two over a connection that uses up the credit",
    playBots({ levels: ["rex", "pip"], rules: fast, seed: 2, delays: [24, 1], limit: 6000 }),
  ],
  liars: [
    "stamps of every kind",
    play(3, { ...STEADY, presence: 0, lies: 0.5, ticks: 700, rules }),
  ],
  "come-and-go": [
    "drops, claims, rematches",
    play(4, { ...STEADY, presence: 0.02, ticks: 1200, rules: CLASSIC_RULES }),
  ],
  outages: [
    "outages of the host",
    play(6, { ...WILD, presence: 0, outages: 0.002, ticks: 2500, rules }),
  ],
  "burning-paddles": [
    "two of Quickpong's own: paddles that shrink, edges that are fast",
    playBots({
      levels: ["zoe", "zoe"],
      rules: { ...DEFAULT_RULES, pointsToWin: 3 },
      seed: 7,
      delays: [4, 2],
      limit: 6000,
    }),
  ],
  swings: [
    "random hits by paddles whose motion counts",
    play(8, { ...CALM, error: 60, ticks: 900, rules: { ...DEFAULT_RULES, swing: 0.4 } }),
  ],
  rallies: ["random hits", play(5, { ...CALM, error: 60, ticks: 700, rules })],
};

const STORED = new URL(`stored/rules-${RULES_VERSION}/`, import.meta.url);
mkdirSync(STORED, { recursive: true });

for (const [name, [about, recording]] of Object.entries(RECORDINGS)) {
  const golden = toGolden(about, recording);
  const file = new URL(`golden/v${RULES_VERSION}/${name}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
  for (const [n, game] of gamesOf(onGrid(recording)).entries()) {
    writeFileSync(new URL(`${name}-${n + 1}.qpr`, STORED), encodeRecording(game));
  }
  const { flights, messages, score } = golden;
  const facts = `${flights.length} flights, ${messages.length} messages, ${score}`;
  process.stdout.write(`${name}: ${facts}\n`);
}
