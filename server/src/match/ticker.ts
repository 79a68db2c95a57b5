/**
 * The one clockwork of the process: it runs every match at the end of a tick, and only those that
 * have something due.
 *
 * One timer for all matches on an absolute grid keeps ticks punctual: with a timer per room the
 * p99 lateness was 157 ms at 1,500 matches, with this grid 3.8 ms. A tick is split into slots over
 * which the matches are spread, so that their work does not come in one lump. Ticks wait in a timing
 * wheel: a match that has nothing to do costs nothing, and the timer comes only where somebody waits.
 */
import { OUTAGE_FROM, TICK_MS } from "@quickpong/shared/court.ts";
import { TickLateness } from "./tick-lateness.ts";
import { TimingWheel, Waiter } from "./timing-wheel.ts";

/** A process that did nothing for longer than this (ms) was away. */
const OUTAGE_MS = OUTAGE_FROM * TICK_MS;
/** A process that did nothing for longer than this (ms) may have cost somebody a ball. */
const STALL_MS = 500;
/** The timer comes at least so often (ms), so that it is known since when the process was away. */
const LOOK_EVERY = 250;

/**
 * Matches tick at this many offsets within a tick: about one a millisecond, as timers know
 * nothing shorter. With 4 the ticks of 1,500 matches come in lumps, and the last of one is later by as
 * much (docs/adr/0015).
 */
export const SLOTS_PER_TICK = 16;
const SLOT_MS = TICK_MS / SLOTS_PER_TICK;
/** Slots of the wheel (4.3 s); a tick further ahead is put off when that is over. */
const WHEEL_SLOTS = 4096;

/** What ticks. */
export interface Tickable {
  /** Its tick, at `now` (ms on the ticker's clock). */
  tick(now: number): void;
  /** The process was stopped from `since` to `now` (ms on the ticker's clock). Told before all else. */
  outage(since: number, now: number): void;
  /** Its tick threw; nobody else's suffers. */
  failed(error: unknown): void;
}

/** A tickable's place on the grid. */
export class TickSlot extends Waiter {
  /** The tickable's tick 0 (ms on the ticker's clock); its ticks come at whole ticks after it. */
  readonly origin: number;
  /** Slot of the next tick; Infinity for none. */
  slot = Number.POSITIVE_INFINITY;
  readonly tickable: Tickable;
  readonly originSlot: number;
  readonly #ticker: Ticker;

  constructor(ticker: Ticker, tickable: Tickable, originSlot: number, origin: number) {
    super();
    this.#ticker = ticker;
    this.tickable = tickable;
    this.originSlot = originSlot;
    this.origin = origin;
  }

  /** Asks for a tick at `tick` (on the tickable's own count) or the first one after; keeps an earlier one. */
  wake(tick: number): void {
    this.#ticker.schedule(this, this.originSlot + Math.ceil(tick) * SLOTS_PER_TICK);
  }

  /** No more ticks. */
  end(): void {
    this.#ticker.remove(this);
  }
}

export class Ticker {
  readonly lateness = new TickLateness();
  readonly #clock: () => number;
  readonly #base: number;
  readonly #wheel = new TimingWheel<TickSlot>(WHEEL_SLOTS);
  readonly #tickSlots = new Set<TickSlot>();
  /** When the process went on after it had last stood still (ms); -Infinity when it never has. */
  stalledAt = Number.NEGATIVE_INFINITY;
  /** When the process was last seen to be at work (ms). */
  #seen: number;
  /** The last slot whose ticks were run. */
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

  /** Tickables at present. */
  get size(): number {
    return this.#tickSlots.size;
  }

