/** Plays duels on a thread of its own. */
import { parentPort } from "node:worker_threads";
import { Duel, type Setting } from "./duel.ts";
import { added, noScore, type Score, scoreOf } from "./score.ts";
import type { Strategy } from "./strategies.ts";

/** Matches of a strategy with seeds from `seed` on. */
export interface Job {
  strategy: Strategy;
  setting: Setting;
  seed: number;
  matches: number;
}

parentPort?.on("message", ({ strategy, setting, seed, matches }: Job) => {
  let score: Score = noScore();
  for (let i = 0; i < matches; i++) {
    score = added(score, scoreOf(new Duel(strategy, setting, seed + i).play()));
  }
  parentPort?.postMessage(score);
});
