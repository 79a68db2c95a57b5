/**
 * What is published of a match: trajectories, not positions, in short rings. Record n of a ring
 * lives at index n modulo its length. The room's schema has these fields, and so has the plain
 * object that practice uses.
 */
import type { Flight } from "../ball.ts";
import { LEFT, type Side } from "../court.ts";
import { type AcceptedSegment, FLIGHTS_KEPT, SEGMENTS_KEPT } from "../match.ts";

export const SEGMENT_RING = SEGMENTS_KEPT;
export const FLIGHT_RING = FLIGHTS_KEPT;
/** Numbers of records travel modulo this; a multiple of both rings' lengths. */
export const COUNTER_WRAP = 256;

/** What reading and writing a ring needs of it. */
export interface Ring<T> {
  readonly length: number;
  [index: number]: T;
}

export interface PlayerPublication {
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
  /** Each record says its own number, so the ring needs no counter beside it. */
  segments: Ring<AcceptedSegment>;
}

export interface MatchPublication {
  /** The server's tick; published only when nothing else was for a while (a beat). */
  tick: number;
  /** Index into PHASES. */
  phase: number;
  /** Tick at which the phase ends by itself; 0xffffffff for never. */
  phaseEnds: number;
  /** Tick from which the present player may claim the win over the absent one; 0 for not at all. */
  claimFrom: number;
  pointsToWin: number;
  /** Factor on the serve's speed (%). */
  pace: number;
  /** It may be watched: always when public, when the host agrees when private. */
  watchable: boolean;
  /** 0 while running, else 1 + index into END_REASONS. */
  endReason: number;
  /** 0 nobody, 1 left, 2 right. */
  winner: number;
  watchers: number;
  /** How late the server's turns are, nearly at the worst (ms); brought up to date by beats. */
  lateness: number;
  /** Flights in all, modulo COUNTER_WRAP. */
  flown: number;
  flights: Ring<Flight>;
  left: PlayerPublication;
  right: PlayerPublication;
}

export const publishedSide = (publication: MatchPublication, side: Side): PlayerPublication =>
  side === LEFT ? publication.left : publication.right;

/** A publication as a plain object, with nothing published yet. */
export const emptyPublication = (): MatchPublication => ({
  tick: 0,
  phase: 0,
  phaseEnds: 0,
  claimFrom: 0,
  pointsToWin: 0,
  pace: 100,
  watchable: false,
  endReason: 0,
  winner: 0,
  watchers: 0,
  lateness: 0,
  flown: 0,
  flights: [],
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
  segments: [],
});

/** A publication as it is now; records are never changed in place, so they are shared. */
export const copyPublication = (publication: MatchPublication): MatchPublication => ({
  ...publication,
  flights: Array.from(publication.flights),
  left: copyPlayer(publication.left),
  right: copyPlayer(publication.right),
});

const copyPlayer = (player: PlayerPublication): PlayerPublication => ({
  ...player,
  segments: Array.from(player.segments),
});