  /** Takes a tickable on; its tick 0 is now, to within a tick. */
  add(tickable: Tickable): TickSlot {
    // With nobody to play, nobody looked.
    if (this.#tickSlots.size === 0) this.#seen = this.#clock();
    const slot = this.#slotAt(this.#clock());
    const offset = this.#next++ % SLOTS_PER_TICK;
    const originSlot = slot - modulo(slot - offset, SLOTS_PER_TICK);
    const tickSlot = new TickSlot(this, tickable, originSlot, this.#timeOf(originSlot));
    this.#tickSlots.add(tickSlot);
    if (!this.#going) {
      this.#going = true;
      this.#arm();
    }
    return tickSlot;
  }

  /**
   * The process is at work at `now` (ms). What takes something from outside says so first: after a
   * stop that comes before any timer, and tickables have to know of the stop before it.
   */
  see(now: number): void {
    const since = this.#seen;
    this.#seen = now;
    if (now - since <= STALL_MS || this.#tickSlots.size === 0) return;
    this.stalledAt = now;
    if (now - since > OUTAGE_MS) this.#tellOutage(since, now);
  }

  #tellOutage(since: number, now: number): void {
    this.lateness.count.outages++;
    for (const { tickable } of this.#tickSlots) {
      try {
        tickable.outage(since, now);
      } catch (error) {
        queueMicrotask(() => tickable.failed(error));
      }
    }
  }

  /** @internal Called by `TickSlot.end`. */
  remove(tickSlot: TickSlot): void {
    tickSlot.slot = Number.POSITIVE_INFINITY;
    this.#wheel.drop(tickSlot);
    this.#tickSlots.delete(tickSlot);
    if (this.#tickSlots.size === 0) this.stop();
  }

  /** @internal Called by `TickSlot.wake`. */
  schedule(tickSlot: TickSlot, wanted: number): void {
    if (!this.#tickSlots.has(tickSlot) || !Number.isFinite(wanted)) return;
    const over = this.#over();
    const first = over + 1;
    const soonest = first + modulo(tickSlot.originSlot - first, SLOTS_PER_TICK);
    const slot = Math.max(wanted, soonest);
    if (slot >= tickSlot.slot) return;
    tickSlot.slot = slot;
    this.#put(tickSlot, over);
    if (this.#going && slot < this.#armed) this.#armFor(slot);
  }

  /** Stops the timer; tickables keep their places, and `add` starts it again. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#going = false;
    this.#armed = Number.POSITIVE_INFINITY;
  }

  /**
   * Runs the ticks whose slot has come. The timer calls it, and whoever takes many things
   * from outside in one round of the event loop, in which no timer comes, between one and the next.
   */
  run(): void {
    const now = this.#clock();
    this.see(now);
    const slot = this.#slotAt(now);
    // After a stall longer than the wheel every slot of it is looked at once.
    for (let s = Math.max(this.#done + 1, slot - WHEEL_SLOTS + 1); s <= slot; s++) {
      this.#done = s;
      for (let tickSlot = this.#wheel.first(s); tickSlot; tickSlot = this.#wheel.first(s)) {
        if (tickSlot.slot > slot) this.#put(tickSlot, s);
        else this.#tick(tickSlot);
      }
    }
  }

  /** Has the tickSlot wait for its slot, or, when that is more than a round after `over`, for the last before. */
  #put(tickSlot: TickSlot, over: number): void {
    this.#wheel.put(tickSlot, Math.min(tickSlot.slot, over + WHEEL_SLOTS - 1));
  }

  #tick(tickSlot: TickSlot): void {
    const now = this.#clock();
    this.lateness.ticked(now - this.#timeOf(tickSlot.slot));
    this.#wheel.drop(tickSlot);
    tickSlot.slot = Number.POSITIVE_INFINITY;
    try {
      tickSlot.tickable.tick(now);
    } catch (error) {
      // Should even that throw, it is for the process to log: the others' ticks come first.
      queueMicrotask(() => tickSlot.tickable.failed(error));
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
      this.lateness.timer(behind);
      if (this.#going) this.#arm();
    }, wait);
  }

  /** The last slot that is over: its ticks were run, or nobody waited. */
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
