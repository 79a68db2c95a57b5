/**
 * The one clockwork of the process: it gives every match its turn at the end of a tick, and only
 * to those that have something due.
 *
 * One timer for all matches on an absolute grid keeps ticks punctual: with a timer per room the
 * p99 lateness was 157 ms at 1,500 matches, with this grid 3.8 ms. A tick is split into slots over
 * which the matches are spread, so that their work does not come in one lump. Turns wait in an event
 * wheel: a match that has nothing to do costs nothing, and the timer comes only where somebody waits.
 */
import { OUTAGE_FROM, TICK_MS } from "@quickpong/shared/court.ts";
import { TickLateness } from "./tick-lateness.ts";
import { TimingWheel, Waiter } from "./timing-wheel.ts";

/** A process that did nothing for longer than this (ms) was away. */
const OUTAGE_MS = OUTAGE_FROM * TICK_MS;
/** The timer comes at least so often (ms), so that it is known since when the process was away. */
const LOOK_EVERY = 250;

/**
 * Matches take their turns at this many offsets within a tick: about one a millisecond, as timers know
 * nothing shorter. With 4 the turns of 1,500 matches come in lumps, and the last of one is later by as
 * much (docs/adr/0015).
 */
export const SLOTS_PER_TICK = 16;
const SLOT_MS = TICK_MS / SLOTS_PER_TICK;
/** Slots of the wheel (4.3 s); a turn further ahead is put off when that is over. */
const WHEEL_SLOTS = 4096;

/** Who takes turns. */
export interface Tickable {
  /** Its turn, at `now` (ms on the ticker's clock). */
  turn(now: number): void;
  /** The process was stopped from `since` to `now` (ms on the ticker's clock). Told before all else. */
  outage(since: number, now: number): void;
  /** Its turn threw; nobody else's suffers. */
  failed(error: unknown): void;
}

/** A rider's place on the grid. */
export class TickSlot extends Waiter {
  /** The rider's tick 0 (ms on the ticker's clock); its turns come at whole ticks after it. */
  readonly origin: number;
  /** Slot of the next turn; Infinity for none. */
  slot = Number.POSITIVE_INFINITY;
  readonly rider: Tickable;
  readonly originSlot: number;
  readonly #ticker: Ticker;

  constructor(ticker: Ticker, rider: Tickable, originSlot: number, origin: number) {
    super();
    this.#ticker = ticker;
    this.rider = rider;
    this.originSlot = originSlot;
    this.origin = origin;
  }

  /** Asks for a turn at `tick` (on the rider's own count) or the first one after; keeps an earlier one. */
  wake(tick: number): void {
    this.#ticker.schedule(this, this.originSlot + Math.ceil(tick) * SLOTS_PER_TICK);
  }

  /** No more turns. */
  end(): void {
    this.#ticker.remove(this);
  }
}

export class Ticker {
  readonly punctuality = new TickLateness();
  readonly #clock: () => number;
  readonly #base: number;
  readonly #wheel = new TimingWheel<TickSlot>(WHEEL_SLOTS);
  readonly #rides = new Set<TickSlot>();
  /** When the process was last seen to be at work (ms). */
  #seen: number;
  /** The last slot whose turns were given. */
  #done = -1;
  #next = 0;
  /** Whether the timer is wanted at all. */
  #going = false;
  #timer: NodeJS.Timeout | undefined;
  /** The slot for which the timer comes; nobody waits between the last one done and this one. */
  #armed = Number.POSITIVE_INFINITY;

