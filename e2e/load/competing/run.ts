/** Bots in one competition from beginning to end: server, entrants, a restart in the middle, and what the log says. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CompetitionEvent } from "@quickpong/server/competitions/events.ts";
import { openDatabase } from "@quickpong/server/store/open-database.ts";
import { createRequests } from "@quickpong/server/store/requests.ts";
import {
  type CompetitionSettings,
  DEFAULT_SETTINGS,
} from "@quickpong/shared/protocol/competition.ts";
import type { CreatedCompetition } from "@quickpong/shared/protocol/competition-messages.ts";
import { freePort, type RunningServer, startServer } from "../../lib/start-server.ts";
import { LightFleet } from "../light.ts";
import { Pairs } from "../pairing-checker.ts";
import { RunMetrics } from "../run-metrics.ts";
import type { Swarm } from "../swarm.ts";
import { type Audit, auditOf } from "./audit.ts";
import { CompetitionBot } from "./competition-bot.ts";
import type { CompetingOptions } from "./options.ts";

/** Everybody is in within this, or the run goes on without them (ms). */
const ENTER_WITHIN = 60_000;
/** A cup of 64, or an arena's last matches, take no longer after their time (ms). */
const END_WITHIN = 3_600_000;
/** Those who drop out do so within so much time of play for each entrant (ms): two minutes of 64. */
const DROP_WITHIN = 1900;
const LOOK_EVERY = 200;

export interface CompetingReport {
  kind: CompetingOptions["kind"];
  entrants: number;
  dropped: number;
  seconds: number;
  interrupted: boolean;
  /** By the bots: seats that came while another match was played, and two in a room who were told of others. */
  doubleSeats: number;
  wrongPairs: number;
  /** Who won it, by the last view; "" for nobody. */
  first: string;
  /** By the log; null of a server that is not ours. */
  log: Audit | null;
}

/** A server of our own, which can be killed and started again over the same store. */
interface OwnServer {
  url: string;
  folder: string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

async function ownServer(): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), "quickpong-competing-"));
  const port = await freePort();
  const env = { QUICKPONG_DATA: folder, QUICKPONG_LOG_LEVEL: "warn", QUICKPONG_REPLAYS: "off" };
  const start = () => startServer({ port, env, detached: true });
  let server: RunningServer = await start();
  return {
    url: server.url,
    folder,
    async restart() {
      await server.crash();
      server = await start();
    },
    stop: () => server.stop(),
  };
}

/** Runs it; says how far it is by `told`. `signal`: ends it early. */
export async function runCompeting(
  options: CompetingOptions,
  told: (line: string) => void,
  signal: AbortSignal,
): Promise<CompetingReport> {
  const server = options.url === undefined ? await ownServer() : undefined;
  const url = options.url ?? server?.url ?? "";
  try {
    const created = options.code === undefined ? await create(url, options) : undefined;
    const code = created?.code ?? options.code ?? "";
    told(`${options.entrants} bots go to ${new URL(placeOf(options.kind, code), url)}`);
    const crowd = swarmAt(url, options.seed);
    const run = new CompetingRun({ options, code, host: created?.host, crowd, server, signal });
    const report = await run.play(told);
    await server?.stop();
    if (server) report.log = auditOf(await readLog(server.folder, code));
    return report;
  } finally {
    await server?.stop();
    if (server) rmSync(server.folder, { recursive: true, force: true });
  }
}

const PLACES = { arena: "arena", cup: "cup", winnerStays: "crowd" } as const;
const placeOf = (kind: CompetingOptions["kind"], code: string): string =>
  `/${PLACES[kind]}/${code}`;

function swarmAt(server: string, seed: number): Swarm {
  const tally = new RunMetrics();
  return { server, tally, pairs: new Pairs(tally), skill: "mixed", hands: "keys", seed };
}

async function create(url: string, options: CompetingOptions): Promise<CreatedCompetition> {
  const { kind, minutes, points } = options;
  const settings: CompetitionSettings =
    kind === "arena" ? { ...DEFAULT_SETTINGS.arena, minutes } : DEFAULT_SETTINGS[kind];
  const same = points && { points, ...(kind === "cup" && { semiFinal: points, final: points }) };
  const body = JSON.stringify({ ...settings, ...same });
  const answer = await fetch(new URL("/api/competitions", url), { method: "POST", body });
  if (!answer.ok) throw new Error(`the server begins no competition: ${answer.status}`);
  return (await answer.json()) as CreatedCompetition;
}

