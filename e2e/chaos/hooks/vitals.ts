/** How the server is: lateness of its ticks, cost of the frames it takes, what it has to send. */

import { createHistogram } from "node:perf_hooks";
import { matchMaker } from "@colyseus/core";
import { LiveMatch } from "@quickpong/server/match/live-match.ts";
import { Overload } from "@quickpong/server/match/overload.ts";
import { TOO_LATE } from "@quickpong/server/match/tick-lateness.ts";
import { Ticker } from "@quickpong/server/match/ticker.ts";
import { TICK_MS } from "@quickpong/shared/court.ts";
import { MATCH_ROOM } from "@quickpong/shared/protocol/messages.ts";
import { WebSocket } from "ws";
import { waitedMs } from "../waited.ts";
import { ownPart } from "./starvation.ts";

/** What `/vitals` answers. */
export interface Vitals {
  matches: number;
  /** Matches with more than two connections: nobody watches here. */
  overfull: number;
  /** Lateness of ticks since the last reset (ms), less what others took. */
  late: { p99: number; max: number; count: number };
  /** Frames taken since the last reset, and the CPU time of the worst of them (ms). */
  frames: { count: number; worstMs: number };
  heapBytes: number;
  /** CPU time since the start (ms). */
  cpuMs: number;
  /** Connections open, of any kind. */
  sockets: number;
  /** For how long other programs had the processors while this one was ready to run (ms). */
  starvedMs: number;
}

const lateness = createHistogram();
let frames = 0;
let worstFrame = 0;
let ticker: Ticker | undefined;
let late = 0;
/** When a tick was last run more than a tick late (ms). */
let lastLateAt = 0;
/** Ticks that were too late through the server's own doing, since the start. */
let tooLate = 0;

const { add } = Ticker.prototype;
Ticker.prototype.add = function (this: Ticker, ...args) {
  if (!ticker) observe(this);
  return add.apply(this, args);
};

function observe(found: Ticker): void {
  ticker = found;
  const histogram = found.lateness.histogram;
  const record = histogram.record.bind(histogram);
  histogram.record = (micros: number | bigint) => {
    record(micros);
    const own = ownPart(Number(micros) / 1000);
    lateness.record(Math.max(1, Math.round(own * 1000)));
    if (Number(micros) > TICK_MS * 1000) late++;
    if (own > TICK_MS) lastLateAt = performance.now();
    if (own > TOO_LATE) tooLate++;
  };
}

/** Other programs don't make an overload either, or players would be turned away for them. */
const { look } = Overload.prototype;
Overload.prototype.look = function (this: Overload, second) {
  look.call(this, { ...second, late: tooLate });
};

/** Takes a frame; one that is handed on inside counts once. */
let taking = false;
function timed<T>(take: () => T): T {
  if (taking) return take();
  taking = true;
  const before = process.threadCpuUsage();
  try {
    return take();
  } finally {
    const { user, system } = process.threadCpuUsage(before);
    taking = false;
    frames++;
    worstFrame = Math.max(worstFrame, user + system);
  }
}

const { emit } = WebSocket.prototype;
WebSocket.prototype.emit = function (this: WebSocket, ...args: Parameters<typeof emit>) {
  return args[0] === "message" ? timed(() => emit.apply(this, args)) : emit.apply(this, args);
};

/** What players say comes a shorter way (ws/connection.ts). */
const { play } = LiveMatch.prototype;
LiveMatch.prototype.play = function (this: LiveMatch, ...said) {
  return timed(() => play.apply(this, said));
};

export async function vitals(): Promise<Vitals> {
  const rooms = await matchMaker.query({ name: MATCH_ROOM });
  const clients = rooms.map(({ roomId }) => matchMaker.getLocalRoomById(roomId)?.clients.length);
  const overfull = clients.filter((count) => Number(count) > 2).length;
  const { heapUsed, external } = process.memoryUsage();
  const { count } = lateness;
  const { user, system } = process.cpuUsage();
  return {
    matches: ticker?.size ?? 0,
    overfull,
    late: {
      p99: count ? lateness.percentile(99) / 1000 : 0,
      max: count ? lateness.max / 1000 : 0,
      count,
    },
    frames: { count: frames, worstMs: worstFrame / 1000 },
    heapBytes: heapUsed + external,
    cpuMs: (user + system) / 1000,
    sockets: process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length,
    starvedMs: waitedMs(),
  };
}

export function resetVitals(): void {
  lateness.reset();
  frames = 0;
  worstFrame = 0;
}

/** Ticks that were more than a tick late, since the start. */
export const lateTicks = (): number => late;

/** Since when (ms) every tick has come within a tick of its time. */
export const punctualSince = (): number => lastLateAt;