  /** `clock` is monotonic (ms). */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
    this.#base = clock();
    this.#seen = this.#base;
  }

  /** Riders at present. */
  get riders(): number {
    return this.#rides.size;
  }

  /** Takes a rider on; its tick 0 is now, to within a tick. */
  add(rider: Tickable): TickSlot {
    // With nobody to play, nobody looked.
    if (this.#rides.size === 0) this.#seen = this.#clock();
    const slot = this.#slotAt(this.#clock());
    const offset = this.#next++ % SLOTS_PER_TICK;
    const originSlot = slot - modulo(slot - offset, SLOTS_PER_TICK);
    const ride = new TickSlot(this, rider, originSlot, this.#timeOf(originSlot));
    this.#rides.add(ride);
    if (!this.#going) {
      this.#going = true;
      this.#arm();
    }
    return ride;
  }

  /**
   * The process is at work at `now` (ms). Whoever is told something from outside says so first: after a
   * stop that comes before any timer, and riders have to know of the stop before it.
   */
  see(now: number): void {
    const since = this.#seen;
    this.#seen = now;
    if (now - since > OUTAGE_MS && this.#rides.size > 0) this.#tellOutage(since, now);
  }

  #tellOutage(since: number, now: number): void {
    this.punctuality.count.outages++;
    for (const { rider } of this.#rides) {
      try {
        rider.outage(since, now);
      } catch (error) {
        queueMicrotask(() => rider.failed(error));
      }
    }
  }

  /** @internal Called by `Ride.end`. */
  remove(ride: TickSlot): void {
    ride.slot = Number.POSITIVE_INFINITY;
    this.#wheel.drop(ride);
    this.#rides.delete(ride);
    if (this.#rides.size === 0) this.stop();
  }

  /** @internal Called by `Ride.wake`. */
  schedule(ride: TickSlot, wanted: number): void {
    if (!this.#rides.has(ride) || !Number.isFinite(wanted)) return;
    const over = this.#over();
    const first = over + 1;
    const soonest = first + modulo(ride.originSlot - first, SLOTS_PER_TICK);
    const slot = Math.max(wanted, soonest);
    if (slot >= ride.slot) return;
    ride.slot = slot;
    this.#put(ride, over);
    if (this.#going && slot < this.#armed) this.#armFor(slot);
  }

  /** Stops the timer; riders keep their places, and `add` starts it again. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#going = false;
    this.#armed = Number.POSITIVE_INFINITY;
  }

  /**
   * Gives everybody their turn whose slot has come. The timer calls it, and whoever takes many things
   * from outside in one turn of the event loop, in which no timer comes, between one and the next.
   */
  run(): void {
    const now = this.#clock();
    this.see(now);
    const slot = this.#slotAt(now);
    // After a stall longer than the wheel every slot of it is looked at once.
    for (let s = Math.max(this.#done + 1, slot - WHEEL_SLOTS + 1); s <= slot; s++) {
      this.#done = s;
      for (let ride = this.#wheel.first(s); ride; ride = this.#wheel.first(s)) {
        if (ride.slot > slot) this.#put(ride, s);
        else this.#giveTo(ride);
      }
    }
  }

  /** Has the ride wait for its slot, or, when that is more than a round after `over`, for the last before. */
  #put(ride: TickSlot, over: number): void {
    this.#wheel.put(ride, Math.min(ride.slot, over + WHEEL_SLOTS - 1));
  }

  #giveTo(ride: TickSlot): void {
    const now = this.#clock();
    this.punctuality.turn(now - this.#timeOf(ride.slot));
    this.#wheel.drop(ride);
    ride.slot = Number.POSITIVE_INFINITY;
    try {
      ride.rider.turn(now);
    } catch (error) {
      // Should even that throw, it is for the process to log: the others' turns come first.
      queueMicrotask(() => ride.rider.failed(error));
    }
  }

  /** Sets the timer for the next slot in which somebody waits. */
  #arm(): void {
    let slot = this.#done + 1;
    const last = this.#done + Math.floor(LOOK_EVERY / SLOT_MS);
    while (slot < last && !this.#wheel.first(slot)) slot++;
    this.#armFor(slot);
  }

  #armFor(slot: number): void {
    clearTimeout(this.#timer);
    this.#armed = slot;
    const due = this.#timeOf(slot);
    // Rounded up: Node's timers count whole milliseconds and would fire early, for a second go.
    const wait = Math.max(1, Math.ceil(due - this.#clock()));
    this.#timer = setTimeout(() => {
      const behind = this.#clock() - due;
      this.run();
      this.punctuality.timer(behind);
      if (this.#going) this.#arm();
    }, wait);
  }

  /** The last slot that is over: turns were given, or nobody waited. */
  #over(): number {
    return Math.max(this.#done, Math.min(this.#slotAt(this.#clock()), this.#armed - 1));
  }

  #slotAt(now: number): number {
    return Math.floor((now - this.#base) / SLOT_MS);
  }

  #timeOf(slot: number): number {
    return this.#base + slot * SLOT_MS;
  }
}

const modulo = (n: number, m: number): number => ((n % m) + m) % m;
