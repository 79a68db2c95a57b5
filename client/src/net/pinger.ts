/**
 * Pings: six while the countdown runs, to set the clocks, then few: a frame costs the server 10 us
 * whatever is in it, and the clocks live on inputs and contacts. Only where nothing was heard for
 * longer than a keepalive are they frequent, to find out whether there is still somebody.
 */
import type { Pong } from "@quickpong/shared/protocol/input-codec.ts";

const QUICK_PINGS = 6;
/**
 * The last is sent 2.4 s after the first, before the first serve (ms). Ten in that time set the clocks no
 * better, and in a storm, where they are an eighth of the server's work, the last waited a tenth longer.
 */
const QUICK_EVERY = 480;
const EVERY = 3000;
/** After so much silence (ms), the next: half as much again as a keepalive of the server. */
const SILENCE = 1500;
/** Round trips remembered for the median. */
const KEPT = 7;
const WRAP = 256;

export class Pinger {
  private count = 0;
  private sentAt = Number.NEGATIVE_INFINITY;
  private heardAt = Number.NEGATIVE_INFINITY;
  private readonly sendTimes = new Float64Array(WRAP).fill(Number.NaN);
  private trips: number[] = [];
  private median = 0;

  /** The id of the ping to send now (ms), or null. */
  next(now: number): number | null {
    if (now < this.sentAt + this.period(now)) return null;
    this.count++;
    this.sentAt = now;
    const id = this.count % WRAP;
    this.sendTimes[id] = now;
    return id;
  }

  /** Something came from the server (ms). */
  heard(now: number): void {
    this.heardAt = now;
  }

  /** Takes an answer; returns when its ping was sent (ms), or NaN when it was not ours. */
  answered(pong: Pong, now: number): number {
    const sent = this.sendTimes[pong.id] ?? Number.NaN;
    this.sendTimes[pong.id] = Number.NaN;
    if (!Number.isNaN(sent)) {
      this.trips = [...this.trips.slice(1 - KEPT), now - sent];
      const sorted = [...this.trips].sort((a, b) => a - b);
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

  /** Forgets what was measured, and pings that are still on their way. */
  reset(): void {
    this.sendTimes.fill(Number.NaN);
    this.count = 0;
    this.sentAt = Number.NEGATIVE_INFINITY;
    this.trips = [];
    this.median = 0;
  }

  private period(now: number): number {
    if (this.count < QUICK_PINGS) return QUICK_EVERY;
    return now - this.heardAt < SILENCE ? EVERY : SILENCE;
  }
}
