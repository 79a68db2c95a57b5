/** A crowd of bots in this process: lets them in at a rate, drives their frames, sends them home. */
import { TICK_MS } from "@quickpong/shared/court.ts";
import { FullPlayer } from "./full-player.ts";
import { LightFleet } from "./light.ts";
import { LightPlayer } from "./light-player.ts";
import type { MatchStanding } from "./lost.ts";
import type { Player, Swarm } from "./swarm.ts";

/** Frames of different bots come at different moments, as screens do. */
const FRAME_GROUPS = 4;

export interface Fleet {
  /** Resolves when everybody has pressed "play", or the fleet was stopped. */
  ramp(): Promise<void>;
  /** How late this process's own timers are at most (ms), since the last call. */
  lag(): number;
  /** Brings the tally up to date with what clients count themselves. */
  count(): void;
  /** How everybody is doing, by number. */
  standings(): MatchStanding[];
  stop(): void;
}

/** `players` bots that press "play" at `rate` a second. */
export function createFleet(crowd: Swarm, players: number, rate: number, light: boolean): Fleet {
  const bots: Player[] = [];
  const screens: FullPlayer[][] = Array.from({ length: FRAME_GROUPS }, () => []);
  const clock = light ? new LightFleet(crowd) : undefined;
  let stopped = false;
  const frames = everyPeriod(TICK_MS / FRAME_GROUPS, (step) => {
    const now = performance.now();
    for (const screen of screens[step % FRAME_GROUPS] ?? []) screen.frame(now);
  });
  const add = () => {
    const n = bots.length;
    const bot = clock ? new LightPlayer(clock, n) : new FullPlayer(crowd, n);
    if (bot instanceof FullPlayer) screens[n % FRAME_GROUPS]?.push(bot);
    bots.push(bot);
    crowd.tally.players++;
    bot.start();
  };
  const letIn = (due: number) => {
    while (!stopped && bots.length < Math.min(players, due)) add();
    return stopped || bots.length >= players;
  };
  return {
    ramp: () => atRate(rate, letIn),
    lag: frames.lag,
    count() {
      for (const screen of screens.flat()) screen.count();
    },
    standings: () => bots.map((bot) => bot.standing(performance.now())),
    stop() {
      stopped = true;
      frames.stop();
      clock?.stop();
      for (const bot of bots) bot.stop();
    },
  };
}

/** Says how many are due at `rate` a second, until they are `all`. */
function atRate(rate: number, all: (due: number) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const begin = performance.now();
    const turn = () => {
      const due = Math.ceil(((performance.now() - begin) * rate) / 1000);
      if (all(due)) resolve();
      else setTimeout(turn, 5);
    };
    turn();
  });
}

/** Calls back on an absolute grid, so that lateness does not add up; skips what it has missed. */
function everyPeriod(period: number, call: (step: number) => void) {
  const begin = performance.now();
  let step = 0;
  let worst = 0;
  let timer = setTimeout(turn, period);
  function turn(): void {
    const elapsed = performance.now() - begin;
    const reached = Math.floor(elapsed / period);
    worst = Math.max(worst, elapsed - (step + 1) * period);
    // After a stall nobody draws the frames that were missed.
    for (let s = Math.max(step + 1, reached - 2); s <= reached; s++) call(s);
    step = Math.max(step, reached);
    const next = begin + (step + 1) * period - performance.now();
    timer = setTimeout(turn, Math.max(1, Math.ceil(next)));
  }
  return {
    stop: () => clearTimeout(timer),
    /** How late it was at most (ms), since the last call. */
    lag() {
      const lag = worst;
      worst = 0;
      return lag;
    },
  };
}
