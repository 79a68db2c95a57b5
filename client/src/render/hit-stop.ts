/**
 * Weight for hard hits: the drawn ball stays at the paddle for a moment and has caught up with its
 * place before anybody could act on it. Only the picture; contacts are never late. Pure.
 */
import { PADDLE_PLANE } from "@quickpong/shared/court.ts";
import type { ViewFrame } from "../net/view-frame.ts";

/** A hit this fast has weight (u/tick): six hits after a usual serve. */
const HARD = 15;
const FASTEST = 31;
/** The ball is where it belongs again after this, for the fastest hit (ms). */
const LONGEST_MS = 75;

export class HitStop {
  private age = 0;
  private life = 0;
  private x = 0;
  private y = 0;

  /** The frame as it is to be drawn, `delta` ms after the last one. */
  apply(frame: ViewFrame, delta: number): ViewFrame {
    this.age += delta;
    for (const event of frame.events) {
      if (event.type === "hit") {
        const force = Math.min(1, (event.speed - HARD) / (FASTEST - HARD));
        this.life = force > 0 ? LONGEST_MS * (0.5 + 0.5 * force) : 0;
        this.age = 0;
        this.x = event.by === "own" ? -PADDLE_PLANE : PADDLE_PLANE;
        this.y = event.y;
      } else if (event.type !== "emote") this.life = 0;
    }
    const { ball } = frame;
    if (!ball || this.age >= this.life) return frame;
    const t = this.age / this.life;
    const share = t * t;
    const x = this.x + (ball.x - this.x) * share;
    const y = this.y + (ball.y - this.y) * share;
    return { ...frame, ball: { ...ball, x, y } };
  }
}
