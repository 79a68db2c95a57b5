/** A clip of a real match, drawn as the demo's rally is. Pure: time comes with each frame. */
import { ballX, ballY, contactTime, type Flight, goalTime } from "@quickpong/shared/ball.ts";
import { BALL_RADIUS, COURT_HALF_WIDTH, type Side, ticksFromMs } from "@quickpong/shared/court.ts";
import { CLIP_STEP, flightOf, type LiveClip } from "@quickpong/shared/protocol/clip.ts";
import type { DemoRally } from "./demo-rally.ts";

/** Flights whose lines are seen. */
const LINES = 7;
/** A running match is begun so long before the clip's end: the next clip is there when it is needed (ticks). */
const LEAD = ticksFromMs(10_000);
/** It is asked for when so much is left of this one (ticks). */
const ASK_BEFORE = ticksFromMs(4000);
/** A rally's end is looked at for so long before it begins again (ticks). */
const PAUSE = ticksFromMs(1200);
/** Out of the court, where nothing is drawn. */
const NOWHERE = { x: 2 * COURT_HALF_WIDTH, y: 0 };

export class ClipScene implements DemoRally {
  clip: LiveClip;
  private readonly ticksPerTick: number;
  private readonly onNext: (now: number) => void;
  private all: readonly Flight[];
  /** Of the backdrop when the scene was at `clipTime`; NaN before its first frame. */
  private time = Number.NaN;
  private clipTime: number;
  private asked = false;

  /**
   * `pace`: ticks of the match in one of the backdrop's. `onNext` is called when another clip is wanted, once for
   * each that was given.
   */
  constructor(clip: LiveClip, pace: number, onNext: () => void) {
    this.clip = clip;
    this.ticksPerTick = pace;
    this.onNext = onNext;
    this.all = clip.flights.map(flightOf);
    this.clipTime = beginningOf(clip);
  }

  /** Goes on with another clip: without a break when it is of the same moments. */
  goOn(clip: LiveClip): void {
    const follows = clip.kind === "live" && clip.id === this.clip.id;
    const isIn = this.clipTime >= clip.from && this.clipTime <= clip.until - ASK_BEFORE;
    if (!follows || !isIn) this.clipTime = beginningOf(clip);
    this.clip = clip;
    this.all = clip.flights.map(flightOf);
    this.asked = false;
  }

  moveTo(time: number): void {
    const { kind, until } = this.clip;
    if (time > this.time) this.clipTime += (time - this.time) * this.ticksPerTick;
    this.time = time;
    const wanted = kind === "live" ? until - ASK_BEFORE : until + PAUSE;
    if (this.clipTime < wanted || this.asked) return;
    this.asked = true;
    this.onNext(time);
  }

  /** The lines of the rally so far. */
  get flights(): readonly Flight[] {
    const end = this.begun;
    let first = Math.max(0, end - 1);
    while (first > 0 && end - first < LINES && this.all[first]?.hits !== 0) first--;
    return this.all.slice(first, end);
  }

  get ball(): { x: number; y: number } {
    const flight = this.all[this.begun - 1];
    if (!flight) return NOWHERE;
    // What was hit may fly back a moment later, when the message about that was late.
    const wasHit = (this.all[this.begun]?.hits ?? 0) > 0;
    const gone = goalTime(flight) + (2 * BALL_RADIUS) / Math.abs(flight.vx);
    const t = Math.min(this.now, wasHit ? contactTime(flight) : gone);
    return { x: ballX(flight, t), y: ballY(flight, t) };
  }

  get paddleLength(): number {
    return this.clip.paddleLength;
  }

  paddleY(side: Side): number {
    const heights = this.clip.heights[side];
    const at = (this.now - this.clip.from) / CLIP_STEP;
    const n = Math.min(heights.length - 1, Math.floor(at));
    const y = heights[n] ?? 0;
    return y + ((heights[n + 1] ?? y) - y) * (at - n);
  }

  /** Flights that have begun. */
  private get begun(): number {
    let n = 0;
    while ((this.all[n]?.start ?? Number.POSITIVE_INFINITY) <= this.now) n++;
    return n;
  }

  /** What is shown now: nothing beyond the clip. */
  private get now(): number {
    return Math.min(this.clipTime, this.clip.until);
  }
}

const beginningOf = ({ kind, from, until }: LiveClip): number =>
  kind === "live" ? Math.max(from, until - LEAD) : from;
