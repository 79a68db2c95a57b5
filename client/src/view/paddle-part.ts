/** A paddle: a bar of light that gives way a little when the ball hits it. */
import { BALL_RADIUS, PADDLE_PLANE } from "@quickpong/shared/court.ts";
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../court-transform.ts";
import type { ViewFrame, Who } from "../net/view-frame.ts";
import { PADDLE_THICKNESS, textureKey } from "./bake.ts";
import type { Part, PartContext } from "./part.ts";
import { refit } from "./textures.ts";

/** The plane is where the ball's centre turns, so the bar's face lies a radius behind it (u). */
const PADDLE_X = PADDLE_PLANE + BALL_RADIUS + PADDLE_THICKNESS / 2;
const RECOIL = 9;
const RECOIL_MS = 160;
const AWAY_ALPHA = 0.3;

export class PaddlePart implements Part {
  private readonly image: GameObjects.Image;
  private readonly who: Who;
  private readonly side: -1 | 1;
  private readonly recoilBy: number;
  private recoil = 0;

  constructor({ scene, court, calm }: PartContext, who: Who) {
    this.who = who;
    this.side = who === "own" ? -1 : 1;
    this.recoilBy = calm ? 0 : RECOIL;
    this.image = scene.add.image(0, 0, textureKey("paddle", who));
    court.add(this.image);
  }

  show(frame: ViewFrame, delta: number): void {
    this.recoil = Math.max(0, this.recoil - delta / RECOIL_MS);
    for (const event of frame.events) {
      if (event.type === "hit" && event.by === this.who) this.recoil = 1;
    }
    const player = frame[this.who];
    const x = PADDLE_X + this.recoilBy * this.recoil * this.recoil;
    this.image.setPosition(this.side * x, player.y).setAlpha(player.present ? 1 : AWAY_ALPHA);
  }

  place(_fit: CourtTransform, unit: number): void {
    refit(this.image);
    this.image.setScale(unit);
  }
}
