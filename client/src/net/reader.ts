/** Finds what is new in the published rings since they were last read. */
import type { Flight } from "@quickpong/shared/ball.ts";
import { SIDES, type Side } from "@quickpong/shared/court.ts";
import type { AcceptedSegment } from "@quickpong/shared/match.ts";
import {
  COUNTER_WRAP,
  FLIGHT_RING,
  type MatchPublication,
  publishedSide,
  type Ring,
  SEGMENT_RING,
} from "@quickpong/shared/protocol/publication.ts";

/** A flight and its number in the match. */
export interface NumberedFlight {
  n: number;
  flight: Flight;
}

export interface News {
  segments: [AcceptedSegment[], AcceptedSegment[]];
  /** New flights, and the newest known one when it has been ruled since. */
  flights: NumberedFlight[];
}

export class Reader {
  private readonly accepted: [number, number] = [0, 0];
  private flown = 0;
  private fresh = true;

  /** Everything that was published since the last call; at first, all that the rings hold. */
  read(state: MatchPublication): News {
    const news: News = { segments: [[], []], flights: [] };
    for (const side of SIDES) news.segments[side] = this.readSegments(state, side);
    const known = this.flown;
    this.flown += (state.flown - this.flown) & (COUNTER_WRAP - 1);
    const kept = Math.min(state.flights.length, FLIGHT_RING);
    const from = this.fresh ? this.flown - kept : Math.max(known - 1, this.flown - kept);
    for (let n = Math.max(0, from); n < this.flown; n++) {
      const flight = state.flights[n % FLIGHT_RING];
      if (flight) news.flights.push({ n, flight });
    }
    this.fresh = false;
    return news;
  }

  private readSegments(state: MatchPublication, side: Side): AcceptedSegment[] {
    const ring = publishedSide(state, side).segments;
    const found: AcceptedSegment[] = [];
    const next = this.accepted[side];
    let n = this.fresh || !isAt(ring, next - 1) ? oldest(ring) : next;
    for (let left = ring.length; left > 0 && isAt(ring, n); left--, n++) {
      found.push(ring[n % SEGMENT_RING] as AcceptedSegment);
    }
    this.accepted[side] = n;
    return found;
  }
}

/** Whether the ring still, or already, holds record number `n`. */
function isAt(ring: Ring<AcceptedSegment>, n: number): boolean {
  const segment = n >= 0 ? ring[n % SEGMENT_RING] : undefined;
  return segment !== undefined && segment.n % COUNTER_WRAP === n % COUNTER_WRAP;
}

/** Number (modulo COUNTER_WRAP) of the oldest record: the one that does not follow the one before it. */
function oldest(ring: Ring<AcceptedSegment>): number {
  for (let i = 0; i < ring.length; i++) {
    const before = ring[(i + ring.length - 1) % ring.length];
    const here = ring[i];
    if (here && before && (before.n + 1) % COUNTER_WRAP !== here.n % COUNTER_WRAP) return here.n;
  }
  return ring[0]?.n ?? 0;
}
