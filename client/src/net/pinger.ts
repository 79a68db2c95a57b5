/** Pings: ten quickly on joining, to set the clocks, then one a second. */
import type { Pong } from "@quickpong/shared/protocol/input-codec.ts";

const QUICK_PINGS = 10;
const QUICK_EVERY = 120;
const EVERY = 1000;
/** Round trips remembered for the median. */
const KEPT = 10;
const WRAP = 256;

export class Pinger {
  private count = 0;
  private due = Number.NEGATIVE_INFINITY;
  private readonly sendTimes = new Float64Array(WRAP).fill(Number.NaN);
  private trips: number[] = [];
  private median = 0;

  /** The id of the ping to send now (ms), or null. */
  next(now: number): number | null {
    if (now < this.due) return null;
    this.count++;
    this.due = now + (this.count < QUICK_PINGS ? QUICK_EVERY : EVERY);
    const id = this.count % WRAP;
    this.sendTimes[id] = now;
    return id;
  }

  /** Takes an answer; returns when its ping was sent (ms), or NaN when it was not ours. */
  answered(pong: Pong, now: number): number {
    const sent = this.sendTimes[pong.id] ?? Number.NaN;
    this.sendTimes[pong.id] = Number.NaN;
    if (!Number.isNaN(sent)) {
      this.trips = [...this.trips.slice(1 - KEPT), now - sent];
      const sorted = this.trips.toSorted((a, b) => a - b);
      this.median = sorted[sorted.length >> 1] ?? 0;
    }
    return sent;
  }

  /** Median round trip (ms); 0 when not known. */
  get rtt(): number {
    return this.median;
  }

  /** Mean difference between one round trip and the next (ms); 0 when not known. */
  get jitter(): number {
    let sum = 0;
    for (let i = 1; i < this.trips.length; i++) {
      sum += Math.abs((this.trips[i] as number) - (this.trips[i - 1] as number));
    }
    return sum / Math.max(1, this.trips.length - 1);
  }

  reset(): void {
    this.count = 0;
    this.due = Number.NEGATIVE_INFINITY;
    this.trips = [];
    this.median = 0;
  }
}
