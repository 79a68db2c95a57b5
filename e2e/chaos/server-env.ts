/** Where faults are played: a real server under the load of bots, watched from inside and outside. */
import { setTimeout as sleep } from "node:timers/promises";
import { TICK_MS } from "@quickpong/shared/court.ts";
import type { RunningServer } from "../lib/start-server.ts";
import { createFleet, type Fleet } from "../load/fleet.ts";
import { Pairs } from "../load/pairing-checker.ts";
import { RunMetrics } from "../load/run-metrics.ts";
import { makeClient } from "./client-folder.ts";
import { atLeast, atMost, type FaultTarget, type Figure } from "./finding.ts";
import { type Hooks, startHooked } from "./hooked.ts";
import type { Vitals } from "./hooks/vitals.ts";
import { pairUp } from "./raw-client.ts";
import { until } from "./until.ts";
import { waitedMs } from "./waited.ts";
import { Watchdog } from "./watchdog.ts";

/** A keepalive may be so late at most while something goes wrong (ms). */
const TICK_LATE_MAX = 50;
/** The others are watched for so long at least (ms): every match has a keepalive a second. */
const LOOK_MIN = 1100;

/** For the first countdown (ms). */
const LIVELY_MAX = 5000;
/** For the server to take on players again (ms). */
const READY_MAX = 20_000;

export interface ServerEnvOptions {
  /** Matches that bots play meanwhile. */
  matches: number;
  seed: number;
  /** Frames of the fuzz. */
  frames: number;
}

export class ServerEnv implements FaultTarget {
  readonly options: ServerEnvOptions;
  readonly server: RunningServer;
  readonly tally = new RunMetrics();
  readonly watchdog: Watchdog;
  readonly #hooks: Hooks;
  #fleet: Fleet | undefined;

  private constructor(options: ServerEnvOptions, server: RunningServer, hooks: Hooks) {
    this.options = options;
    this.server = server;
    this.watchdog = new Watchdog(server);
    this.#hooks = hooks;
  }

  static async open(
    options: ServerEnvOptions,
    env: Record<string, string> = {},
  ): Promise<ServerEnv> {
    // Faults come from addresses that they name.
    const client = { QUICKPONG_CLIENT_DIR: makeClient() };
    const { server, hooks } = await startHooked({ QUICKPONG_PROXIES: "1", ...client, ...env });
    return new ServerEnv(options, server, hooks);
  }

  get url(): string {
    return this.server.url;
  }

  /** Seats the bots. */
  async fill(): Promise<void> {
    const { matches, seed } = this.options;
    const { tally, url: server } = this;
    const pairs = new Pairs(tally);
    const crowd = { server, tally, pairs, skill: "club", hands: "keys", seed } as const;
    this.#fleet = createFleet(crowd, 2 * matches, 200, true);
    await this.#fleet.ramp();
    await until("all bots play", () => tally.playing.value >= 2 * matches, 15_000);
  }

  /** Has the hooks in the server do something. */
  tell<T = unknown>(command: string, options: Record<string, string | number> = {}): Promise<T> {
    return this.#hooks.tell<T>(command, options);
  }

  vitals(): Promise<Vitals> {
    return this.tell<Vitals>("vitals");
  }

  /** CPU time that the server takes while something is done (ms). */
  async cpuMs(work: () => Promise<unknown>): Promise<number> {
    const { cpuMs } = await this.vitals();
    await work();
    return (await this.vitals()).cpuMs - cpuMs;
  }

  async starvedMs(): Promise<number> {
    return (await this.vitals()).starvedMs;
  }

  get exited(): boolean {
    const { exitCode, signalCode } = this.server.process;
    return exitCode !== null || signalCode !== null;
  }

  /** Errors that the server has logged, of which each is a bug or a fault played inside it. */
  get errors(): number {
    return this.server.log().split('"level":50').length - 1;
  }

  /** Plays something and says what the others noticed of it. */
  async meanwhile(work: () => Promise<Figure[]>): Promise<Figure[]> {
    await this.tell("reset");
    const lost = this.tally.lost;
    const enough = sleep(LOOK_MIN);
    const figures = await work();
    await enough;
    const { late } = await this.vitals();
    return [
      ...figures,
      atLeast("ticks watched", late.count, 1),
      atMost("others' tick lateness p99", late.p99, TICK_MS, "ms"),
      atMost("latest tick", late.max, TICK_LATE_MAX, "ms"),
      atMost("others lost", this.tally.lost - lost, 0),
    ];
  }

  /** Waits until new players are let in: under the load of other programs they may not be. */
  async ready(): Promise<void> {
    for (const end = performance.now() + READY_MAX; performance.now() < end; await sleep(200)) {
      if ((await fetch(`${this.url}/readyz`).catch(() => undefined))?.ok) return;
    }
  }

  /**
   * How long honest players take to find each other (ms), less what other programs took of it from
   * the server or from this process, whichever is more; they leave again.
   */
  async joinTime(): Promise<number> {
    const before = [await this.starvedMs(), waitedMs()] as const;
    const begin = performance.now();
    const pair = await pairUp(this.url);
    const took = performance.now() - begin;
    const own = waitedMs() - before[1];
    const others = Math.max(own, (await this.starvedMs()) - before[0]);
    for (const each of pair) each.leave();
    return Math.max(0, took - others);
  }

  /** Waits until the matches are past their first countdown, in which nothing is due. */
  async lively(): Promise<void> {
    const ticks = async () => (await this.vitals()).late.count;
    for (const end = performance.now() + LIVELY_MAX; performance.now() < end; ) {
      const before = await ticks();
      await sleep(100);
      if ((await ticks()) - before > this.options.matches / 4) return;
    }
  }

  /** That the server is still there and has never hung. */
  survived(): Figure[] {
    return [atMost("exits", Number(this.exited), 0), atMost("hangs", this.watchdog.hangs, 0)];
  }

  /** Sends the bots home. */
  async empty(): Promise<void> {
    this.#fleet?.stop();
    this.#fleet = undefined;
    await sleep(50);
  }

  async close(): Promise<void> {
    this.watchdog.stop();
    await this.empty();
    await this.server.crash();
  }
}
