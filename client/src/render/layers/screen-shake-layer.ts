/** A goal pushes the whole court once toward where the ball went. */
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../../layout/court-transform.ts";
import type { ViewFrame } from "../../net/view-frame.ts";
import type { Layer, LayerContext } from "./layer.ts";

/** How far (u) and for how long (ms). */
const SHAKE = 7;
const SHAKE_MS = 220;

export class ScreenShakeLayer implements Layer {
  private readonly court: GameObjects.Container;
  private readonly calm: boolean;
  private home = { x: 0, y: 0 };
  private upright = false;
  private unit = 1;
  private shaking = 0;
  private shakeX = 0;

  constructor({ court, calm }: LayerContext) {
    this.court = court;
    this.calm = calm;
  }

  reset(): void {
    if (this.shaking === 0) return;
    this.shaking = 0;
    this.court.setPosition(this.home.x, this.home.y);
  }

  show(frame: ViewFrame, delta: number): void {
    if (this.calm) return;
    for (const event of frame.events) {
      if (event.type !== "goal") continue;
      this.shaking = 1;
      this.shakeX = Math.sign(event.x);
    }
    this.shake(delta);
  }

  private shake(delta: number): void {
    if (this.shaking === 0) return;
    this.shaking = Math.max(0, this.shaking - delta / SHAKE_MS);
    const swing = Math.sin((1 - this.shaking) * 2 * Math.PI) * this.shaking;
    const way = (this.shakeX * SHAKE * swing) / this.unit;
    if (this.upright) this.court.setPosition(this.home.x, this.home.y - way);
    else this.court.setPosition(this.home.x + way, this.home.y);
  }

  place(fit: CourtTransform, unit: number): void {
    this.unit = unit;
    this.upright = fit.upright;
    this.home = { x: this.court.x, y: this.court.y };
  }
}
