/** The countdown on the middle line, before the first serve of a match. */
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../../layout/court-transform.ts";
import { isOpening } from "../../net/match-status.ts";
import type { ViewFrame } from "../../net/view-frame.ts";
import type { Palette } from "../canvas2d/palette.ts";
import { DIGITS, refit, write } from "../textures/textures.ts";
import type { Layer, LayerContext } from "./layer.ts";

const COUNT_SIZE = 190;
const COUNT_MS = 900;
/** It makes room for a ball that waits nearer to the middle than this (u). */
const COUNT_ROOM = 130;
/** Where two sit face to face, each has one in their half, so far from the middle line (u). */
const COUNT_APART = 150;

export class CountdownLayer implements Layer {
  private readonly calm: boolean;
  private readonly palette: Palette;
  private readonly count: GameObjects.Text;
  /** The same for the one who sits at the far end. */
  private readonly farCount: GameObjects.Text;
  private facing = false;
  /** Covers the middle line under the number. */
  private readonly patch: GameObjects.Image;
  private countAge = COUNT_MS;
  private unit = 1;

  constructor({ scene, court, palette, calm }: LayerContext) {
    this.calm = calm;
    this.palette = palette;
    const style = { ...DIGITS, fontFamily: palette.display, color: palette.ink };
    const number = () => scene.add.text(0, 0, "", style).setOrigin(0.5).setVisible(false);
    this.count = number();
    this.farCount = number();
    this.patch = scene.add.image(0, 0, "patch").setVisible(false);
    court.add([this.patch, this.count, this.farCount]);
  }

  show(frame: ViewFrame, delta: number): void {
    for (const event of frame.events) {
      if (event.type === "countdown") this.startCount(event.left);
    }
    this.showCount(frame, delta);
  }

  reset(): void {
    this.countAge = COUNT_MS;
    this.patch.setVisible(false);
    this.count.setVisible(false);
    this.farCount.setVisible(false);
  }

  private startCount(left: number): void {
    write(this.count, String(left));
    write(this.farCount, String(left));
    this.countAge = 0;
  }

  private showCount(frame: ViewFrame, delta: number): void {
    this.countAge += delta;
    const t = Math.min(1, this.countAge / COUNT_MS);
    const visible = t < 1 && frame.phase === "countdown" && isOpening(frame);
    this.patch.setVisible(visible && !this.facing).setScale(this.unit);
    const near = frame.ball !== null && Math.abs(frame.ball.y) < COUNT_ROOM;
    const away = near
      ? (frame.ball?.y ?? 0) - Math.sign(frame.ball?.y || 1) * 1.25 * COUNT_ROOM
      : 0;
    this.patch.setPosition(0, away);
    const [alpha, scale] = [1 - t * t, this.unit * (this.calm ? 1 : 1 + 0.35 * (1 - t) ** 4)];
    const apart = this.facing ? COUNT_APART : 0;
    this.count
      .setPosition(-apart || 0, away)
      .setVisible(visible)
      .setAlpha(alpha)
      .setScale(scale);
    this.farCount
      .setPosition(apart, away)
      .setVisible(visible && this.facing)
      .setAlpha(alpha)
      .setScale(scale);
  }

  place(fit: CourtTransform, unit: number): void {
    this.unit = unit;
    this.facing = fit.facing;
    refit(this.patch);
    const turn = fit.upright ? Math.PI / 2 : 0;
    for (const [count, way] of [
      [this.count, turn],
      [this.farCount, -turn],
    ] as const) {
      count
        .setColor(this.palette.ink)
        .setFontSize(COUNT_SIZE / unit)
        .setScale(unit)
        .setRotation(way);
    }
  }
}
