/** A paddle: a bar of light that gives way and grows hot where the ball hits it. */
import { BALL_RADIUS, PADDLE_LENGTH, PADDLE_PLANE, REACH } from "@quickpong/shared/court.ts";
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../court-transform.ts";
import type { ViewFrame, Who } from "../net/view-frame.ts";
import { textureKey } from "./bake.ts";
import type { Part, PartContext } from "./part.ts";
import { PADDLE_THICKNESS, SPOT_LENGTH } from "./shapes.ts";
import { refit } from "./textures.ts";

/** The plane is where the ball's centre turns, so the bar's face lies a radius behind it (u). */
const PADDLE_X = PADDLE_PLANE + BALL_RADIUS + PADDLE_THICKNESS / 2;
const RECOIL = 9;
const RECOIL_MS = 160;
/** A hit at its very end turns it this far (rad). */
const TILT = 0.07;
const SPOT_MS = 320;
/** The spot stays on the bar (u). */
const SPOT_MAX_Y = PADDLE_LENGTH / 2 - SPOT_LENGTH * 0.3;
const AWAY_ALPHA = 0.3;
/** Who has lost puts out the lamp, slowly. */
const BEATEN_ALPHA = 0.45;
const BEATEN_MS = 900;

export class PaddlePart implements Part {
  private readonly image: GameObjects.Image;
  private readonly spot: GameObjects.Image;
  private readonly who: Who;
  private readonly side: -1 | 1;
  private readonly calm: boolean;
  private recoil = 0;
  private heat = 0;
  /** Where it was hit last, from its middle (u). */
  private hitAt = 0;
  private beaten = 0;

  constructor({ scene, court, calm }: PartContext, who: Who) {
    this.who = who;
    this.side = who === "own" ? -1 : 1;
    this.calm = calm;
    this.image = scene.add.image(0, 0, textureKey("paddle", who));
    this.spot = scene.add.image(0, 0, textureKey("spot", who)).setVisible(false);
    court.add([this.image, this.spot]);
  }

  show(frame: ViewFrame, delta: number): void {
    this.recoil = Math.max(0, this.recoil - delta / RECOIL_MS);
    this.heat = Math.max(0, this.heat - delta / SPOT_MS);
    for (const event of frame.events) {
      if (event.type === "hit" && event.by === this.who) this.hit(event.gap);
    }
    const { winner } = frame.outcome ?? { winner: null };
    const lost = winner !== null && winner !== this.who;
    this.beaten = lost ? Math.min(1, this.beaten + delta / BEATEN_MS) : 0;
    this.draw(frame);
  }

  private hit(gap: number): void {
    this.recoil = this.calm ? 0 : 1;
    this.heat = 1;
    this.hitAt = Math.max(-SPOT_MAX_Y, Math.min(SPOT_MAX_Y, gap));
  }

  private draw(frame: ViewFrame): void {
    const player = frame[this.who];
    const give = this.recoil * this.recoil;
    const x = this.side * (PADDLE_X + RECOIL * give);
    // The end that was hit gives way more than the other.
    const turn = this.side * -TILT * give * (this.hitAt / REACH);
    const alpha = (player.present ? 1 : AWAY_ALPHA) * (1 - (1 - BEATEN_ALPHA) * this.beaten);
    this.image.setPosition(x, player.y).setRotation(turn).setAlpha(alpha);
    this.spot
      .setVisible(this.heat > 0)
      .setPosition(x - Math.sin(turn) * this.hitAt, player.y + this.hitAt)
      .setRotation(turn)
      .setAlpha(this.heat * this.heat);
  }

  place(_fit: CourtTransform, unit: number): void {
    for (const image of [this.image, this.spot]) {
      refit(image);
      image.setScale(unit);
    }
  }
}
