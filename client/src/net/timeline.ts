/** What a client knows of the match's motion: both paddles as the server has them, the own one as predicted, the ball. */
import {
  contactTime,
  defenderOf,
  type Flight,
  returned,
  ruleContact,
} from "@quickpong/shared/ball.ts";
import { SIDES, type Side } from "@quickpong/shared/court.ts";
import { type AcceptedSegment, FLIGHTS_KEPT } from "@quickpong/shared/match.ts";
import { trackAt, trackVy } from "@quickpong/shared/paddle.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { OwnPaddle } from "./own-paddle.ts";
import type { News, NumberedFlight } from "./publication-reader.ts";

/** Segments kept per paddle. */
const KEPT = 128;

interface CachedFlights {
  list: readonly NumberedFlight[];
  from: number;
  to: number;
  all: boolean;
  /** Of the own paddle. */
  version: number;
}

export class Timeline {
  readonly own = new OwnPaddle();
  private readonly accepted: [AcceptedSegment[], AcceptedSegment[]] = [[], []];
  /** As the server said, oldest first; the last may be open. */
  private published: NumberedFlight[] = [];
  private readonly side: Side | null;
  /** The answer of `flights` while it stands: for times in [from, to), until something changes. */
  private cached: CachedFlights | null = null;

  /** `side` is the own seat; null for a watcher. */
  constructor(side: Side | null) {
    this.side = side;
  }

  get rules(): Rules {
    return this.own.rules;
  }

  /** The match is played by these, as the server says. */
  setRules(rules: Rules): void {
    if (rules === this.own.rules) return;
    this.cached = null;
    this.own.rules = rules;
  }

  /** Takes what the server published; `fresh` when it is all there is, on joining or coming back. */
  take(news: News, fresh: boolean): void {
    this.cached = null;
    if (fresh) this.published = [];
    for (const side of SIDES) {
      const track = this.accepted[side];
      if (fresh) track.length = 0;
      track.push(...news.segments[side]);
      if (track.length > KEPT) track.splice(0, track.length - KEPT);
    }
    if (this.side !== null) {
      const mine = news.segments[this.side];
      if (fresh) this.own.restart(mine);
      else for (const segment of mine) this.own.confirm(segment);
    }
    for (const each of news.flights) this.takeFlight(each);
  }

  /** Takes the own paddle from what the server has accepted, and forgets what else was said. */
  restartOwn(): void {
    if (this.side !== null) this.own.restart(this.accepted[this.side]);
  }

  private takeFlight(each: NumberedFlight): void {
    // Broken off: nothing more becomes of this rally, and the next serve has nothing to do with it.
    if (each.flight.ruling === "void") {
      this.published = [];
      return;
    }
    const last = this.published[this.published.length - 1];
    if (last && last.n === each.n) this.published.pop();
    this.published.push(each);
    if (this.published.length > FLIGHTS_KEPT) this.published.shift();
  }

  /** A side's paddle as the server has it (u). */
  acceptedAt(side: Side, t: number): number {
    const track = this.accepted[side];
    return track.length === 0 ? 0 : trackAt(this.rules, track, t);
  }

  private acceptedVyAt(side: Side, t: number): number {
    const track = this.accepted[side];
    return track.length === 0 ? 0 : trackVy(this.rules, track, t);
  }

  /** The newest flight as the server said it. */
  get newest(): NumberedFlight | undefined {
    return this.published[this.published.length - 1];
  }

  /** Flight number `n` as the server said it, while it is kept. */
  flight(n: number): Flight | undefined {
    return this.published.find((each) => each.n === n)?.flight;
  }

  /**
   * The flights as this client sees them: the server's, and from the own contact on, once
   * `ruledTo` (ticks) has passed it, what the own paddle makes of it. A contact of the opponent is
   * predicted only when `all` is asked for (the netcode lab's mode "all predicted").
   */
  flights(ruledTo: number, all = false): readonly NumberedFlight[] {
    const { cached } = this;
    const { version } = this.own;
    if (cached && cached.version === version && cached.all === all) {
      if (ruledTo >= cached.from && ruledTo < cached.to) return cached.list;
    }
    this.cached = { ...this.predict(ruledTo, all), all, version };
    return this.cached.list;
  }

  private predict(ruledTo: number, all: boolean): Pick<CachedFlights, "list" | "from" | "to"> {
    const list = this.published.slice();
    let from = Number.NEGATIVE_INFINITY;
    for (;;) {
      const last = list[list.length - 1];
      const to = Number.POSITIVE_INFINITY;
      if (last?.flight.ruling !== "open") return { list, from, to };
      const defender = defenderOf(last.flight);
      const mine = defender === this.side;
      if (!(mine || all)) return { list, from, to };
      const time = contactTime(last.flight);
      if (time > ruledTo) return { list, from, to: time };
      from = time;
      const paddleY = mine ? this.own.at(time) : this.acceptedAt(defender, time);
      const ruled = ruleContact(this.rules, last.flight, paddleY);
      list[list.length - 1] = { n: last.n, flight: ruled };
      if (ruled.ruling === "miss") return { list, from, to };
      const paddleVy = mine ? this.own.vyAt(time) : this.acceptedVyAt(defender, time);
      list.push({ n: last.n + 1, flight: returned(this.rules, ruled, paddleVy) });
    }
  }
}
