/** Notices that a match began or ended, and says what follows from it, once. */
import {
  IDLE_SERVES_WARNED,
  otherSide,
  SIDES,
  type Side,
  TICK_RATE,
} from "@quickpong/shared/court.ts";
import type { MatchState } from "@quickpong/shared/match.ts";
import { CloseReason, type CloseReasonCode } from "@quickpong/shared/protocol/messages.ts";
import { FigureCounter } from "./match-figures.ts";
import type { MatchPort, MatchSummary } from "./match-port.ts";
import type { RecordedSimulation } from "./recorded-simulation.ts";
import type { Seats } from "./seats.ts";

type Simulation = Pick<RecordedSimulation, "state" | "takeRecording">;
type Port = Pick<MatchPort, "started" | "ended" | "deserted" | "release">;

export class MatchLifecycle {
  readonly #state: MatchState;
  readonly #simulation: Simulation;
  readonly #seats: Seats;
  readonly #port: Port;
  readonly #stalledAt: () => number;
  readonly #figures = new FigureCounter();
  /** When the running match began (tick); undefined while none is running. */
  #startedAt: number | undefined;

  /** `stalledAt`: when the process last stood still (ticks of the match). */
  constructor(simulation: Simulation, seats: Seats, port: Port, stalledAt: () => number) {
    this.#simulation = simulation;
    this.#state = simulation.state;
    this.#seats = seats;
    this.#port = port;
    this.#stalledAt = stalledAt;
  }

  /** After every tick, and before a rematch. The seat of a player who was away for too long is given up. */
  look(): void {
    const { outcome, flightCount, now } = this.#state;
    this.#figures.look(this.#state);
    if (!outcome && flightCount > 0 && this.#startedAt === undefined) {
      this.#startedAt = now;
      this.#port.started();
    } else if (outcome) {
      this.#tellEnd(outcome.reason, outcome.winner);
      if (outcome.reason === "absent") this.#releaseDropped();
    }
  }

  /** The room goes for this reason, whether there is an outcome or not. */
  close(closedFor: CloseReasonCode): void {
    this.#figures.look(this.#state);
    const { outcome } = this.#state;
    this.#tellEnd(outcome?.reason ?? "interrupted", outcome?.winner ?? null);
    if (closedFor !== CloseReason.opponentMissing) return;
    // Else a few that never come could keep everybody from playing. A player whom nobody waited for may never
    // have been told of the seat.
    for (const { side, presence } of this.#seats) {
      const waitedFor = this.#seats[otherSide(side)].presence === "here";
      if (presence === "reserved" ? waitedFor : presence !== "here") this.#port.deserted(side);
    }
  }

  #tellEnd(reason: MatchSummary["reason"], winner: Side | null): void {
    if (this.#startedAt === undefined) return;
    const { score, now } = this.#state;
    const seconds = Math.round((10 * (now - this.#startedAt)) / TICK_RATE) / 10;
    const stalled = this.#stalledAt() >= this.#startedAt;
    this.#startedAt = undefined;
    const [left, right] = score;
    const figures = this.#figures.take();
    const recording = this.#simulation.takeRecording();
    const end = { reason, winner, score: [left, right] as const, seconds, stalled, recording };
    this.#port.ended({ ...end, ...figures });
    for (const side of desertersIn(this.#state)) this.#port.deserted(side);
  }

  #releaseDropped(): void {
    for (const side of SIDES) {
      if (this.#seats[side].presence !== "dropped") continue;
      this.#seats[side].presence = "gone";
      this.#port.release(side);
    }
  }
}

/** Sides that have left a running match, or sent nothing since it began or for its last serves. */
function desertersIn({ outcome, players }: MatchState): readonly Side[] {
  const { reason, winner } = outcome ?? {};
  if (reason === "idle" || reason === "score") {
    return SIDES.filter((side) => players[side].idleServes > IDLE_SERVES_WARNED);
  }
  const left = reason === "left" || reason === "absent";
  return left && winner != null ? [otherSide(winner)] : [];
}

/** Why the room can go, or null while somebody may still want it. */
export function overBecause(state: MatchState, seats: Seats): CloseReasonCode | null {
  const { phase, phaseEnds, outcome, flightCount } = state;
  if (phase !== "finished") return null;
  if (outcome?.reason === "void" && flightCount === 0) return CloseReason.opponentMissing;
  const nobodyHere = seats.every((seat) => seat.bot || seat.presence !== "here");
  return nobodyHere || !Number.isFinite(phaseEnds) ? CloseReason.matchOver : null;
}
