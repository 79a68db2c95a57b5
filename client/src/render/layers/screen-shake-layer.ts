/** A goal pushes the whole court once toward where the ball went. */
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../../layout/court-transform.ts";
import type { ViewFrame } from "../../net/view-frame.ts";
import type { Layer, LayerContext } from "./layer.ts";

/** How far (u) and for how long (ms). */
const NUDGE = 7;
const NUDGE_MS = 220;

export class ScreenShakeLayer implements Layer {
  private readonly court: GameObjects.Container;
  private readonly calm: boolean;
  private home = { x: 0, y: 0 };
  private upright = false;
  private unit = 1;
  private nudge = 0;
  private nudgeX = 0;

  constructor({ court, calm }: LayerContext) {
    this.court = court;
    this.calm = calm;
  }

  show(frame: ViewFrame, delta: number): void {
    if (this.calm) return;
    for (const event of frame.events) {
      if (event.type !== "goal") continue;
      this.nudge = 1;
      this.nudgeX = Math.sign(event.x);
    }
    this.shake(delta);
  }

  private shake(delta: number): void {
    if (this.nudge === 0) return;
    this.nudge = Math.max(0, this.nudge - delta / NUDGE_MS);
    const swing = Math.sin((1 - this.nudge) * 2 * Math.PI) * this.nudge;
    const way = (this.nudgeX * NUDGE * swing) / this.unit;
    if (this.upright) this.court.setPosition(this.home.x, this.home.y - way);
    else this.court.setPosition(this.home.x + way, this.home.y);
  }

  place(fit: CourtTransform, unit: number): void {
    this.unit = unit;
    this.upright = fit.upright;
    this.home = { x: this.court.x, y: this.court.y };
  }
}
