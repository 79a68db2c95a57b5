/** The longest rally of a recorded match: the lines that its ball has drawn, and the paddles that it met. Pure. */
import {
  ballX,
  ballY,
  contactTime,
  contactY,
  defenderOf,
  type Flight,
  goalTime,
  planeOf,
} from "@quickpong/shared/ball.ts";
import { BALL_MAX_Y, otherSide, type Side } from "@quickpong/shared/court.ts";
import { type AnyMatchState, type AnyRecording, replayAny } from "@quickpong/shared/replay.ts";
import { paddleLength } from "@quickpong/shared/rules.ts";

/** A straight piece of the ball's way (u). */
export interface Piece {
  fromX: number;
  fromY: number;
  toX: number;
  toY: number;
  /** Who struck the ball; null for a serve. */
  by: Side | null;
  /** Counts the flights of the rally that are shown, from 0. */
  flight: number;
}

/** A paddle where it met the ball, or missed it (u). */
export interface Meeting {
  side: Side;
  y: number;
  length: number;
  flight: number;
}

export interface RallyLines {
  pieces: Piece[];
  meetings: Meeting[];
  /** Flights that are shown. */
  flights: number;
  score: readonly [left: number, right: number];
}

/** Of a longer rally the last flights are shown. */
const MOST_FLIGHTS = 60;
/** Paddles by rules of version 1 (u). */
const OLD_LENGTH = 160;

/** Plays the match. Throws when it is by rules that this program does not know. */
export function longestRally(recording: AnyRecording): RallyLines {
  const flights: Flight[] = [];
  const match = replayAny(recording, (each) => note(flights, each));
  // A rematch goes on counting: there is nothing before its first flight.
  const shown = longestOf(Object.values(flights)).slice(-MOST_FLIGHTS);
  return {
    pieces: shown.flatMap(piecesOf),
    meetings: shown.flatMap((flight, n) => meetingOf(recording, flight, n)),
    flights: shown.length,
    score: match.score,
  };
}

/** Puts the match's flights where they are counted. A flight counts as it was seen last, with its ruling. */
export function note(flights: Flight[], match: AnyMatchState): void {
  const first = match.flightCount - match.flights.length;
  for (const [n, flight] of match.flights.entries()) flights[first + n] = flight;
}

/** The flights of the longest rally; of several as long the last one. */
export function longestOf(flights: readonly Flight[]): Flight[] {
  let longest: Flight[] = [];
  let rally: Flight[] = [];
  for (const flight of flights) {
    if (flight.hits === 0) rally = [];
    rally.push(flight);
    if (rally.length >= longest.length) longest = rally;
  }
  return longest;
}

/** A flight's line folds at the walls. A ball that was missed flies on to the goal line. */
function piecesOf(flight: Flight, n: number): Piece[] {
  const until = flight.ruling === "miss" ? goalTime(flight) : contactTime(flight);
  const times = [flight.start, ...wallTimes(flight, until), until];
  const by = flight.hits === 0 ? null : otherSide(defenderOf(flight));
  return times.slice(1).map((to, i) => {
    const from = times[i] as number;
    return {
      ...{ fromX: ballX(flight, from), fromY: ballY(flight, from) },
      ...{ toX: ballX(flight, to), toY: ballY(flight, to) },
      ...{ by, flight: n },
    };
  });
}

/** Unfolded, the walls lie at every odd multiple of BALL_MAX_Y. */
function wallTimes({ start, y, vy }: Flight, until: number): number[] {
  const times: number[] = [];
  const way = Math.sign(vy);
  for (let wall = way; way !== 0; wall += 2 * way) {
    const time = start + (wall * BALL_MAX_Y - y) / vy;
    if (time >= until) break;
    if (time > start) times.push(time);
  }
  return times;
}

function meetingOf({ rules }: AnyRecording, flight: Flight, n: number): Meeting[] {
  if (flight.ruling !== "hit" && flight.ruling !== "miss") return [];
  const length = "paddleLength" in rules ? paddleLength(rules, flight.hits) : OLD_LENGTH;
  const side = defenderOf(flight);
  return [{ side, y: contactY(flight) - flight.gap, length, flight: n }];
}

/** Where a side's paddle stands (u). */
export const paddleX = (side: Side, behind: number): number =>
  planeOf(side) + Math.sign(planeOf(side)) * behind;
