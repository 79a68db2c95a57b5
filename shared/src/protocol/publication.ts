/**
 * What is published of a match: trajectories, not positions, in short rings. Record n of a ring
 * lives in the field whose number is n modulo the ring's length. The room's schema has these fields,
 * and so has the plain object that practice uses.
 *
 * The rings are fields and not arrays of the schema: to change an element of those takes a proxy, a
 * map and a change tree of their own; see docs/adr/0011-bypass-colyseus-for-play.md.
 */
import type { Flight } from "../ball.ts";
import { LEFT, type Side } from "../court.ts";
import { type AcceptedSegment, FLIGHTS_KEPT, SEGMENTS_KEPT } from "../match.ts";
import type { Rules } from "../rules.ts";

export const SEGMENT_RING = SEGMENTS_KEPT;
export const FLIGHT_RING = FLIGHTS_KEPT;
/** Numbers of records travel modulo this; a multiple of both rings' lengths. */
export const COUNTER_WRAP = 256;

/** 0, 1, and so on, below N. */
type Below<N, Count extends number[] = []> = Count["length"] extends N
  ? Count[number]
  : Below<N, [...Count, Count["length"]]>;
export type SegmentField = `s${Below<typeof SEGMENT_RING>}`;
export type FlightField = `f${Below<typeof FLIGHT_RING>}`;

/** Names of the rings' fields, by their number. */
export const SEGMENT_FIELDS = Array.from(
  { length: SEGMENT_RING },
  (_, i) => `s${i}` as SegmentField,
);
export const FLIGHT_FIELDS = Array.from({ length: FLIGHT_RING }, (_, i) => `f${i}` as FlightField);

/** The ring of segments. Each says its own number, so it needs no counter beside it. */
type SegmentRing = { [field in SegmentField]?: AcceptedSegment | undefined };
type FlightRing = { [field in FlightField]?: Flight | undefined };

export interface PlayerPublication extends SegmentRing {
  /** Shown name, already cleaned. */
  name: string;
  /** A bot's level, or "" for a human. */
  bot: string;
  /** Has a live connection. */
  present: boolean;
  /** Their tab is hidden. */
  away: boolean;
  wantsRematch: boolean;
  score: number;
  /** Matches won in this room, modulo 256. */
  wins: number;
  /** Serves since the last input. */
  idleServes: number;
  /** Round trip as the player's client measures it (ms), 0 when not known. */
  rtt: number;
  /** The rating as it is shown; 0 for bots and for people who have none or are not known. */
  rating: number;
  /** It is shown with a question mark. */
  provisional: boolean;
}

export interface PublishedState extends FlightRing {
  /** The server's tick; published only when nothing else was for a while (a keepalive). */
  tick: number;
  /** Index into PHASES. */
  phase: number;
  /** Tick at which the phase ends by itself; 0xffffffff for never. */
  phaseEnds: number;
  /** Tick from which the present player may claim the win over the absent one; 0 for not at all. */
  claimFrom: number;
  /** By which it is played; undefined before anything is published. They travel once. */
  rules: Rules | undefined;
  /** It may be watched: always when public, when the host agrees when private. */
  watchable: boolean;
  /** 0 while running, else 1 + index into END_REASONS. */
  endReason: number;
  /** 0 nobody, 1 left, 2 right. */
  winner: number;
  watchers: number;
  /** How late the server's ticks are, nearly at the worst (ms); brought up to date by keepalives. */
  lateness: number;
  /** Flights in all, modulo COUNTER_WRAP. */
  flightCount: number;
  left: PlayerPublication;
  right: PlayerPublication;
}

export const publishedSide = (publication: PublishedState, side: Side): PlayerPublication =>
  side === LEFT ? publication.left : publication.right;

/** Segment number `n` (or modulo COUNTER_WRAP) of a player, or whichever has its place. */
export const segmentAt = (player: PlayerPublication, n: number): AcceptedSegment | undefined =>
  player[SEGMENT_FIELDS[n % SEGMENT_RING] as SegmentField];

/** Whatever is in a player's ring of segments, in no order. */
export const segmentsIn = (player: PlayerPublication): AcceptedSegment[] =>
  SEGMENT_FIELDS.flatMap((field) => player[field] ?? []);

export function putSegment(player: PlayerPublication, segment: AcceptedSegment): void {
  player[SEGMENT_FIELDS[segment.n % SEGMENT_RING] as SegmentField] = segment;
}

/** Flight number `n` (or modulo COUNTER_WRAP), or whichever has its place. */
export const flightAt = (match: PublishedState, n: number): Flight | undefined =>
  match[FLIGHT_FIELDS[n % FLIGHT_RING] as FlightField];

export function putFlight(match: PublishedState, n: number, flight: Flight): void {
  match[FLIGHT_FIELDS[n % FLIGHT_RING] as FlightField] = flight;
}

/** A publication as a plain object, with nothing published yet. */
export const emptyPublication = (): PublishedState => ({
  tick: 0,
  phase: 0,
  phaseEnds: 0,
  claimFrom: 0,
  rules: undefined,
  watchable: false,
  endReason: 0,
  winner: 0,
  watchers: 0,
  lateness: 0,
  flightCount: 0,
  left: emptyPlayer(),
  right: emptyPlayer(),
});

const emptyPlayer = (): PlayerPublication => ({
  name: "",
  bot: "",
  present: false,
  away: false,
  wantsRematch: false,
  score: 0,
  wins: 0,
  idleServes: 0,
  rtt: 0,
  rating: 0,
  provisional: false,
});

/** A publication as it is now; records are never changed in place, so they are shared. */
export const copyPublication = (publication: PublishedState): PublishedState => ({
  ...publication,
  left: { ...publication.left },
  right: { ...publication.right },
});
