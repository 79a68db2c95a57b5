/**
 * Everything that can be seen of a recorded match, each with its time: collected by simulating it once. Any
 * moment is found in it by search. Pure.
 */
import type { Flight } from "@quickpong/shared/ball.ts";
import { SIDES, type Side, ticksFromMs } from "@quickpong/shared/court.ts";
import type { AcceptedSegment, Outcome, Phase } from "@quickpong/shared/match.ts";
import type { AnyRecording } from "@quickpong/shared/replay.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { ReplayedMatch, ReplayedState } from "./replayed-match.ts";

/** A piece of paddle motion, and when the server said it: at the end of the tick (ticks). */
export interface KnownSegment {
  known: number;
  segment: AcceptedSegment;
}

export interface KnownFlight {
  n: number;
  /** As it was in the end. */
  flight: Flight;
  /** When the server said it: at the end of the tick (ticks). */
  known: number;
  /** When it said the ruling (ticks); Infinity when it never did. */
  ruled: number;
}

/** What a player wanted, as it was sent. */
export interface KnownInput {
  /** When it arrived (ticks). */
  arrived: number;
  /** From when it was meant to apply (ticks). */
  tick: number;
  /** Where the paddle was to go (u). */
  target: number;
}

type Pair<T> = [left: T, right: T];

/** What stood from `at` on (ticks): score, phase, who was there. */
export interface Standing {
  at: number;
  phase: Phase;
  phaseEnds: number;
  score: Pair<number>;
  series: Pair<number>;
  present: Pair<boolean>;
  outcome: Outcome | null;
}

export interface MatchRecord {
  rules: Rules;
  /** The first countdown, and a moment after the end (ticks): what is shown lies between. */
  from: number;
  to: number;
  segments: Pair<KnownSegment[]>;
  flights: KnownFlight[];
  inputs: Pair<KnownInput[]>;
  standings: Standing[];
}

/** The end is looked at for so long (ticks). */
const AFTER_END = ticksFromMs(1500);

/** Plays `match` through to the end of the recording that it was begun from. */
export function collect(match: ReplayedMatch, recording: AnyRecording): MatchRecord {
  const collector = new Collector(match);
  const inputs: MatchRecord["inputs"] = [[], []];
  for (const [now, side, message] of recording.messages) {
    // While the process was stopped nothing fell due.
    collector.stepTo(message.kind === "outage" ? message.since : now);
    match.tell(now, side, message);
    collector.look();
    if (message.kind !== "input") continue;
    inputs[side].push({ arrived: now, tick: message.tick, target: message.target });
  }
  collector.stepTo(recording.end);
  return { ...collector.record(recording), inputs };
}

class Collector {
  private readonly match: ReplayedMatch;
  private readonly segments: MatchRecord["segments"] = [[], []];
  private readonly flights: KnownFlight[] = [];
  private readonly standings: Standing[] = [];
  /** Number of the first flight, and of each side's first segment: a rematch goes on counting. */
  private readonly firstFlight: number;
  private readonly firstSegment: Pair<number>;

  constructor(match: ReplayedMatch) {
    this.match = match;
    const { flights, flightCount, players } = match.state;
    const [left, right] = players;
    this.firstFlight = flightCount - flights.length;
    this.firstSegment = [firstSegmentOf(left), firstSegmentOf(right)];
    this.look();
  }

  /** Lets time pass, and looks whenever something falls due. */
  stepTo(now: number): void {
    const { match } = this;
    for (let due = match.nextDue(); due <= now; due = match.nextDue()) {
      if (due === Number.POSITIVE_INFINITY) break;
      match.advance(due);
      this.look();
    }
    match.advance(now);
  }

  /** Notes what is new. */
  look(): void {
    const { state } = this.match;
    for (const side of SIDES) this.lookAtPaddle(state, side);
    this.lookAtBall(state);
    this.lookAtStanding(state);
  }

  private lookAtPaddle({ now, players }: ReplayedState, side: Side): void {
    const { segments, segmentCount } = players[side];
    const known = this.segments[side];
    const fresh = segmentCount - this.firstSegment[side] - known.length;
    if (fresh === 0) return;
    for (const segment of segments.slice(-fresh)) {
      known.push({ known: Math.ceil(now), segment });
    }
  }

  private lookAtBall({ now, flights, flightCount }: ReplayedState): void {
    const oldest = flightCount - flights.length;
    const said = Math.ceil(now);
    const last = this.flights[this.flights.length - 1];
    const open = last?.ruled === Number.POSITIVE_INFINITY;
    const from = this.firstFlight + this.flights.length - (open ? 1 : 0);
    for (let n = Math.max(from, oldest); n < flightCount; n++) {
      const flight = flights[n - oldest] as Flight;
      const ruled = flight.ruling === "open" ? Number.POSITIVE_INFINITY : said;
      const before = this.flights[n - this.firstFlight];
      if (!before) this.flights.push({ n, flight, known: said, ruled });
      else if (before.flight !== flight) Object.assign(before, { flight, ruled });
    }
  }

  private lookAtStanding(state: ReplayedState): void {
    const { now, phase, phaseEnds, score, series, players, outcome } = state;
    const last = this.standings[this.standings.length - 1];
    const present: Pair<boolean> = [players[0].present, players[1].present];
    const same =
      last?.phase === phase &&
      last.phaseEnds === phaseEnds &&
      last.outcome === outcome &&
      sameIn(last.score, score) &&
      sameIn(last.present, present);
    if (same) return;
    const copies = { score: [...score] as Pair<number>, series: [...series] as Pair<number> };
    this.standings.push({ at: now, phase, phaseEnds, present, outcome, ...copies });
  }

  record({ end }: AnyRecording): Omit<MatchRecord, "inputs"> {
    const { segments, flights, standings } = this;
    const { rules } = this.match;
    const last = standings[standings.length - 1] as Standing;
    const finished = standings.find(({ phase }) => phase === "finished");
    const began = standings.find(({ phase }) => phase !== "waiting") ?? last;
    const from = Math.min(began.at, end);
    const to = finished ? finished.at + AFTER_END : end;
    return { rules, from, to: Math.max(from + 1, to), segments, flights, standings };
  }
}

const firstSegmentOf = ({ segments, segmentCount }: ReplayedState["players"][0]): number =>
  segmentCount - segments.length;

const sameIn = <T>(a: Pair<T>, b: Pair<T>): boolean => a[0] === b[0] && a[1] === b[1];
