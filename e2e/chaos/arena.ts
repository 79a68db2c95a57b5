/** Where faults are played: a real server under the load of bots, watched from inside and outside. */
import { setTimeout as sleep } from "node:timers/promises";
import { TICK_MS } from "@quickpong/shared/court.ts";
import { createFleet, type Fleet } from "../bots/fleet.ts";
import { Pairs } from "../bots/pairs.ts";
import { Tally } from "../bots/tally.ts";
import { inTop } from "../tools/paths.ts";
import { freePort, type RunningServer, startServer } from "../tools/start-server.ts";
import { atMost, type Figure } from "./finding.ts";
import type { Vitals } from "./hooks/vitals.ts";
import { until } from "./until.ts";
import { Watchdog } from "./watchdog.ts";

/** Environment variable that server-hooks.ts reads. */
const HOOKS_PORT = "CHAOS_PORT";
/** A beat may be so late at most while something goes wrong (ms). */
const BEAT_LATE_MAX = 50;
/** The others are watched for so long at least (ms), for a p99 that is one. */
const LOOK_MIN = 800;

/** For the server to take on players again (ms). */
const READY_MAX = 20_000;

export interface ArenaOptions {
  /** Matches that bots play meanwhile. */
  matches: number;
  seed: number;
  /** Frames of the fuzz. */
  frames: number;
}

export class Arena {
  readonly options: ArenaOptions;
  readonly server: RunningServer;
  readonly tally = new Tally();
  readonly watchdog: Watchdog;
  readonly #hooks: string;
  #fleet: Fleet | undefined;

  private constructor(options: ArenaOptions, server: RunningServer, hooksPort: number) {
    this.options = options;
    this.server = server;
    this.watchdog = new Watchdog(server);
    this.#hooks = `http://127.0.0.1:${hooksPort}`;
  }

  static async open(options: ArenaOptions, env: Record<string, string> = {}): Promise<Arena> {
    const port = await freePort();
    const server = await startServer({
      args: ["--import", inTop("e2e/chaos/server-hooks.ts"), inTop("server/src/main.ts")],
      // Long matches, so that nobody but the faults' own players looks for one.
      env: {
        QUICKPONG_DRAIN_SECONDS: "2",
        [HOOKS_PORT]: String(port),
        QUICKPONG_POINTS: "11",
        QUICKPONG_LOG_LEVEL: "error",
        ...env,
      },
    });
    return new Arena(options, server, port);
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
  async tell<T = unknown>(command: string, options: Record<string, string | number> = {}) {
    const query = new URLSearchParams(Object.entries(options).map(([k, v]) => [k, String(v)]));
    return (await (await fetch(`${this.#hooks}/${command}?${query}`)).json()) as T;
  }

  vitals(): Promise<Vitals> {
    return this.tell<Vitals>("vitals");
  }

  get exited(): boolean {
    const { exitCode, signalCode } = this.server.process;
    return exitCode !== null || signalCode !== null;
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
      atMost("others' tick lateness p99", late.p99, TICK_MS, "ms"),
      atMost("latest beat", late.max, BEAT_LATE_MAX, "ms"),
      atMost("others lost", this.tally.lost - lost, 0),
    ];
  }

  /** Waits until new players are let in: under the load of other programs they may not be. */
  async ready(): Promise<void> {
    for (const end = performance.now() + READY_MAX; performance.now() < end; await sleep(200)) {
      if ((await fetch(`${this.url}/readyz`).catch(() => undefined))?.ok) return;
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
