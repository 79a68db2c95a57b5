/** What a client knows of the match's motion: own paddle, opponent's paddle, ball. */
import {
  type Flight,
  contactTime,
  defenderOf,
  returned,
  ruleContact,
} from "@quickpong/shared/ball.ts";
import { type Side, otherSide } from "@quickpong/shared/court.ts";
import { type AcceptedSegment, FLIGHTS_KEPT } from "@quickpong/shared/match.ts";
import { trackAt } from "@quickpong/shared/paddle.ts";
import { OwnPaddle } from "./own-paddle.ts";
import type { News, NumberedFlight } from "./reader.ts";

/** Opponent segments kept. */
const KEPT = 128;

export class Timeline {
  readonly own = new OwnPaddle();
  private opponent: AcceptedSegment[] = [{ tick: 0, y: 0, target: 0, seq: 255, lead: 0 }];
  /** As the server said, oldest first; the last may be open. */
  private said: NumberedFlight[] = [];
  private readonly side: Side;

  constructor(side: Side) {
    this.side = side;
  }

  /** Takes what the server published. Returns whether an input of ours was changed by it. */
  take(news: News, fresh: boolean): boolean {
    const mine = news.segments[this.side];
    const theirs = news.segments[otherSide(this.side)];
    let changed = false;
    if (fresh) {
      this.own.restart(mine);
      if (theirs.length > 0) this.opponent = [];
      this.said = [];
    } else {
      for (const segment of mine) changed = this.own.confirm(segment) || changed;
    }
    this.opponent.push(...theirs);
    if (this.opponent.length > KEPT) this.opponent.splice(0, this.opponent.length - KEPT);
    for (const each of news.flights) this.takeFlight(each);
    return changed;
  }

  private takeFlight(each: NumberedFlight): void {
    const last = this.said[this.said.length - 1];
    if (last && last.n === each.n) this.said.pop();
    this.said.push(each);
    if (this.said.length > FLIGHTS_KEPT) this.said.shift();
  }

  ownAt(t: number): number {
    return this.own.at(t);
  }

  opponentAt(t: number): number {
    return trackAt(this.opponent, t);
  }

  /** The newest flight as the server said it. */
  get newest(): NumberedFlight | undefined {
    return this.said[this.said.length - 1];
  }

  /** Flight number `n` as the server said it, while it is kept. */
  flight(n: number): Flight | undefined {
    return this.said.find((each) => each.n === n)?.flight;
  }

  /**
   * The flights as this client sees them: the server's, and from the own contact on, once
   * `ruledTo` (ticks) has passed it, what the own paddle makes of it. A contact of the opponent is
   * predicted only when `all` is asked for (the "all predicted" learning mode).
   */
  flights(ruledTo: number, all = false): NumberedFlight[] {
    const list = this.said.slice();
    for (;;) {
      const last = list[list.length - 1];
      if (!last || last.flight.ruling !== "open") return list;
      const mine = defenderOf(last.flight) === this.side;
      const time = contactTime(last.flight);
      if (time > ruledTo || !(mine || all)) return list;
      const paddleY = mine ? this.ownAt(time) : this.opponentAt(time);
      const ruled = ruleContact(last.flight, paddleY);
      list[list.length - 1] = { n: last.n, flight: ruled };
      if (ruled.ruling === "hit") list.push({ n: last.n + 1, flight: returned(ruled) });
    }
  }
}
