/** Everything that a crowd of bots counts and measures. */
import type { Traffic } from "@quickpong/client/net/links/match-link.ts";
import { Distribution } from "./distribution.ts";
import type { Picture } from "./drawn-frame-stats.ts";

/** Counts something over time: how many there are, and for how long there were (count x ms). */
export class Gauge {
  #value = 0;
  #integral = 0;
  #since = 0;

  get value(): number {
    return this.#value;
  }

  add(change: number, now: number): void {
    this.#integral = this.integral(now);
    this.#since = now;
    this.#value += change;
  }

  integral(now: number): number {
    return this.#integral + this.#value * (now - this.#since);
  }
}

/** What is measured as long as somebody plays (ms). */
export class Times {
  /** Between two patches. */
  readonly patchGap = new Distribution();
  /** From a ping to its answer. */
  readonly rtt = new Distribution();
  /** From an input until the opponent's client had it. */
  readonly inputToPatch = new Distribution();
}

export class RunMetrics {
  /** Bots that have pressed "play". */
  players = 0;
  /** Of those, the ones that got a seat at least once. */
  joined = 0;
  /** Beginnings and ends of matches as single players saw them: two for each match. */
  starts = 0;
  finishes = 0;
  rematches = 0;
  /**
   * Times that somebody lost a connection for good or got none: who tries again may be lost again. And
   * the numbers of the bots to which it has happened.
   */
  lost = 0;
  readonly lostBots = new Set<number>();
  wrongPairs = 0;
  /** Seated in a match. */
  readonly playing = new Gauge();
  readonly traffic: Traffic = { upMessages: 0, upBytes: 0, downMessages: 0, downBytes: 0 };
  readonly errors: Record<string, number> = {};

  /** From "play" until seated in a match, for the first time (ms). */
  readonly join = new Distribution();
  /** From "play" until an opponent was found (ms). */
  readonly timeToMatch = new Distribution();
  /** Since the last `restart`. */
  times = new Times();

  readonly picture: Picture = {
    ownContacts: 0,
    ownWrong: 0,
    opponentContacts: 0,
    opponentWrong: 0,
    ownCorrections: 0,
    ballSnaps: 0,
    longStalls: 0,
  };

  /** When the first and the last bot got its first seat, to tell the rate of joins (ms). */
  firstSeatAt = Number.NaN;
  lastFirstSeatAt = Number.NaN;

  error(kind: string): void {
    this.errors[kind] = (this.errors[kind] ?? 0) + 1;
  }

  /** A bot is lost; `kind` says how. */
  lose(bot: number, kind: string): void {
    this.lost++;
    this.lostBots.add(bot);
    this.error(kind);
  }

  /** Measures times afresh; returns those until now. */
  restart(): Times {
    const { times } = this;
    this.times = new Times();
    return times;
  }

  /** A bot is seated for the first time, `ms` after it pressed "play". */
  seated(ms: number, now: number): void {
    this.joined++;
    this.join.add(ms);
    if (Number.isNaN(this.firstSeatAt)) this.firstSeatAt = now;
    this.lastFirstSeatAt = now;
  }
}
