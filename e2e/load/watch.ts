/** Looks once a second at how things are going, and waits for them to get anywhere. */
import { setTimeout as sleep } from "node:timers/promises";
import { type CountsAt, countsAt, type Moment } from "./counts.ts";
import type { Fleet } from "./fleet.ts";
import type { RunMetrics } from "./run-metrics.ts";
import type { Sample } from "./server-probe.ts";
import { ask, type ServerUnderTest } from "./server-under-test.ts";

const LOOK_EVERY = 1000;

export interface RunHooks {
  moment(moment: Moment): void;
  /** Ends the run early; what has been measured is reported. */
  signal: AbortSignal;
}

export class Watch {
  readonly moments: Moment[] = [];
  readonly #begin = performance.now();
  readonly #timer: NodeJS.Timeout;
  readonly #tally: RunMetrics;
  readonly #fleet: Fleet;
  readonly #server: ServerUnderTest;
  readonly #hooks: RunHooks;
  #before: CountsAt;
  #lag = 0;
  #looking = false;
  #stopped = false;

  constructor(tally: RunMetrics, fleet: Fleet, server: ServerUnderTest, hooks: RunHooks) {
    this.#tally = tally;
    this.#fleet = fleet;
    this.#server = server;
    this.#hooks = hooks;
    this.#before = countsAt(tally, this.#begin, undefined);
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY);
  }

  /** Waits until `done`, for at most `ms`, or until the run is interrupted. */
  async until(done: () => boolean, ms: number): Promise<void> {
    const { signal } = this.#hooks;
    const deadline = performance.now() + ms;
    while (!done() && !signal.aborted) {
      const left = deadline - performance.now();
      if (left <= 0) return;
      await sleep(Math.min(left, 50), undefined, { signal }).catch(() => {});
    }
  }

  /** Worst lateness of the bots' own timers since `restartLag` (ms). */
  get lag(): number {
    this.#lag = Math.max(this.#lag, this.#fleet.lag());
    return this.#lag;
  }

  restartLag(): void {
    this.#fleet.lag();
    this.#lag = 0;
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    // A server that hangs is asked once at a time.
    if (this.#looking) return;
    this.#looking = true;
    const sample = await ask(this.#server);
    this.#looking = false;
    if (this.#stopped) return;
    const moment = this.#moment(sample);
    this.moments.push(moment);
    this.#hooks.moment(moment);
  }

  #moment(server: Sample | undefined): Moment {
    const tally = this.#tally;
    this.#fleet.count();
    const mark = countsAt(tally, performance.now(), server);
    const playerSeconds = Math.max(1e-9, (mark.playingMs - this.#before.playingMs) / 1000);
    const { traffic: now } = mark;
    const { traffic: then } = this.#before;
    this.#before = mark;
    return {
      seconds: (mark.at - this.#begin) / 1000,
      joined: tally.joined,
      playing: tally.playing.value,
      started: Math.round(tally.starts / 2),
      finished: Math.round(tally.finishes / 2),
      down: (now.downBytes - then.downBytes) / playerSeconds,
      up: (now.upBytes - then.upBytes) / playerSeconds,
      latenessP99: server?.latenessMs.p99 ?? Number.NaN,
      errors: Object.values(tally.errors).reduce((sum, n) => sum + n, 0),
    };
  }
}
