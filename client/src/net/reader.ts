/** Finds what is new in the published rings since they were last read. */
import type { Flight } from "@quickpong/shared/ball.ts";
import { SIDES, type Side } from "@quickpong/shared/court.ts";
import type { AcceptedSegment } from "@quickpong/shared/match.ts";
import {
  COUNTER_WRAP,
  FLIGHT_RING,
  type MatchPublication,
  publishedSide,
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
    const player = publishedSide(state, side);
    const known = this.accepted[side];
    const now = known + ((player.accepted - known) & (COUNTER_WRAP - 1));
    this.accepted[side] = now;
    const kept = Math.min(player.segments.length, SEGMENT_RING);
    const found: AcceptedSegment[] = [];
    for (let n = Math.max(0, now - kept, this.fresh ? 0 : known); n < now; n++) {
      const segment = player.segments[n % SEGMENT_RING];
      if (segment) found.push(segment);
    }
    return found;
  }
}
