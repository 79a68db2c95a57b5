/** What recording costs a server: the same matches with a recording and without, in turn, in CPU time. */
import { LiveMatch } from "@quickpong/server/match/live-match.ts";
import type { MatchPort } from "@quickpong/server/match/match-port.ts";
import { seatsFor } from "@quickpong/server/match/seats.ts";
import { Ticker } from "@quickpong/server/match/ticker.ts";
import { keyFrom } from "@quickpong/shared/chacha20.ts";
import { SIDES, TICK_MS, TICK_RATE } from "@quickpong/shared/court.ts";
import { PADDLE_GRID } from "@quickpong/shared/paddle.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";

const MATCHES = 50;
const SECONDS = 60;
const RUNS = 8;
/** Inputs of a player, a tick: eight a second. */
const INPUTS = 0.13;
const AHEAD = 3;
/** Furthest target (u). */
const FURTHEST = 150;

/** CPU time a match-second (us), without a recording, and what it is more with one. */
export function recordingCost(): { without: number; more: number } {
  const runs = Array.from({ length: RUNS }, (_, seed) => [
    playFor(false, seed),
    playFor(true, seed),
  ]);
  // Whatever else the machine does only adds to it.
  const least = (n: number) => Math.min(...runs.map((run) => run[n] as number));
  return { without: least(0), more: least(1) - least(0) };
}

/** The matches alone: nothing is sent. */
function playFor(isRecorded: boolean, seed: number): number {
  let now = 0;
  const ticker = new Ticker(() => now);
  const random = randomFrom(seed + 1);
  const matches = Array.from({ length: MATCHES }, () => newMatch(isRecorded, ticker, random));
  for (const match of matches) for (const side of SIDES) match.arrived(side, now);
  ticker.stop();
  let seq = 0;
  const before = process.cpuUsage();
  for (let tick = 1; tick <= SECONDS * TICK_RATE; tick++) {
    now += TICK_MS;
    for (const match of matches)
      for (const side of SIDES) {
        if (random() >= INPUTS) continue;
        const target = Math.round((2 * random() - 1) * FURTHEST * PADDLE_GRID) / PADDLE_GRID;
        const message = { kind: "input", seq: seq++ & 255, tick: tick + AHEAD, target } as const;
        match.play(side, message, now);
      }
    ticker.run();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (MATCHES * SECONDS);
}

const PORT: MatchPort = {
  ...{ patch() {}, pong() {}, release() {}, started() {}, ended() {}, deserted() {} },
  ...{ over() {}, outage() {} },
  failed(error) {
    throw error;
  },
};

function newMatch(isRecorded: boolean, ticker: Ticker, random: () => number): LiveMatch {
  const holder = (name: string) => ({ name, ticket: "", since: 0 });
  return new LiveMatch({
    rules: { ...DEFAULT_RULES, pointsToWin: 21 },
    newKey: () => keyFrom(random),
    botSeed: 1,
    seats: seatsFor(holder("left"), holder("right")),
    watchable: false,
    isRecorded,
    ticker,
    port: PORT,
  });
}
