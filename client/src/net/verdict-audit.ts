/**
 * Contacts as they were drawn, compared with what the server ruled: the measure of the whole
 * netcode. "Wrong" means that the player's eyes and the score disagree.
 */
import { type Flight, reachAt } from "@quickpong/shared/ball.ts";
import type { Rules } from "@quickpong/shared/rules.ts";

/** The own contact counts as disagreeing when it was this clear (u). */
const OWN_MARGIN = 2;
/** The opponent's when the picture was off by this much (u). */
const OPPONENT_MARGIN = 4;

export interface VerdictCounts {
  own: number;
  ownWrong: number;
  opponent: number;
  opponentWrong: number;
}

interface DrawnContact {
  own: boolean;
  /** Distance of ball and paddle as drawn (u). */
  gap: number;
  ruling: Flight["ruling"];
}

export class VerdictAudit {
  readonly counts: VerdictCounts = { own: 0, ownWrong: 0, opponent: 0, opponentWrong: 0 };
  private readonly open = new Map<number, DrawnContact>();
  private newest = -1;

  /** Whether contact `n` has been drawn already. */
  has(n: number): boolean {
    return n <= this.newest;
  }

  /** Contact number `n` is drawn in this frame. */
  shown(n: number, shown: DrawnContact): void {
    this.newest = n;
    this.open.set(n, shown);
  }

  /** Compares what was drawn with the server's rulings, as far as they are known by now. */
  settle(known: { rules: Rules; flight(n: number): Flight | undefined }): void {
    if (this.open.size === 0) return;
    for (const [n, shown] of this.open) {
      const flight = known.flight(n);
      if (flight?.ruling === "open") continue;
      this.open.delete(n);
      if (flight) this.count(shown, flight, reachAt(known.rules, flight));
    }
  }

  private count(shown: DrawnContact, flight: Flight, reach: number): void {
    const hit = flight.ruling === "hit";
    if (shown.own) {
      this.counts.own++;
      const clear = Math.abs(shown.gap - reach) > OWN_MARGIN;
      if (clear && shown.gap <= reach !== hit) this.counts.ownWrong++;
      return;
    }
    this.counts.opponent++;
    const drawnWrong = hit
      ? shown.gap > reach + OPPONENT_MARGIN
      : shown.gap < reach - OPPONENT_MARGIN;
    if (drawnWrong || shown.ruling !== flight.ruling) this.counts.opponentWrong++;
  }

  /** After coming back: what was under way is not compared. */
  reset(newest: number): void {
    this.open.clear();
    this.newest = newest;
  }
}
