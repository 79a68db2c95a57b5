/** The ball, in the colour of who hit it last, with a short comet's tail. */
import { ticksFromMs } from "@quickpong/shared/court.ts";
import { fastestBall } from "@quickpong/shared/rules.ts";
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../../layout/court-transform.ts";
import type { BallView, ViewFrame } from "../../net/view-frame.ts";
import { type Tint, textureKey } from "../textures/prerender-textures.ts";
import { COMET_LENGTH } from "../textures/shapes.ts";
import { refit } from "../textures/textures.ts";
import type { Layer, LayerContext } from "./layer.ts";

const SQUASH = 0.38;
const SQUASH_MS = 130;
/** The comet of a slow serve and of the fastest ball, as factors on its texture. */
const COMET_SHORT = 0.35;
const COMET_LONG = 2.1;
/** A slow serve (u/tick): from here on the comet grows. */
const SLOW = 9;
/** Radius of the ring that closes around the ball until it is served, in ring textures. */
const RING_FAR = 2.2;
const RING_NEAR = 0.24;
/** Serves are announced this long ahead (ticks). */
const RING_TICKS = 66;

export class BallLayer implements Layer {
  private readonly ball: GameObjects.Image;
  private readonly comet: GameObjects.Image;
  private readonly ring: GameObjects.Image;
  private readonly calm: boolean;
  private unit = 1;
  private squash = 0;
  /** Whether the squash is along x (a paddle) or y (a wall). */
  private squashAlongX = true;
  /** Way since the ball last turned (u): the tail is no longer than that. */
  private distance = 0;

  constructor({ scene, court, calm }: LayerContext) {
    this.calm = calm;
    this.comet = scene.add.image(0, 0, textureKey("comet", "ball")).setOrigin(1, 0.5);
    this.ring = scene.add.image(0, 0, textureKey("ring", "ball"));
    this.ball = scene.add.image(0, 0, textureKey("glow", "ball"));
    court.add([this.comet, this.ring, this.ball]);
  }

  show(frame: ViewFrame, delta: number): void {
    this.react(frame, delta);
    const { ball } = frame;
    for (const image of [this.ball, this.comet]) image.setVisible(ball !== null);
    this.ring.setVisible(ball !== null && frame.serveIn > 0);
    if (!ball) return;
    const speed = Math.sqrt(ball.vx * ball.vx + ball.vy * ball.vy);
    this.distance += speed * ticksFromMs(delta);
    this.showBall(ball);
    this.showComet(ball, speed, fastestBall(frame.rules));
    this.showRing(ball, frame.serveIn);
  }

  private react(frame: ViewFrame, delta: number): void {
    this.squash = Math.max(0, this.squash - delta / SQUASH_MS);
    for (const event of frame.events) {
      if (event.type === "serve") this.colour("ball");
      if (event.type === "hit") this.colour(event.by);
      if (event.type !== "hit" && event.type !== "wall" && event.type !== "serve") continue;
      this.distance = 0;
      if (event.type === "serve") continue;
      this.squash = this.calm ? 0 : 1;
      this.squashAlongX = event.type === "hit";
    }
    if (frame.serveIn > 0) this.colour("ball");
  }

  private colour(tint: Tint): void {
    this.ball.setTexture(textureKey("glow", tint));
    this.comet.setTexture(textureKey("comet", tint));
  }

  private showBall(ball: BallView): void {
    const by = SQUASH * this.squash * this.squash;
    const along = this.unit * (1 - by);
    const across = this.unit * (1 + by / 2);
    this.ball.setPosition(ball.x, ball.y);
    if (this.squashAlongX) this.ball.setScale(along, across);
    else this.ball.setScale(across, along);
  }

  private showComet(ball: BallView, speed: number, fastest: number): void {
    const share = Math.min(1, Math.max(0, (speed - SLOW) / (fastest - SLOW)));
    const length = COMET_SHORT + (COMET_LONG - COMET_SHORT) * share;
    this.comet
      .setPosition(ball.x, ball.y)
      .setRotation(Math.atan2(ball.vy, ball.vx))
      .setScale(this.unit * Math.min(length, this.distance / COMET_LENGTH), this.unit)
      .setAlpha(speed > 0 ? 0.35 + 0.65 * share : 0);
  }

  private showRing(ball: BallView, serveIn: number): void {
    const open = Math.min(1, serveIn / RING_TICKS);
    this.ring
      .setPosition(ball.x, ball.y)
      .setScale(this.unit * (RING_NEAR + (RING_FAR - RING_NEAR) * open * open))
      .setAlpha(serveIn > RING_TICKS ? 0 : 1 - open);
  }

  place(_fit: CourtTransform, unit: number): void {
    this.unit = unit;
    for (const image of [this.ball, this.comet, this.ring]) refit(image);
  }
}
