/** Figures of one player's netcode, for the netgraph, the bots' report and the benchmark. */
import { defenderOf } from "@quickpong/shared/ball.ts";
import { type Side, TICK_MS } from "@quickpong/shared/court.ts";
import type { BallSample } from "./ball-sample.ts";
import type { Traffic } from "./links/match-link.ts";
import type { VerdictCounts } from "./verdict-audit.ts";

/** One end's figures; times in ms, lengths in u, counts since the match was joined. */
export interface NetReport {
  /** Median round trip. */
  rtt: number;
  /** How much one round trip differs from the next, on average. */
  jitter: number;
  /** P - R: what the ball's warp has to hide. */
  ahead: number;
  /** What the clocks hold in reserve against jitter. */
  margins: { p: number; r: number };
  contacts: VerdictCounts;
  snaps: number;
  worstSnap: number;
  ownCorrections: number;
  worstOwnCorrection: number;
  /** Holds of the ball at the opponent's paddle over 50 ms. */
  longStalls: number;
  inputs: number;
  lateInputs: number;
  /** Frames that came over 100 ms after the one before, and the longest such gap (ms). */
  slowFrames: number;
  slowestFrame: number;
  incomingSpeedP50: number;
  incomingSpeedP99: number;
  traffic: Traffic;
  /** How late the server's ticks are, nearly at the worst. */
  serverLate: number;
}

/** A jump of the ball is a snap, one of the own paddle a correction, from these sizes on (u). */
const SNAP = 4;
const OWN_CORRECTION = 1;
/** A hold is counted from this length on (ms): three frames. */
const LONG_STALL = 50;
/** A frame that comes later than this after the one before is slow (ms). */
const SLOW_FRAME = 100;
/** Apparent speeds are kept in steps of this, up to RATES of them. */
export const RATE_STEP = 0.005;
const RATES = 2000;

export class NetStats {
  /** Sizes of the ball's jumps and of the own paddle's corrections (u). */
  readonly snaps: number[] = [];
  readonly ownCorrections: number[] = [];
  /** Times for which the ball waited at the opponent's paddle (ms). */
  readonly stalls: number[] = [];
  /** How often the incoming ball was drawn at each apparent speed, in steps of 0.005. */
  readonly incomingSpeeds = new Float64Array(RATES);
  /** Own inputs that the server has taken, and those among them that came after their tick. */
  inputs = 0;
  lateInputs = 0;
  slowFrames = 0;
  slowestFrame = 0;
  private stalledMs = 0;

  /** The figures so far. */
  get figures() {
    return {
      snaps: this.snaps.length,
      worstSnap: Math.max(0, ...this.snaps),
      ownCorrections: this.ownCorrections.length,
      worstOwnCorrection: Math.max(0, ...this.ownCorrections),
      longStalls: this.longStalls,
      inputs: this.inputs,
      lateInputs: this.lateInputs,
      slowFrames: this.slowFrames,
      slowestFrame: this.slowestFrame,
      incomingSpeedP50: this.incomingSpeed(0.5),
      incomingSpeedP99: this.incomingSpeed(0.99),
    };
  }

  get longStalls(): number {
    return this.stalls.filter((ms) => ms > LONG_STALL).length;
  }

  /** The server took an input `slack` ms ahead of its tick. */
  inputTaken(slack: number): void {
    this.inputs++;
    if (slack < 0) this.lateInputs++;
  }

  ballCorrected(size: number): void {
    if (size > SNAP) this.snaps.push(size);
  }

  ownCorrected(size: number): void {
    if (size > OWN_CORRECTION) this.ownCorrections.push(size);
  }

  stall(stalled: boolean, dt: number): void {
    if (stalled) this.stalledMs += dt * TICK_MS;
    else if (this.stalledMs > 0) {
      this.stalls.push(this.stalledMs);
      this.stalledMs = 0;
    }
  }

  /** One drawn frame: `moved` ticks of the ball's time in `dt` ticks. */
  frame(moved: number, dt: number, ball: BallSample | null, eye: Side): void {
    this.timeFrame(dt * TICK_MS);
    if (!ball || ball.waiting || dt <= 0 || defenderOf(ball.flight) !== eye) return;
    const step = Math.round(moved / dt / RATE_STEP);
    const at = Math.max(0, Math.min(RATES - 1, step));
    this.incomingSpeeds[at] = (this.incomingSpeeds[at] ?? 0) + 1;
  }

  private timeFrame(ms: number): void {
    if (ms > SLOW_FRAME) this.slowFrames++;
    this.slowestFrame = Math.max(this.slowestFrame, ms);
  }

  /** Quantile of the incoming ball's apparent speed; NaN when there was none. */
  incomingSpeed(q: number): number {
    return histogramQuantile(this.incomingSpeeds, q) * RATE_STEP;
  }
}

/** Index below which the share `q` of a histogram lies. */
export function histogramQuantile(counts: ArrayLike<number>, q: number): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i] as number;
  if (total === 0) return Number.NaN;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    sum += counts[i] as number;
    if (sum >= q * total) return i;
  }
  return counts.length - 1;
}
