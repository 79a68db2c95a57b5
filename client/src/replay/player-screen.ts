/**
 * What a player's own screen showed at a moment of a recorded match. The recording is told to the same code that
 * drew it then (net/presentation.ts): the own inputs when they were made, the rest when it reached the player.
 * Pure.
 */
import type { Flight } from "@quickpong/shared/ball.ts";
import { otherSide, SIDES, type Side } from "@quickpong/shared/court.ts";
import { FLIGHTS_KEPT, SEGMENTS_KEPT } from "@quickpong/shared/match.ts";
import type { BallSample } from "../net/ball-sample.ts";
import { Presentation } from "../net/presentation.ts";
import type { News, NumberedFlight } from "../net/publication-reader.ts";
import { lastIndexAt } from "./find-last.ts";
import type { Lag } from "./lag.ts";
import type { KnownFlight, KnownSegment, MatchRecord } from "./match-record.ts";
import { flightIndexIn } from "./record-at.ts";

/** What is drawn, by sides. */
export interface Seen {
  ball: BallSample | null;
  flights: readonly NumberedFlight[];
  /** The time at which the ball is drawn (ticks). */
  D: number;
  paddleY: [left: number, right: number];
  paddleLength: [left: number, right: number];
}

/** Frames of the screen that is drawn again come so often (ticks): more often than any screen of then. */
const STEP = 1;
/** After a jump it is drawn from so many flights before: by then what is drawn depends on nothing earlier. */
const FLIGHTS_BEFORE = 3;
/** But from no more than so long ago (ticks). */
const BEFORE_MOST = 360;

export class PlayerScreen {
  private readonly record: MatchRecord;
  private readonly side: Side;
  private readonly lag: Lag;
  private screen: Presentation;
  /** The server's time up to which it is drawn (ticks). */
  private at = Number.NaN;
  private steered = 0;
  private readonly told = { segments: [0, 0] as [number, number], known: Number.NaN };

  constructor(record: MatchRecord, side: Side, lag: Lag) {
    this.record = record;
    this.side = side;
    this.lag = lag;
    this.screen = new Presentation(side, "quickpong");
  }

  /** At the server's time `t` (ticks). Going on is cheap; a jump draws some seconds before it, too. */
  seenAt(t: number): Seen {
    const began = this.startBefore(t);
    if (!(t >= this.at && this.at >= began)) this.restart(began);
    while (this.at < t) this.step(Math.min(t, this.at + STEP));
    return this.seen();
  }

  private startBefore(t: number): number {
    const i = flightIndexIn(this.record, t);
    const first = this.record.flights[Math.max(0, i - FLIGHTS_BEFORE)];
    return Math.max(t - BEFORE_MOST, Math.min(t, first?.known ?? t));
  }

  private restart(t: number): void {
    this.screen = new Presentation(this.side, "quickpong");
    const { timeline } = this.screen;
    const heard = t - this.lag.down;
    timeline.setRules(this.record.rules);
    timeline.take(this.everythingAt(heard), true);
    this.told.known = heard;
    // What was said since, and is on its way.
    const inputs = this.record.inputs[this.side];
    this.steered = 1 + lastIndexAt(inputs, heard, ({ arrived }) => arrived);
    this.at = t;
    this.steer();
    this.move(t, t);
  }

  private step(t: number): void {
    const { lag, told } = this;
    const before = this.at;
    this.at = t;
    const news = this.newsBetween(told.known, t - lag.down);
    told.known = t - lag.down;
    if (news) this.screen.change(() => this.screen.timeline.take(news, false));
    this.steer();
    this.move(before, t);
  }

  private move(before: number, t: number): void {
    const { lead, delay } = this.lag;
    this.screen.move({
      ...{ P: t + lead, R: t - delay, dt: t - before },
      ...{ lastP: before + lead, lastR: before - delay },
    });
  }

  /** An input moves the own paddle as soon as it is made: in the tick before its stamp. */
  private steer(): void {
    const inputs = this.record.inputs[this.side];
    const P = this.at + this.lag.lead;
    for (let next = inputs[this.steered]; next && next.tick - 1 <= P; next = inputs[this.steered]) {
      this.steered++;
      this.screen.timeline.own.steer(next.tick, next.target);
    }
  }

  /** As somebody who comes at `t` is told it. */
  private everythingAt(t: number): News {
    const news: News = { segments: [[], []], flights: [] };
    for (const side of SIDES) {
      const track = this.record.segments[side];
      const count = Math.max(1, 1 + lastIndexAt(track, t, ({ known }) => known));
      this.told.segments[side] = count;
      const from = Math.max(0, count - SEGMENTS_KEPT);
      news.segments[side] = track.slice(from, count).map(segmentOf);
    }
    const { flights } = this.record;
    const last = lastIndexAt(flights, t, ({ known }) => known);
    for (let i = Math.max(0, last - FLIGHTS_KEPT + 1); i <= last; i++) {
      news.flights.push(knownAt(flights[i] as KnownFlight, t));
    }
    return news;
  }

  private newsBetween(from: number, to: number): News | null {
    const news: News = { segments: [[], []], flights: this.flightNews(from, to) };
    let any = news.flights.length > 0;
    for (const side of SIDES) {
      const track = this.record.segments[side];
      const { segments } = this.told;
      for (let next = track[segments[side]]; next && next.known <= to; ) {
        news.segments[side].push(next.segment);
        any = true;
        next = track[++segments[side]];
      }
    }
    return any ? news : null;
  }

  /** Flights that became known, and rulings. */
  private flightNews(from: number, to: number): NumberedFlight[] {
    const { flights } = this.record;
    const news: NumberedFlight[] = [];
    const newest = lastIndexAt(flights, to, ({ known }) => known);
    for (let i = newest; i >= 0; i--) {
      const each = flights[i] as KnownFlight;
      const isNews = each.known > from || (each.ruled > from && each.ruled <= to);
      if (isNews) news.unshift(knownAt(each, to));
      else if (each.ruled <= from) break;
    }
    return news;
  }

  private seen(): Seen {
    const { screen, side } = this;
    const other = otherSide(side);
    const seen: Seen = {
      ...{ ball: screen.ball, flights: screen.flights(), D: screen.D },
      paddleY: [0, 0],
      paddleLength: [0, 0],
    };
    seen.paddleY[side] = screen.ownY;
    seen.paddleY[other] = screen.opponentY;
    seen.paddleLength[side] = screen.ownLength;
    seen.paddleLength[other] = screen.opponentLength;
    return seen;
  }
}

const segmentOf = ({ segment }: KnownSegment) => segment;

/** A flight as it was known at `t`: what was ruled later is open. */
function knownAt({ n, flight, ruled }: KnownFlight, t: number): NumberedFlight {
  if (ruled <= t) return { n, flight };
  const open: Flight = { ...flight, ruling: "open", gap: 0 };
  return { n, flight: open };
}
