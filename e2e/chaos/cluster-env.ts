/** Two processes as one server, found over Redis, behind nginx, under the load of bots. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { TICK_MS } from "@quickpong/shared/court.ts";
import { inTop } from "../lib/paths.ts";
import { type Program, startNginx, startRedis } from "../lib/programs.ts";
import { freePort, type RunningServer } from "../lib/start-server.ts";
import { createFleet, type Fleet } from "../load/fleet.ts";
import { Pairs } from "../load/pairing-checker.ts";
import { RunMetrics } from "../load/run-metrics.ts";
import { atMost, type FaultTarget, type Figure } from "./finding.ts";
import { type Hooks, startHooked } from "./hooked.ts";
import type { Vitals } from "./hooks/vitals.ts";
import { until } from "./until.ts";

const NAMES = ["p1", "p2"] as const;
/** Bots are a crowd of many addresses: from one, more than a school class would be refused. */
const NEIGHBOURS = "map $connection $neighbour { ~(?<last>\\d\\d?)$ $last; }";
const TICK_LATE_MAX = 50;
const READY_MAX = 20_000;

interface Member {
  server: RunningServer;
  hooks: Hooks;
}

export class ClusterEnv implements FaultTarget {
  readonly tally = new RunMetrics();
  readonly #redisPort: number;
  readonly #ports: readonly number[];
  readonly #members: Member[] = [];
  #redis: Program;
  #loadBalancer: { url: string; nginx: Program } | undefined;
  #fleet: Fleet | undefined;
  #bots = 0;

  private constructor(redisPort: number, redis: Program, ports: readonly number[]) {
    this.#redisPort = redisPort;
    this.#redis = redis;
    this.#ports = ports;
  }

  static async open(): Promise<ClusterEnv> {
    const redisPort = await freePort();
    const ports = [await freePort(), await freePort()];
    const cluster = new ClusterEnv(redisPort, await startRedis(redisPort), ports);
    await Promise.all(([0, 1] as const).map((n) => cluster.start(n)));
    await cluster.#startLoadBalancer();
    return cluster;
  }

  /** The load balancer's address. */
  get url(): string {
    return this.#loadBalancer?.url ?? "";
  }
  /** A process's own address. */
  urlOf(n: 0 | 1): string {
    return (this.#members[n] as Member).server.url;
  }
  get exited(): boolean {
    return this.#members.some(({ server: { process } }) => process.exitCode !== null);
  }

  /** Starts process `n`, again if need be. */
  async start(n: 0 | 1): Promise<void> {
    const env = {
      REDIS_URL: `redis://127.0.0.1:${this.#redisPort}`,
      QUICKPONG_PROCESS: NAMES[n],
      QUICKPONG_PROXIES: "1",
    };
    this.#members[n] = await startHooked(env, this.#ports[n]);
  }
  crash(n: 0 | 1): Promise<void> {
    return (this.#members[n] as Member).server.crash();
  }

  stopRedis(): Promise<void> {
    return this.#redis.stop();
  }
  async startRedis(): Promise<void> {
    this.#redis = await startRedis(this.#redisPort);
  }
  pauseRedis(on: boolean): void {
    this.#redis.process.kill(on ? "SIGSTOP" : "SIGCONT");
  }

  /** Seats the bots of so many matches, spread over both processes; those of before go home. */
  async fill(matches = this.#bots / 2, seed = 1): Promise<void> {
    this.#fleet?.stop();
    await until("an empty house", () => this.tally.playing.value === 0);
    this.#bots = 2 * matches;
    const { tally, url: server } = this;
    const pairs = new Pairs(tally);
    const crowd = { server, tally, pairs, skill: "club", hands: "keys", seed } as const;
    this.#fleet = createFleet(crowd, 2 * matches, 200, true);
    await this.#fleet.ramp();
    await until("all bots play", () => this.allPlay, 30_000);
  }

  /** Whether every bot is in a match. */
  get allPlay(): boolean {
    return this.tally.playing.value >= this.#bots;
  }

  /** Of these processes, of both unless told. */
  vitals(which: readonly (0 | 1)[] = [0, 1]): Promise<Vitals[]> {
    return Promise.all(which.map((n) => (this.#members[n] as Member).hooks.tell<Vitals>("vitals")));
  }

  /** That nobody sat with the wrong opponent, or a third with two, since the start. */
  async pairing(): Promise<Figure[]> {
    const overfull = sum((await this.vitals()).map((each) => each.overfull));
    return [
      atMost("wrong pairs", this.tally.wrongPairs, 0),
      atMost("over-full rooms", overfull, 0),
    ];
  }

  /** Plays something and says what those noticed who played on. */
  async meanwhile(work: () => Promise<Figure[]>): Promise<Figure[]> {
    await Promise.all(this.#members.map(({ hooks }) => hooks.tell("reset")));
    const { lost } = this.tally;
    const figures = await work();
    const all = await this.vitals();
    return [
      ...figures,
      atMost("tick lateness p99", Math.max(...all.map(({ late }) => late.p99)), TICK_MS, "ms"),
      atMost("latest tick", Math.max(...all.map(({ late }) => late.max)), TICK_LATE_MAX, "ms"),
      atMost("players lost", this.tally.lost - lost, 0),
      ...(await this.pairing()),
    ];
  }

  survived(): Figure[] {
    return [atMost("processes gone", Number(this.exited), 0)];
  }

  async starvedMs(): Promise<number> {
    return sum((await this.vitals()).map(({ starvedMs }) => starvedMs));
  }

  async ready(): Promise<void> {
    const isReady = (n: 0 | 1) => fetch(`${this.urlOf(n)}/readyz`).catch(() => undefined);
    for (const end = performance.now() + READY_MAX; performance.now() < end; await sleep(200)) {
      const answers = await Promise.all([isReady(0), isReady(1)]);
      if (answers.every((answer) => answer?.ok)) return;
    }
  }

  async close(): Promise<void> {
    this.#fleet?.stop();
    const servers = this.#members.map(({ server }) => server.crash());
    await Promise.all([...servers, this.#redis.stop(), this.#loadBalancer?.nginx.stop()]);
  }

  async #startLoadBalancer(): Promise<void> {
    const port = await freePort();
    const [one, two] = this.#ports;
    const ports: Record<string, number | undefined> = { 2567: one, 2568: two, 8080: port };
    const text = readFileSync(inTop("server/deploy/nginx.conf"), "utf8");
    const config = text
      .replace(/\b(2567|2568|8080)\b/g, (port) => String(ports[port]))
      .replace("$proxy_add_x_forwarded_for", "10.0.0.$neighbour");
    const nginx = await startNginx(port, `${NEIGHBOURS}\n${config}`);
    this.#loadBalancer = { url: `http://127.0.0.1:${port}`, nginx };
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
