/** Matches and messages seen in a mirror. */
import type { Flight } from "../../src/ball.ts";
import { otherSide, type Side } from "../../src/court.ts";
import { createMatch, type MatchState, type PlayerState } from "../../src/match.ts";
import type { Segment } from "../../src/paddle.ts";
import { applyMessage, type Recording, type SimulationMessage } from "../../src/replay.ts";
import { advance } from "../../src/simulation.ts";
import { calledUntil } from "./play.ts";

export interface Mirror {
  side(side: Side): Side;
  flight(flight: Flight): Flight;
  segment<T extends Segment>(segment: T): T;
  message(message: SimulationMessage): SimulationMessage;
}

export const leftRight: Mirror = {
  side: otherSide,
  flight: (flight) => ({ ...flight, vx: -flight.vx }),
  segment: (segment) => segment,
  message: (message) => message,
};
export const topBottom: Mirror = {
  side: (side) => side,
  flight: (flight) => ({ ...flight, y: -flight.y, vy: -flight.vy, gap: -flight.gap }),
  segment: (segment) => ({ ...segment, y: -segment.y, target: -segment.target }),
  message: (message) =>
    message.kind === "input" ? { ...message, target: -message.target } : message,
};

/** The whole state as the mirror shows it. */
export function reflect(match: MatchState, mirror: Mirror): MatchState {
  const pair = <T>([left, right]: readonly [T, T]): [T, T] =>
    mirror.side(0) === 0 ? [left, right] : [right, left];
  const player = (of: PlayerState) => ({ ...of, segments: of.segments.map(mirror.segment) });
  const [left, right] = pair(match.players);
  const winner = match.outcome?.winner ?? null;
  return {
    ...match,
    players: [player(left), player(right)],
    flights: match.flights.map(mirror.flight),
    score: pair(match.score),
    series: pair(match.series),
    receiver: mirror.side(match.receiver),
    outcome: match.outcome && {
      reason: match.outcome.reason,
      winner: winner === null ? null : mirror.side(winner),
    },
  };
}

/**
 * Plays a recording and, tick by tick beside it, its mirror image. Serves come from random numbers,
 * which have no mirror image, so the second match is given the first one's, mirrored.
 */
export function playBoth(
  recording: Recording,
  mirror: Mirror,
  compare: (match: MatchState, image: MatchState) => void,
): void {
  const { rules, key, start } = recording;
  const match = createMatch(rules, key, start);
  const image = reflect(match, mirror);
  const both = (act: (match: MatchState, mirrored: boolean) => void) => {
    const { flightCount } = match;
    act(match, false);
    act(image, true);
    if (match.flightCount > flightCount) copyServe(match, image, mirror);
    compare(match, image);
  };
  let tick = Math.floor(start);
  for (const recorded of recording.messages) {
    const [now, side, message] = recorded;
    const until = calledUntil(recorded);
    while (tick < until) {
      tick++;
      both((each) => advance(each, Math.min(tick, until)));
    }
    tick = Math.max(tick, Math.floor(now));
    both((each, mirrored) =>
      mirrored
        ? applyMessage(each, now, mirror.side(side), mirror.message(message))
        : applyMessage(each, now, side, message),
    );
  }
}

function copyServe(match: MatchState, image: MatchState, mirror: Mirror): void {
  const flight = match.flights.at(-1);
  if (flight?.hits !== 0 || flight.ruling !== "open") return;
  image.flights[image.flights.length - 1] = mirror.flight(flight);
  image.receiver = mirror.side(match.receiver);
}
