/**
 * Clock synchronization: the client's two clocks, made from messages alone, each with a jitter buffer (its
 * margin). Both run on the match's time (ticks):
 * P, ahead, so that an input stamped with it reaches the server in time; R, behind, so that what
 * the opponent did has arrived. `l` is the local monotonic clock (ms).
 */
import { ticksFromMs } from "@quickpong/shared/court.ts";
import { Samples } from "./samples.ts";

/**
 * Quantile of the delays that each clock covers, the most it covers (ms), and a little more (ms).
 * Covering less than 0.95 with R cost no contact in 4,000 and made the warp gentler: see
 * docs/adr/0004-margins.md.
 */
const P_QUANTILE = 0.97;
const R_QUANTILE = 0.88;
const MOST_MARGIN = 120;
const P_PAD = 4;
/** Quantiles change slowly; sorting 200 numbers every frame would be waste (ms). */
const UPDATE_EVERY = 250;
/** A clock closes a gap in about this time (ms), within the limits on its rate below. */
const SLEW_TIME = 400;
const P_RATE = { slower: -0.03, faster: 0.08 };
const R_RATE = { slower: -0.12, faster: 0.05 };
/** Free to jump for so long after (re)joining, later only when so far off: the tab was asleep (ms). */
const SETTLING = 4000;
const P_JUMP = 600;
const R_JUMP = 900;
/** Pings stand in for the opponent's events until there are this many. */
const ENOUGH_EVENTS = 6;

export class Clocks {
  /** u = server's time of arrival - local time of sending (ms). */
  private readonly up = new Samples();
  /** d = local time of arrival - time of the event on the match's clock (ms). */
  private readonly down = new Samples();
  /** Half round trips (ms), to tell where the server is now. */
  private readonly half = new Samples();
  private events = 0;
  private p = Number.NaN;
  private r = Number.NaN;
  private last = Number.NaN;
  private since = Number.NaN;
  private updated = Number.NEGATIVE_INFINITY;

  /** Predicted time, at which the own paddle is drawn (ticks); NaN until ready. */
  get P(): number {
    return ticksFromMs(this.p);
  }
  /** Remote time, at which the opponent is drawn (ticks); NaN until ready. */
  get R(): number {
    return ticksFromMs(this.r);
  }
  /** The server's present, as far as round trips tell (ticks); for show, nothing depends on it. */
  get server(): number {
    return ticksFromMs(this.last + this.up.quantile(0.5) - this.half.quantile(0.5));
  }
  get ready(): boolean {
    return !Number.isNaN(this.p) && !Number.isNaN(this.r);
  }
  /** What the clocks hold in reserve against jitter (ms), for the netgraph. */
  get margins(): { p: number; r: number } {
    return { p: margin(this.up, P_QUANTILE) + P_PAD, r: margin(this.down, R_QUANTILE) };
  }

  /** A message sent at `sent` (ms, local) arrived at `received` (ms, match's clock). */
  arrivedUp(now: number, sent: number, received: number): void {
    // Sooner than any delay explains: the local clock was put forward.
    if (this.up.quantile(0.5) - (received - sent) > P_JUMP) this.reset();
    this.up.add(now, received - sent);
  }
  /** Word of something that happened at `time` (ms, match's clock) arrives now. */
  heardEvent(now: number, time: number): void {
    this.events++;
    this.down.add(now, now - time);
  }
  /** A pong: knows nothing of the opponent's lateness, so it only fills in at first. */
  heardPong(now: number, received: number, trip: number): void {
    this.half.add(now, trip / 2);
    if (this.events < ENOUGH_EVENTS && this.down.size < ENOUGH_EVENTS) {
      this.down.add(now, now - received);
    }
  }

  /** Forgets the old network, after a reconnection. */
  reset(): void {
    this.up.clear();
    this.down.clear();
    this.half.clear();
    this.events = 0;
    this.since = Number.NaN;
    this.updated = Number.NEGATIVE_INFINITY;
  }

  /** Moves both clocks on to the local time `now` (ms). */
  advance(now: number): void {
    const dt = Number.isNaN(this.last) ? 0 : now - this.last;
    this.last = now;
    if (now - this.updated >= UPDATE_EVERY || Number.isNaN(this.up.quantile(0.5))) {
      this.updated = now;
      this.up.update(now);
      this.down.update(now);
      this.half.update(now);
    }
    if (this.up.size === 0 || this.down.size === 0) {
      this.p += dt;
      this.r += dt;
      return;
    }
    if (Number.isNaN(this.since)) this.since = now;
    const settling = now - this.since < SETTLING;
    const p = now + this.up.quantile(0.5) + margin(this.up, P_QUANTILE) + P_PAD;
    this.p = slew(this.p, p, dt, P_RATE, settling ? 0 : P_JUMP);
    const r = now - this.down.quantile(0.5) - margin(this.down, R_QUANTILE);
    this.r = Math.min(this.p, slew(this.r, Math.min(this.p, r), dt, R_RATE, settling ? 0 : R_JUMP));
  }
}

const margin = (samples: Samples, q: number): number =>
  Math.min(samples.quantile(q) - samples.quantile(0.5), MOST_MARGIN);

function slew(
  clock: number,
  wanted: number,
  dt: number,
  rate: { slower: number; faster: number },
  jump: number,
): number {
  const off = wanted - clock;
  if (Number.isNaN(clock) || Math.abs(off) > jump) return wanted;
  const bend = (off - dt) / SLEW_TIME;
  return clock + dt * (1 + Math.max(rate.slower, Math.min(rate.faster, bend)));
}
