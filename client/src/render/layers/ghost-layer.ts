/** The server's own present, faintly, for those who come to learn. */
import { BALL_RADIUS, PADDLE_PLANE } from "@quickpong/shared/court.ts";
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../../layout/court-transform.ts";
import type { ViewFrame } from "../../net/view-frame.ts";
import { paddleTexture, textureKey } from "../textures/prerender-textures.ts";
import { PADDLE_THICKNESS } from "../textures/shapes.ts";
import { refit } from "../textures/textures.ts";
import type { Layer, LayerContext } from "./layer.ts";

const PADDLE_X = PADDLE_PLANE + BALL_RADIUS + PADDLE_THICKNESS / 2;
const ALPHA = 0.35;
/** Size of the ball's outline, in ring textures. */
const RING = 0.3;

export class GhostLayer implements Layer {
  private readonly own: GameObjects.Image;
  private readonly opponent: GameObjects.Image;
  private readonly ball: GameObjects.Image;
  private unit = 1;

  constructor({ scene, court }: LayerContext) {
    this.own = scene.add.image(0, 0, textureKey("paddle160", "own"));
    this.opponent = scene.add.image(0, 0, textureKey("paddle160", "opponent"));
    this.ball = scene.add.image(0, 0, textureKey("ring", "ball"));
    for (const image of this.images) court.add(image.setAlpha(ALPHA).setVisible(false));
    this.ball.setAlpha(1);
  }

  show({ ghost, ball, own, opponent }: ViewFrame): void {
    for (const image of this.images) image.setVisible(ghost !== null);
    if (!ghost) return;
    for (const [image, who, x, y, length] of [
      [this.own, "own", -PADDLE_X, ghost.ownY, own.length],
      [this.opponent, "opponent", PADDLE_X, ghost.opponentY, opponent.length],
    ] as const) {
      const { key, pull } = paddleTexture(length, who);
      image
        .setTexture(key)
        .setPosition(x, y)
        .setScale(this.unit, this.unit * pull);
    }
    this.ball.setPosition(ghost.ballX, ghost.ballY).setVisible(ball !== null);
  }

  place(_fit: CourtTransform, unit: number): void {
    for (const image of this.images) {
      refit(image);
      image.setScale(unit);
    }
    this.unit = unit;
    this.ball.setScale(unit * RING);
  }

  private get images(): readonly GameObjects.Image[] {
    return [this.own, this.opponent, this.ball];
  }
}
