/**
 * Every metric of the server, with its unit in its name and what it means. Prometheus reads them at
 * /metrics; docs for operators are the help texts.
 */
import {
  Counter,
  type CounterConfiguration,
  collectDefaultMetrics,
  Gauge,
  type GaugeConfiguration,
  Histogram,
  Registry,
} from "prom-client";
import type { Sources } from "./sources.ts";

/** What is wrong with a cookie that stands in place of ours. */
export type BadCookie = "malformed" | "unknown";

/**
 * Of the process's own metrics these walk every connection whenever somebody asks, and no match has
 * its tick meanwhile: with 3,000 players for some 10 ms, by size of /proc/self/fd and of Node's lists.
 */
const SLOW = [
  "process_open_fds",
  ...["handles", "requests", "resources"].flatMap((kind) => [
    `nodejs_active_${kind}`,
    `nodejs_active_${kind}_total`,
  ]),
];

/** Seconds that players wait for an opponent. */
const WAIT_BUCKETS = [0.1, 0.3, 1, 3, 10, 30, 60, 120, 300];
/** Seconds until a result is in the store. */
const SAVE_BUCKETS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 3, 10, 30, 60];

export class Metrics {
  readonly registry = new Registry();
  readonly #counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Counter({ name: `quickpong_${name}`, help, labelNames, registers: [this.registry] });

  readonly matchesStarted = this.#counter("matches_started_total", "Matches begun.");
  readonly matchesEnded = this.#counter("matches_ended_total", "Matches ended, by reason.", [
    "reason",
  ]);
  readonly gamesUnrecorded = this.#counter(
    "games_unrecorded_total",
    "Games without a recording because they were too long for one.",
  );
  readonly matchesFailed = this.#counter(
    "matches_failed_total",
    "Matches ended by an exception: each is a bug, and in the log.",
  );
  readonly disconnects = this.#counter(
    "disconnects_total",
    "Connections closed, by reason (a close code's name).",
    ["reason"],
  );
  readonly reconnects = this.#counter("reconnects_total", "Players who came back to their seat.");
  readonly refusals = this.#counter(
    "http_refusals_total",
    "Requests and connections turned away, by HTTP status.",
    ["status"],
  );
  readonly badCookies = this.#counter(
    "bad_cookies_total",
    "Cookies that are no player's and were ignored: malformed, or well formed and unknown.",
    ["kind"],
  );
  readonly recognitions = this.#counter(
    "recognitions_total",
    "Joins with a player's cookie, by whether the store knew it, did not, or did not say in time.",
    ["how"],
  );
  readonly competitions = this.#counter(
    "competitions_total",
    "Arenas, cups and rooms for a crowd, by kind: begun here, or taken on after another process or a restart.",
    ["kind", "how"],
  );
  readonly competitionCommands = this.#counter(
    "competition_commands_total",
    "What pages of competitions asked for, by what came of it: done, or why not.",
    ["outcome"],
  );
  readonly clientErrors = this.#counter("client_errors_total", "Errors reported by browsers.");
  readonly wait = new Histogram({
    name: "quickpong_wait_seconds",
    help: "From asking for a stranger to being offered one; neither friends nor bots.",
    buckets: WAIT_BUCKETS,
    registers: [this.registry],
  });

  readonly saveTime = new Histogram({
    name: "quickpong_save_seconds",
    help: "From a match's end to the commit of its result.",
    buckets: SAVE_BUCKETS,
    registers: [this.registry],
  });

  /** Adds the metrics that are looked up in `sources`, and those of Node and the process. */
  watch(sources: Sources): void {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    for (const name of SLOW) this.registry.removeSingleMetric(name);
    for (const [name, help, read] of gauges(sources)) {
      const collect: GaugeConfiguration<string>["collect"] = function () {
        this.set(read());
      };
      new Gauge({ name: `quickpong_${name}`, help, registers, collect });
    }
    for (const [name, help, read] of totals(sources)) {
      const collect: CounterConfiguration<string>["collect"] = function () {
        this.reset();
        this.inc(read());
      };
      new Counter({ name: `quickpong_${name}`, help, registers, collect });
    }
    this.#counts(
      "violations_total",
      "Violations of clients, by kind: no frame of ours, too many, a bad message, an exception.",
      "kind",
      () => sources.violations(),
    );
    this.#counts(
      "replays_total",
      "Recordings of games, by fate: saved or not, and played again to the same state or, a bug, to another.",
      "fate",
      () => sources.store().figures.replays,
    );
  }

  /** A counter whose values, by a label's, are looked up. */
  #counts(name: string, help: string, label: string, read: () => Readonly<Record<string, number>>) {
    const collect: CounterConfiguration<string>["collect"] = function () {
      this.reset();
      for (const [value, count] of Object.entries(read())) this.inc({ [label]: value }, count);
    };
    const registers = [this.registry];
    new Counter({ name: `quickpong_${name}`, help, labelNames: [label], registers, collect });
  }
}

