/**
 * One direction of a virtual TCP connection on a virtual clock: delay, jitter, loss.
 *
 * The model of the design: base delay plus lognormal jitter with mean = standard deviation; each
 * message lost with probability `loss` and then delivered after a retransmission timeout that
 * doubles; everything arrives in order, so later messages wait behind a lost one.
 */

export interface LinkQuality {
  /** Round trip without jitter (ms), half of it each way. */
  rtt: number;
  /** Mean and standard deviation of the jitter, each way (ms). */
  jitter: number;
  /** Share of messages lost. */
  loss: number;
}

interface Parcel<T> {
  at: number;
  content: T;
}

/** Shortest retransmission timeout (ms), as Linux has it. */
const MIN_RTO = 200;
/** Two messages never arrive at the same instant (ms). */
const APART = 1e-6;

export class Channel<T> {
  messages = 0;
  bytes = 0;
  private readonly queue: Parcel<T>[] = [];
  private last = 0;
  private stalledUntil = 0;
  /** From the next message on. */
  quality: LinkQuality;
  private readonly random: () => number;

  constructor(quality: LinkQuality, random: () => number) {
    this.quality = quality;
    this.random = random;
  }

  /** Sends at time `now` (ms). */
  send(now: number, content: T, bytes: number): void {
    this.messages++;
    this.bytes += bytes;
    const at = Math.max(now + this.delay(), this.last + APART, this.stalledUntil);
    this.last = at;
    this.queue.push({ at, content });
  }

  /** Nothing arrives before `until` (ms). */
  stall(until: number): void {
    this.stalledUntil = until;
    for (const parcel of this.queue) parcel.at = Math.max(parcel.at, until);
    this.last = Math.max(this.last, this.queue.at(-1)?.at ?? 0);
  }

  /** Loses everything under way: the connection was reset. */
  reset(): void {
    this.queue.length = 0;
  }

  /** When the next message arrives (ms). */
  get nextAt(): number {
    return this.queue[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  take(): T | undefined {
    return this.queue.shift()?.content;
  }

  private delay(): number {
    const { rtt, jitter, loss } = this.quality;
    let delay = rtt / 2 + this.jitter();
    const smoothed = rtt + 2 * jitter;
    let timeout = Math.max(MIN_RTO, smoothed + 4 * 1.1 * jitter);
    while (loss > 0 && this.random() < loss) {
      delay += timeout;
      timeout *= 2;
    }
    return delay;
  }

  private jitter(): number {
    const { jitter } = this.quality;
    if (jitter === 0) return 0;
    const sigma = Math.sqrt(Math.LN2);
    const gauss =
      Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(2 * Math.PI * this.random());
    return Math.exp(Math.log(jitter) - Math.LN2 / 2 + sigma * gauss);
  }
}
