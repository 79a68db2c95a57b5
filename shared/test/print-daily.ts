/** Prints how many hits each bot has at the daily, and how long a try takes: `node shared/test/print-daily.ts`. */
import { BOT_LEVELS, type BotLevel } from "../src/bot-levels.ts";
import { mindOf } from "../src/bot-minds.ts";
import { BotPlayer } from "../src/bot-player.ts";
import { TICK_RATE } from "../src/court.ts";
import { DAILY_RULES, DailyCourse, dailyKey } from "../src/daily.ts";
import { createMatch, lastFlight } from "../src/match.ts";
import { arrive } from "../src/presence.ts";
import { advance } from "../src/simulation.ts";
import { WallPlayer } from "../src/wall-player.ts";
import { ownHits } from "./support/daily-match.ts";

const DAYS = 20;
const TRIES_A_DAY = 15;

/** Hits and seconds of one try. */
function tryOf(level: BotLevel, day: number, seed: number): [hits: number, seconds: number] {
  const match = createMatch(DAILY_RULES, dailyKey(day));
  const players = [
    new BotPlayer(mindOf(level), 0, seed),
    new WallPlayer(new DailyCourse(day), 1),
  ] as const;
  for (const side of [0, 1] as const) arrive(match, side, 0);
  let tick = 0;
  while (match.phase !== "finished") {
    advance(match, ++tick);
    for (const player of players) player.play(match, tick);
  }
  const flight = lastFlight(match);
  return [flight ? ownHits(flight) : 0, tick / TICK_RATE];
}

const middle = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * values.length)] ?? 0;

for (const level of BOT_LEVELS) {
  const tries = Array.from({ length: DAYS * TRIES_A_DAY }, (_, n) =>
    tryOf(level, 20_788 + (n % DAYS), n),
  );
  const hits = tries.map(([each]) => each);
  const seconds = tries.map(([, each]) => each);
  const [low, half, high] = [0.1, 0.5, 0.9].map((share) => middle(hits, share));
  const time = Math.round(middle(seconds, 0.5));
  process.stdout.write(`${level}: ${half} hits (${low} to ${high}), ${time} s\n`);
}