type Row = [name: string, help: string, read: () => number];

const gauges = (sources: Sources): Row[] => [
  ["players", "Connections: players, waiting players and watchers.", () => sources.players()],
  ["matches", "Matches in progress or kept for a rematch.", () => sources.matches()],
  [
    "competitions",
    "Arenas, cups and rooms for a crowd that this process runs.",
    () => sources.competitions(),
  ],
  ["queue_players", "Players who look for an opponent.", () => sources.waiting()],
  [
    "admission_queue_players",
    "Players who wait to be let in.",
    () => sources.waitingForAdmission(),
  ],
  [
    "tick_lateness_seconds",
    "What 95 % of the latest ticks of matches stayed below.",
    () => sources.lateness() / 1000,
  ],
  ["overloaded", "1 while nobody else is let in.", () => Number(sources.overloaded())],
  [
    "redis_unreachable",
    "1 while Redis does not answer: the process plays on, and pairs only the players who come to it.",
    () => Number(sources.cluster().isolated),
  ],
  ["processes", "Processes this one hears of, itself included.", () => sources.cluster().processes],
  [
    "store_failing",
    "1 while the store does not save: results wait, and matches go on.",
    () => Number(sources.store().state === "failing"),
  ],
  [
    "store_waiting_results",
    "Results that wait to be saved.",
    () => sources.store().figures.waiting,
  ],
  ["draining", "1 while the process is ending.", () => Number(!sources.open())],
];

const totals = (sources: Sources): Row[] => [
  [
    "cluster_messages_refused_total",
    "Messages for this process that were none of its own, and orders that came a second time.",
    () => sources.cluster().refused,
  ],
  ["ticks_total", "Ticks of matches.", () => sources.ticks().ticks],
  [
    "outages_total",
    "Times the process was stopped for over a second.",
    () => sources.ticks().outages,
  ],
  [
    "late_ticks_total",
    "Ticks run while the process was more than three ticks (50 ms) behind.",
    () => sources.ticks().late,
  ],
  ["received_bytes_total", "Bytes received over WebSockets.", () => sources.traffic().bytesRead],
  ["sent_bytes_total", "Bytes sent over WebSockets.", () => sources.traffic().bytesWritten],
  ["messages_received_total", "Messages (inputs, pings).", () => sources.traffic().messages],
  [
    "log_lines_lost_total",
    "Lines of the log that nobody has taken: the disk is full, or its reader has stopped.",
    () => sources.logLinesLost(),
  ],
  ["results_saved_total", "Results of matches saved.", () => sources.store().figures.saved],
  [
    "results_lost_total",
    "Results that could not be saved: too many waited, or the server ended before.",
    () => sources.store().figures.lost,
  ],
  [
    "store_failures_total",
    "Times that the store failed and was tried again.",
    () => sources.store().figures.failures,
  ],
  ["match_frames_sent_total", "Patches and pongs sent.", () => sources.framesSent()],
];
