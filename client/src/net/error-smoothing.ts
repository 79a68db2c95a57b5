/** Visible errors after the truth arrived, and how they fade: to nothing by the next contact. */
import type { BallSample } from "./ball-sample.ts";
import { SETTLE_ERROR } from "./ball-time.ts";

/** Time constant of the fading (ticks): 100 ms. */
const FADE = 6;
/** Frames in which the opponent's error goes while the ball waits at their paddle. */
const SETTLE_FRAMES = 3;
/** A ball error below this (u) is gone. */
const GONE = 0.05;

/** Positions on the screen without the fading errors. */
export interface Drawn {
  own: number;
  opponent: number;
  ball: BallSample | null;
}

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

  /** What was drawn as `before` is drawn as `after` now; returns how far paddle and ball were moved (u). */
  absorb(before: Drawn, after: Drawn): { own: number; ball: number } {
    const own = before.own - after.own;
    this.own += own;
    this.opponent += before.opponent - after.opponent;
    return { own: Math.abs(own), ball: this.absorbBall(before.ball, after.ball) };
  }

  private absorbBall(was: BallSample | null, is: BallSample | null): number {
    // Another rally's ball has nothing to do with the one that was drawn.
    if (!was || !is || (is.n !== was.n && is.flight.hits === 0) || was.n > is.n + 1) {
      this.dropBall();
      return 0;
    }
    this.ballX += was.x - is.x;
    this.ballY += was.y - is.y;
    return Math.hypot(was.x - is.x, was.y - is.y);
  }
}
