/** A paddle: a bar of light that gives way and grows hot where the ball hits it. */
import { BALL_RADIUS, COURT_HALF_HEIGHT, PADDLE_PLANE } from "@quickpong/shared/court.ts";
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../../layout/court-transform.ts";
import type { ViewFrame, Who } from "../../net/view-frame.ts";
import { paddleTexture, textureKey } from "../textures/prerender-textures.ts";
import { PADDLE_THICKNESS, SPOT_LENGTH } from "../textures/shapes.ts";
import { refit } from "../textures/textures.ts";
import type { Layer, LayerContext } from "./layer.ts";

/** The plane is where the ball's centre turns, so the bar's face lies a radius behind it (u). */
const PADDLE_X = PADDLE_PLANE + BALL_RADIUS + PADDLE_THICKNESS / 2;
const RECOIL = 9;
const RECOIL_MS = 160;
/** A hit at its very end turns it this far (rad). */
const TILT = 0.07;
const SPOT_MS = 320;
/** The spot stays on the bar: its middle keeps so far from the bar's end, in its own lengths. */
const SPOT_MARGIN = 0.3;
/** What a rally has burnt off the bar is still to be seen, faintly. */
const BURNT_ALPHA = 0.16;
/** After the point the bar is whole again within this (ms). */
const REGROW_MS = 260;
const AWAY_ALPHA = 0.3;
/** The loser's paddle goes dark, slowly. */
const BEATEN_ALPHA = 0.45;
const BEATEN_MS = 900;

export class PaddleLayer implements Layer {
  private readonly image: GameObjects.Image;
  private readonly burnt: GameObjects.Image;
  private readonly spot: GameObjects.Image;
  private readonly who: Who;
  private readonly side: -1 | 1;
  private readonly calm: boolean;
  private recoil = 0;
  private heat = 0;
  /** Where it was hit last, from its middle (u). */
  private hitAt = 0;
  /** Where that is to be seen. */
  private spotAt = 0;
  private beaten = 0;
  private unit = 1;
  /** As drawn (u); 0 before the first frame. */
  private length = 0;

  constructor({ scene, court, calm }: LayerContext, who: Who) {
    this.who = who;
    this.side = who === "own" ? -1 : 1;
    this.calm = calm;
    this.burnt = scene.add.image(0, 0, textureKey("paddle160", who));
    this.image = scene.add.image(0, 0, textureKey("paddle160", who));
    this.spot = scene.add.image(0, 0, textureKey("spot", who)).setVisible(false);
    court.add([this.burnt, this.image, this.spot]);
  }

  show(frame: ViewFrame, delta: number): void {
    this.recoil = Math.max(0, this.recoil - delta / RECOIL_MS);
    this.heat = Math.max(0, this.heat - delta / SPOT_MS);
    for (const event of frame.events) {
      if (event.type === "hit" && event.by === this.who)
        this.hit(event.gap, frame[this.who].length);
    }
    const { winner } = frame.outcome ?? { winner: null };
    const lost = winner !== null && winner !== this.who;
    this.resize(frame, delta);
    this.beaten = lost ? Math.min(1, this.beaten + delta / BEATEN_MS) : 0;
    this.draw(frame);
  }

  /** Shorter at once, for that is what counts; longer in a moment. */
  private resize({ [this.who]: player, rules }: ViewFrame, delta: number): void {
    const grown = this.length + (rules.paddleLength * delta) / REGROW_MS;
    this.length = this.length === 0 ? player.length : Math.min(player.length, grown);
  }

  private hit(gap: number, length: number): void {
    this.recoil = this.calm ? 0 : 1;
    this.heat = 1;
    this.hitAt = gap;
    const most = Math.max(0, length / 2 - SPOT_LENGTH * SPOT_MARGIN);
    this.spotAt = Math.max(-most, Math.min(most, gap));
  }

  private draw(frame: ViewFrame): void {
    const player = frame[this.who];
    const give = this.recoil * this.recoil;
    const x = this.side * (PADDLE_X + RECOIL * give);
    // The end that was hit gives way more than the other.
    const turn =
      this.side * -TILT * give * Math.max(-1, Math.min(1, (2 * this.hitAt) / this.length));
    const alpha = (player.present ? 1 : AWAY_ALPHA) * (1 - (1 - BEATEN_ALPHA) * this.beaten);
    const whole = frame.rules.paddleLength;
    this.drawBar(this.image, x, player.y, this.length).setRotation(turn).setAlpha(alpha);
    this.drawBar(this.burnt, x, player.y, whole)
      .setRotation(turn)
      .setAlpha(alpha * BURNT_ALPHA)
      .setVisible(this.length < whole);
    this.spot
      .setVisible(this.heat > 0)
      .setPosition(x - Math.sin(turn) * this.spotAt, player.y + this.spotAt)
      .setScale(this.unit, this.unit * Math.min(1, this.length / SPOT_LENGTH))
      .setRotation(turn)
      .setAlpha(this.heat * this.heat);
  }

  /** A bar around `y`, as far as it is not in the wall. */
  private drawBar(image: GameObjects.Image, x: number, y: number, length: number) {
    const from = Math.max(-COURT_HALF_HEIGHT, y - length / 2);
    const to = Math.min(COURT_HALF_HEIGHT, y + length / 2);
    const { key, pull } = paddleTexture(to - from, this.who);
    if (image.texture.key !== key) image.setTexture(key);
    return image.setPosition(x, (from + to) / 2).setScale(this.unit, this.unit * pull);
  }

  place(_fit: CourtTransform, unit: number): void {
    this.unit = unit;
    for (const image of [this.image, this.burnt, this.spot]) refit(image);
  }
}
