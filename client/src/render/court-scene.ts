/** The one Phaser scene: holds the parts of the picture and hands each frame to them in order. */
import Phaser from "phaser";
import type { CourtTransform } from "../layout/court-transform.ts";
import type { EffectsLevel } from "./quality-governor.ts";
import { isolated } from "../platform/isolated.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import type { Palette } from "./canvas2d/palette.ts";
import { bake } from "./textures/prerender-textures.ts";
import { BallPart } from "./layers/ball-layer.ts";
import { CountdownPart } from "./layers/countdown-layer.ts";
import { EffectsPart } from "./layers/effects-layer.ts";
import { GhostPart } from "./layers/ghost-layer.ts";
import { HitStop } from "./hit-stop.ts";
import { NudgePart } from "./layers/screen-shake-layer.ts";
import { NumbersPart } from "./layers/score-layer.ts";
import { PaddlePart } from "./layers/paddle-layer.ts";
import type { Part, PartContext } from "./layers/layer.ts";
import { SparksPart } from "./layers/sparks-layer.ts";
import { StakesPart } from "./layers/match-point-layer.ts";
import { TracePart } from "./layers/trace-layer.ts";

export class CourtScene extends Phaser.Scene {
  private readonly palette: Palette;
  private readonly calm: boolean;
  private readonly hitStop = new HitStop();
  private court!: Phaser.GameObjects.Container;
  private numbers!: NumbersPart;
  private parts: Part[] = [];
  private ready: (() => void) | null = null;

  constructor(palette: Palette, calm: boolean) {
    super("court");
    this.palette = palette;
    this.calm = calm;
  }

  whenReady(callback: () => void): void {
    this.ready = callback;
  }

  create(): void {
    bake(this, this.palette, 1);
    this.court = this.add.container(0, 0);
    const { court, palette, calm } = this;
    const context: PartContext = { scene: this, court, palette, calm };
    this.numbers = new NumbersPart(context);
    this.parts = [
      this.numbers,
      new CountdownPart(context),
      new StakesPart(context),
      new TracePart(context),
      new GhostPart(context),
      new PaddlePart(context, "own"),
      new PaddlePart(context, "opponent"),
      new EffectsPart(context),
      new NudgePart(context),
      new SparksPart(context),
      new BallPart(context),
    ];
    this.ready?.();
  }

  /** Puts the court where the page wants it; `ratio` is device pixels per CSS pixel. */
  place(fit: CourtTransform, ratio: number): void {
    const density = fit.scale * ratio;
    bake(this, this.palette, density);
    this.court
      .setPosition(fit.x * ratio, fit.y * ratio)
      .setScale(density)
      .setRotation(fit.upright ? -Math.PI / 2 : 0);
    for (const part of this.parts) isolated(() => part.place(fit, 1 / density));
  }

  begin(numbers: boolean): void {
    this.numbers.shown = numbers;
    for (const part of this.parts) isolated(() => part.reset?.());
  }

  limit(level: EffectsLevel): void {
    for (const part of this.parts) isolated(() => part.limit?.(level));
  }

  show(frame: ViewFrame, delta: number): void {
    const drawn = this.calm ? frame : this.hitStop.apply(frame, delta);
    for (const part of this.parts) isolated(() => part.show(drawn, delta));
  }
}
