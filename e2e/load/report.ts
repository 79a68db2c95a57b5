/** The arithmetic of the bots' report: from what was counted to figures. Pure. */
import type { Traffic } from "@quickpong/client/net/links/match-link.ts";
import type { CountsAt } from "./counts.ts";
import { known, type Summary } from "./distribution.ts";
import type { Picture } from "./drawn-frame-stats.ts";
import type { RunMetrics, Times } from "./run-metrics.ts";
import type { Sample } from "./server-probe.ts";

export interface RunFacts {
  kind: "full" | "light";
  tally: RunMetrics;
  /** The measured time: after the ramp, before anybody leaves. */
  from: CountsAt;
  to: CountsAt;
  times: Times;
  /** The server before the first player came, after a collection; and with so many matches, after one. */
  memory: { before: Sample | undefined; full: Sample | undefined; matches: number };
  /**
   * Share of a core that the bots themselves took, how late their timers were at most (ms), and what
   * everything else on the machine took but the server (cores; null when the server is elsewhere).
   */
  generator: { cpuShare: number; lagMsMax: number; othersCpuShare: number | null };
  interrupted: boolean;
}

/** The figures of a run; null is what is not known. */
export interface Report {
  kind: "full" | "light";
  players: number;
  /** Of those, the ones that got a seat at least once. */
  joined: number;
  matchesStarted: number;
  matchesFinished: number;
  rematches: number;
  /** Players who lost a connection for good or got none, and who were without one at the end. */
  lost: number;
  wrongPairs: number;
  /** Measured time (s), and matches held in it on average. */
  seconds: number;
  matchesHeld: number | null;
  joinsPerSecond: number | null;
  joinMsP50: number | null;
  joinMsP95: number | null;
  joinMsP99: number | null;
  timeToMatchMs: Summary;
  tickLatenessMsP50: number | null;
  tickLatenessMsP99: number | null;
  tickLatenessMsMax: number | null;
  patchGapMs: Summary;
  rttMs: Summary;
  inputToPatchMs: Summary;
  /** Per player in a match. */
  downBytesPerSecond: number | null;
  upBytesPerSecond: number | null;
  downFramesPerSecond: number | null;
  upFramesPerSecond: number | null;
  serverCpuMicrosPerMatchSecond: number | null;
  serverCpuShare: number | null;
  /** Share of the time in which its main thread was ready and had no core: the machine was busy otherwise. */
  serverWaitedShare: number | null;
  /** Share of the time in which it collected garbage and did nothing else, and the longest at a time (ms). */
  serverPausedShare: number | null;
  serverPauseMsMax: number | null;
  bytesMemoryPerMatch: number | null;
  /** Own and opponent's contacts that were drawn otherwise than the server ruled. */
  disagreements: number;
  picture: Picture;
  generator: RunFacts["generator"];
  errors: Record<string, number>;
  interrupted: boolean;
}

/** Instead of a figure, for a reader. */
export const UNKNOWN = "not known";

/** The figures of a run. */
export function reportOf(facts: RunFacts): Report {
  const { tally, from, to, times } = facts;
  const picture = pictureSince(from, to);
  const late = to.server?.latenessMs;
  return {
    kind: facts.kind,
    players: tally.players,
    joined: tally.joined,
    // Two players see each beginning and each end.
    matchesStarted: Math.round(tally.starts / 2),
    matchesFinished: Math.round(tally.finishes / 2),
    rematches: Math.round(tally.rematches / 2),
    lost: tally.lostBots.size,
    wrongPairs: tally.wrongPairs,
    seconds: (to.at - from.at) / 1000,
    matchesHeld: known((to.playingMs - from.playingMs) / 2 / (to.at - from.at)),
    joinsPerSecond: joinRate(tally),
    joinMsP50: known(tally.join.quantile(0.5)),
    joinMsP95: known(tally.join.quantile(0.95)),
    joinMsP99: known(tally.join.quantile(0.99)),
    timeToMatchMs: tally.timeToMatch.summary(),
    tickLatenessMsP50: known(late?.p50 ?? Number.NaN),
    tickLatenessMsP99: known(late?.p99 ?? Number.NaN),
    tickLatenessMsMax: known(late?.max ?? Number.NaN),
    patchGapMs: times.patchGap.summary(),
    rttMs: times.rtt.summary(),
    inputToPatchMs: times.inputToPatch.summary(),
    ...trafficPerPlayer(from, to),
    ...serverCost(facts),
    disagreements: picture.ownWrong + picture.opponentWrong,
    picture,
    generator: facts.generator,
    errors: { ...tally.errors },
    interrupted: facts.interrupted,
  };
}

function pictureSince({ picture: before }: CountsAt, { picture: now }: CountsAt): Picture {
  const picture = { ...now };
  for (const key of Object.keys(now) as (keyof typeof now)[]) picture[key] -= before[key];
  return picture;
}

/** Seats per second while they were being taken. */
function joinRate({ joined, firstSeatAt, lastFirstSeatAt }: RunMetrics): number | null {
  return known(((joined - 1) * 1000) / (lastFirstSeatAt - firstSeatAt));
}

function trafficPerPlayer(from: CountsAt, to: CountsAt) {
  const playerSeconds = (to.playingMs - from.playingMs) / 1000;
  const rate = (key: keyof Traffic) => known((to.traffic[key] - from.traffic[key]) / playerSeconds);
  return {
    downBytesPerSecond: rate("downBytes"),
    upBytesPerSecond: rate("upBytes"),
    downFramesPerSecond: rate("downMessages"),
    upFramesPerSecond: rate("upMessages"),
  };
}

/** Of several processes one was started anew when they have used less than before. */
const atLeast0 = (spent: number): number => (spent >= 0 ? spent : Number.NaN);

function serverCost({ from, to, memory }: RunFacts) {
  const matchSeconds = (to.playingMs - from.playingMs) / 2000;
  const ms = to.at - from.at;
  const spent = (of: (sample: Sample) => number) =>
    to.server && from.server ? atLeast0(of(to.server) - of(from.server)) : Number.NaN;
  const cpu = spent((sample) => sample.cpuMicros);
  const { before, full, matches } = memory;
  const grown = (full?.heapBytes ?? Number.NaN) - (before?.heapBytes ?? Number.NaN);
  return {
    serverCpuMicrosPerMatchSecond: known(cpu / matchSeconds),
    serverCpuShare: known(cpu / 1000 / ms),
    serverWaitedShare: known(spent((sample) => sample.waitedMicros) / 1000 / ms),
    serverPausedShare: known(spent((sample) => sample.pauses.ms) / ms),
    serverPauseMsMax: known(to.server?.pauses.longest ?? Number.NaN),
    bytesMemoryPerMatch: known(grown / matches),
  };
}

/** Three significant digits, whole numbers from 1000 on. */
export function round(value: number | null): string {
  if (value === null) return UNKNOWN;
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
