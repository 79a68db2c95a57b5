/** Finds what is new in the published rings since they were last read. */
import type { Flight } from "@quickpong/shared/ball.ts";
import { SIDES, type Side } from "@quickpong/shared/court.ts";
import type { AcceptedSegment } from "@quickpong/shared/match.ts";
import {
  COUNTER_WRAP,
  FLIGHT_RING,
  flightAt,
  type PlayerPublication,
  type PublishedState,
  publishedSide,
  SEGMENT_RING,
  segmentAt,
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

export class PublicationReader {
  private readonly segmentCounts: [number, number] = [0, 0];
  private flightCount = 0;
  /** Number of the newest flight that was handed out as ruled. */
  private ruled = -1;
  private fresh = true;

  /** Everything that was published since the last call; at first, all that the rings hold. */
  read(state: PublishedState): News {
    const news: News = { segments: [[], []], flights: [] };
    for (const side of SIDES) news.segments[side] = this.readSegments(state, side);
    const known = this.flightCount;
    this.flightCount += (state.flightCount - this.flightCount) & (COUNTER_WRAP - 1);
    const oldest = this.flightCount - FLIGHT_RING;
    const from = this.fresh ? oldest : Math.max(known - 1, oldest);
    for (let n = Math.max(0, from); n < this.flightCount; n++) {
      const flight = flightAt(state, n);
      if (!flight || (n <= this.ruled && !this.fresh)) continue;
      news.flights.push({ n, flight });
      if (flight.ruling !== "open") this.ruled = n;
    }
    this.fresh = false;
    return news;
  }

  /**
   * After coming back: the next state is read as a whole. The count of flights goes on, for whoever
   * reads knows them by their numbers, and what is published says them modulo COUNTER_WRAP only.
   */
  restart(): void {
    this.fresh = true;
  }

  private readSegments(state: PublishedState, side: Side): AcceptedSegment[] {
    const player = publishedSide(state, side);
    const found: AcceptedSegment[] = [];
    const next = this.segmentCounts[side];
    let n = this.fresh || !isAt(player, next - 1) ? oldest(player) : next;
    for (let left = SEGMENT_RING; left > 0 && isAt(player, n); left--, n++) {
      found.push(segmentAt(player, n) as AcceptedSegment);
    }
    this.segmentCounts[side] = n;
    return found;
  }
}

/** Whether the ring still, or already, holds segment number `n`. */
function isAt(player: PlayerPublication, n: number): boolean {
  const segment = n >= 0 ? segmentAt(player, n) : undefined;
  return segment !== undefined && segment.n % COUNTER_WRAP === n % COUNTER_WRAP;
}

/** Number (modulo COUNTER_WRAP) of the oldest segment: the one that does not follow the one before it. */
function oldest(player: PlayerPublication): number {
  for (let i = 0; i < SEGMENT_RING; i++) {
    const before = segmentAt(player, i + SEGMENT_RING - 1);
    const here = segmentAt(player, i);
    if (here && before && (before.n + 1) % COUNTER_WRAP !== here.n % COUNTER_WRAP) return here.n;
  }
  return segmentAt(player, 0)?.n ?? 0;
}
