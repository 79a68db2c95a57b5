/** The ball, in the colour of who hit it last, with a short comet's tail. */
import { MAX_BALL_SPEED, ticksFromMs } from "@quickpong/shared/court.ts";
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../court-transform.ts";
import type { BallView, ViewFrame } from "../net/view-frame.ts";
import { COMET_LENGTH, type Tint, textureKey } from "./bake.ts";
import type { Part, PartContext } from "./part.ts";
import { refit } from "./textures.ts";

const SQUASH = 0.38;
const SQUASH_MS = 130;
/** Longest comet, as a factor on its texture. */
const COMET_GROWTH = 1.25;
/** Radius of the ring that closes around the ball until it is served, in ring textures. */
const RING_FAR = 2.2;
const RING_NEAR = 0.24;
/** Serves are announced this long ahead (ticks). */
const RING_TICKS = 66;

export class BallPart implements Part {
  private readonly ball: GameObjects.Image;
  private readonly comet: GameObjects.Image;
  private readonly ring: GameObjects.Image;
  private readonly calm: boolean;
  private unit = 1;
  private squash = 0;
  /** Whether the squash is along x (a paddle) or y (a wall). */
  private squashAlongX = true;
  /** Way since the ball last turned (u): the tail is no longer than that. */
  private flown = 0;

  constructor({ scene, court, calm }: PartContext) {
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
    this.flown += speed * ticksFromMs(delta);
    this.showBall(ball);
    this.showComet(ball, speed);
    this.showRing(ball, frame.serveIn);
  }

  private react(frame: ViewFrame, delta: number): void {
    this.squash = Math.max(0, this.squash - delta / SQUASH_MS);
    for (const event of frame.events) {
      if (event.type === "serve") this.colour("ball");
      if (event.type === "hit") this.colour(event.by);
      if (event.type !== "hit" && event.type !== "wall" && event.type !== "serve") continue;
      this.flown = 0;
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

  private showComet(ball: BallView, speed: number): void {
    const share = Math.min(1, speed / MAX_BALL_SPEED);
    this.comet
      .setPosition(ball.x, ball.y)
      .setRotation(Math.atan2(ball.vy, ball.vx))
      .setScale(this.unit * Math.min(share * COMET_GROWTH, this.flown / COMET_LENGTH), this.unit)
      .setAlpha(share);
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
