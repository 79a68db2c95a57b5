/**
 * What the clocks learn from the server's messages: how long ours took to get there, and theirs to get here.
 * And the step that they make with every frame.
 */
import { contactTime, defenderOf } from "@quickpong/shared/ball.ts";
import {
  MAX_AHEAD,
  otherSide,
  SIDES,
  type Side,
  TICK_MS,
  ticksFromMs,
} from "@quickpong/shared/court.ts";
import type { AcceptedSegment } from "@quickpong/shared/match.ts";
import type { Pong } from "@quickpong/shared/protocol/input-codec.ts";
import type { ClockStep } from "./ball-time.ts";
import type { Clocks } from "./clocks.ts";
import type { InputSender } from "./input-sender.ts";
import { Pinger } from "./pinger.ts";
import type { News } from "./publication-reader.ts";
import type { NetStats } from "./stats.ts";

/**
 * An input is dated at most so far (ms) ahead of its arrival at the server. Honest clocks stay within: P covers
 * at most 120 ms of jitter and is rounded to ticks. What is late is taken for sent in time: a player who
 * dated inputs back put the other's R back for every contact (docs/adr/0003-lateness-credit.md).
 */
const MAX_CREDIBLE_SLACK = 150;

/** When an accepted input applies (ms, match's clock), as far as that is believed. */
function credibleTime({ tick, slack }: AcceptedSegment): number {
  const arrived = tick * TICK_MS - slack;
  return arrived + Math.max(0, Math.min(MAX_CREDIBLE_SLACK, slack));
}

export class ClockSync {
  readonly pinger = new Pinger();
  /** The clocks at the last frame (ticks), and its local time (ms); NaN before the first. */
  P = Number.NaN;
  R = Number.NaN;
  lastFrameAt = Number.NaN;
  private readonly clocks: Clocks;
  private readonly side: Side | null;
  private readonly inputs: InputSender;
  private readonly stats: NetStats;

  /** `side` is the own one; a watcher has none, and hears of both. */
  constructor(clocks: Clocks, side: Side | null, inputs: InputSender, stats: NetStats) {
    this.clocks = clocks;
    this.side = side;
    this.inputs = inputs;
    this.stats = stats;
  }

  /** Of the line, as the netgraph and reports show it (ms). */
  get figures() {
    const { clocks, pinger } = this;
    const ahead = (clocks.P - clocks.R) * TICK_MS;
    return { rtt: pinger.rtt, jitter: pinger.jitter, ahead, margins: clocks.margins };
  }

  /** The link has become another one: its round trips are measured anew, and the clocks may jump. */
  reset(): void {
    this.pinger.reset();
    this.clocks.reset();
  }

  /** Whether P would be put back so far that the server has refused what was said with it. */
  get mustStartOver(): boolean {
    return this.clocks.ready && this.clocks.P < this.P - MAX_AHEAD;
  }

  /** The next frame takes the clocks as they are. */
  startOver(): void {
    this.P = Number.NaN;
    this.R = Number.NaN;
  }

  /** Moves the clocks on to the local time `now` (ms); returns the ticks that passed. */
  advance(now: number): number {
    const dt = Number.isNaN(this.lastFrameAt)
      ? 0
      : Math.max(0, ticksFromMs(now - this.lastFrameAt));
    this.lastFrameAt = now;
    this.clocks.advance(now);
    return dt;
  }

  /** The step of the clocks over a frame of `dt` ticks. */
  step(dt: number): ClockStep {
    const { clocks } = this;
    const lastP = Number.isNaN(this.P) ? clocks.P : this.P;
    const lastR = Number.isNaN(this.R) ? clocks.R : this.R;
    this.R = clocks.R;
    this.P = this.side === null ? this.R : clocks.P;
    return { P: this.P, R: this.R, lastP, lastR, dt };
  }

  /** News of a match that is seen by `eye` arrived at local time `now` (ms). */
  takeNews({ segments, flights }: News, eye: Side, now: number): void {
    for (const { seq, tick, slack } of segments[eye]) {
      const sent = this.inputs.sentAtOf(seq);
      if (Number.isNaN(sent)) continue;
      this.clocks.arrivedUp(now, sent, tick * TICK_MS - slack);
      this.stats.inputTaken(slack);
    }
    const others = this.side === null ? SIDES : [otherSide(eye)];
    for (const side of others) {
      for (const segment of segments[side]) this.clocks.heardEvent(now, credibleTime(segment));
    }
    for (const { flight } of flights) {
      if (flight.ruling === "open" || !others.includes(defenderOf(flight))) continue;
      this.clocks.heardEvent(now, contactTime(flight) * TICK_MS);
    }
  }

  /** The answer to a ping arrived at local time `now` (ms). */
  takePong(pong: Pong, now: number): void {
    const sent = this.pinger.answered(pong, now);
    if (Number.isNaN(sent)) return;
    this.clocks.arrivedUp(now, sent, pong.received);
    this.clocks.heardPong(now, pong.received, now - sent);
  }
}