/** After the server has ended. */
async function readLog(folder: string, code: string): Promise<CompetitionEvent[]> {
  const database = await openDatabase({ kind: "sqlite", folder, shared: false }, false);
  try {
    const log = await createRequests(database).takeCompetition(code);
    return (log?.events ?? []).map((text) => JSON.parse(text) as CompetitionEvent);
  } finally {
    await database.close();
  }
}

interface RunParts {
  options: CompetingOptions;
  code: string;
  host: string | undefined;
  crowd: Swarm;
  server: OwnServer | undefined;
  signal: AbortSignal;
}

class CompetingRun {
  readonly #parts: RunParts;
  readonly #fleet: LightFleet;
  readonly #bots: CompetitionBot[];
  /** Has the host's tools, or only looks on. */
  readonly #looker: CompetitionBot;
  readonly #timers: NodeJS.Timeout[] = [];
  #dropped = 0;

  constructor(parts: RunParts) {
    this.#parts = parts;
    const { options, code, host, crowd } = parts;
    this.#fleet = new LightFleet(crowd);
    const bot = (n: number) => new CompetitionBot({ fleet: this.#fleet, code, n });
    this.#bots = Array.from({ length: options.entrants }, (_, n) => bot(n));
    this.#looker = new CompetitionBot({ fleet: this.#fleet, code, n: -1, host: host ?? "" });
  }

  async play(told: (line: string) => void): Promise<CompetingReport> {
    const { options, host, signal } = this.#parts;
    for (const each of [this.#looker, ...this.#bots]) each.start();
    const isIn = ({ own }: CompetitionBot) => own?.entrant != null;
    await this.#until(() => this.#bots.every(isIn), ENTER_WITHIN);
    const begun = performance.now();
    if (host !== undefined) this.#looker.ask({ type: "start" });
    told(`${this.#bots.filter(isIn).length} are in`);
    this.#dropOut();
    const whole = (options.seconds ?? options.minutes * 60) * 1000;
    let end = begun + whole;
    if (options.restart) {
      await this.#restart(begun + whole / 2, told);
      // The second half is as long as the first, however long the server took.
      end = performance.now() + whole / 2;
    }
    if (options.seconds !== undefined) await this.#endAt(end);
    await this.#until(() => this.#looker.view?.phase === "ended", END_WITHIN);
    const report = this.#report((performance.now() - begun) / 1000, signal.aborted);
    this.#stop();
    return report;
  }

  async #restart(at: number, told: (line: string) => void): Promise<void> {
    await this.#until(() => performance.now() >= at, END_WITHIN);
    told("the server is killed and started again");
    await this.#parts.server?.restart();
  }

  async #endAt(at: number): Promise<void> {
    await this.#until(() => performance.now() >= at, END_WITHIN);
    // It may just be on its way to the server that was started again.
    while (this.#looker.view?.phase !== "ended" && !this.#parts.signal.aborted) {
      this.#looker.ask({ type: "end" });
      await sleep(LOOK_EVERY);
    }
  }

  /** The first ones go, each at a time of its own. */
  #dropOut(): void {
    const { length } = this.#bots;
    const count = Math.round(this.#parts.options.dropOut * length);
    // Strong and weak ones alike: skills go round by number.
    for (const [n, bot] of this.#bots.slice(0, count).entries()) {
      const drop = () => {
        this.#dropped++;
        bot.stop();
      };
      this.#timers.push(setTimeout(drop, (DROP_WITHIN * length * (n + 0.5)) / count));
    }
  }

  async #until(isDone: () => boolean, most: number): Promise<void> {
    const deadline = performance.now() + most;
    while (!isDone() && performance.now() < deadline && !this.#parts.signal.aborted)
      await sleep(LOOK_EVERY);
  }

  #report(seconds: number, interrupted: boolean): CompetingReport {
    const { options, crowd } = this.#parts;
    const [first] = this.#looker.view?.table ?? [];
    return {
      kind: options.kind,
      entrants: options.entrants,
      dropped: this.#dropped,
      seconds: Math.round(seconds),
      interrupted,
      doubleSeats: this.#bots.reduce((sum, { doubleSeats }) => sum + doubleSeats, 0),
      wrongPairs: crowd.tally.wrongPairs,
      first: first?.place === 1 ? first.name : "",
      log: null,
    };
  }

  #stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const each of [this.#looker, ...this.#bots]) each.stop();
    this.#fleet.stop();
  }
}
