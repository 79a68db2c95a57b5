/** The time at which the opponent's paddle is drawn: R, but it waits with a ball that stalls at its plane. */
import { contactTime, type Flight } from "@quickpong/shared/ball.ts";

/** The opponent's paddle catches up at most this fast after the ball has stalled. */
const CATCH_UP = 2;
/** Further behind than this (ticks) it jumps: the tab was asleep. */
const CATCH_UP_MOST = 36;

export class OpponentTime {
  /** Ticks; NaN before the first frame. */
  t = Number.NaN;

  /**
   * Moves on toward `wanted` over `dt` ticks. `stalledAt` is the flight whose contact the ball waits for, and
   * `follows` whether the paddle waits with it in this way of drawing. Returns false when it has jumped.
   */
  move(wanted: number, dt: number, stalledAt: Flight | undefined, follows: boolean): boolean {
    const before = this.t;
    if (!follows || Number.isNaN(before) || Math.abs(wanted - before) > CATCH_UP_MOST) {
      this.t = wanted;
      return false;
    }
    const free = Math.min(wanted, before + CATCH_UP * dt);
    this.t = stalledAt ? Math.min(free, Math.max(before, contactTime(stalledAt))) : free;
    return true;
  }
}
