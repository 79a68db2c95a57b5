/** Visible errors after the truth arrived, and how they fade: to nothing by the next contact. */
import { SETTLE_ERROR } from "./ball-time.ts";

/** Time constant of the fading (ticks): 100 ms. */
const FADE = 6;
/** Frames in which the opponent's error goes while the ball waits at their paddle. */
const SETTLE_FRAMES = 3;
/** A ball error below this (u) is gone. */
const GONE = 0.05;

export class ErrorSmoothing {
  ballX = 0;
  ballY = 0;
  own = 0;
  opponent = 0;
  private settling = 0;

  /**
   * One frame of fading. `dt` in ticks; `left` is the time until the next contact on the clock of
   * its side (ticks), Infinity when there is none; `side` whose contact that is; `settle` when the
   * ball waits at the opponent's plane.
   */
  fade(dt: number, left: number, side: "own" | "opponent" | null, settle: boolean): void {
    const plain = Math.exp(-dt / FADE);
    const deadline = left <= 0 ? 0 : left === Number.POSITIVE_INFINITY ? 1 : left / (left + dt);
    const ball = Math.min(plain, side === null ? 1 : deadline);
    this.ballX *= ball;
    this.ballY *= ball;
    if (Math.hypot(this.ballX, this.ballY) < GONE) this.dropBall();
    this.own *= side === "own" ? Math.min(plain, deadline) : plain;
    if (!this.settleOpponent(settle)) {
      this.opponent *= side === "opponent" ? Math.min(plain, deadline) : plain;
    }
  }

  private settleOpponent(settle: boolean): boolean {
    if (!settle || Math.abs(this.opponent) <= SETTLE_ERROR) {
      this.settling = 0;
      return false;
    }
    if (this.settling <= 0) this.settling = SETTLE_FRAMES;
    this.opponent *= (this.settling - 1) / this.settling;
    this.settling--;
    return true;
  }

  dropBall(): void {
    this.ballX = 0;
    this.ballY = 0;
  }

  reset(): void {
    this.dropBall();
    this.own = 0;
    this.opponent = 0;
  }
}
