/** The one Phaser scene: holds the layers and hands each frame to them in order. */
import Phaser from "phaser";
import type { CourtTransform } from "../layout/court-transform.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { isolated } from "../platform/isolated.ts";
import type { Palette } from "./canvas2d/palette.ts";
import { HitStop } from "./hit-stop.ts";
import { BallLayer } from "./layers/ball-layer.ts";
import { CountdownLayer } from "./layers/countdown-layer.ts";
import { EffectsLayer } from "./layers/effects-layer.ts";
import { GhostLayer } from "./layers/ghost-layer.ts";
import type { EffectsLevel, Layer, LayerContext } from "./layers/layer.ts";
import { MatchPointLayer } from "./layers/match-point-layer.ts";
import { PaddleLayer } from "./layers/paddle-layer.ts";
import { ScoreLayer } from "./layers/score-layer.ts";
import { ScreenShakeLayer } from "./layers/screen-shake-layer.ts";
import { SparksLayer } from "./layers/sparks-layer.ts";
import { TraceLayer } from "./layers/trace-layer.ts";
import { prerenderTextures } from "./textures/prerender-textures.ts";

export class CourtScene extends Phaser.Scene {
  private readonly palette: Palette;
  private readonly calm: boolean;
  private readonly hitStop = new HitStop();
  private court!: Phaser.GameObjects.Container;
  private numbers!: ScoreLayer;
  private layers: Layer[] = [];
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
    prerenderTextures(this, this.palette, 1);
    this.court = this.add.container(0, 0);
    const { court, palette, calm } = this;
    const context: LayerContext = { scene: this, court, palette, calm };
    this.numbers = new ScoreLayer(context);
    this.layers = [
      this.numbers,
      new CountdownLayer(context),
      new MatchPointLayer(context),
      new TraceLayer(context),
      new GhostLayer(context),
      new PaddleLayer(context, "own"),
      new PaddleLayer(context, "opponent"),
      new EffectsLayer(context),
      new ScreenShakeLayer(context),
      new SparksLayer(context),
      new BallLayer(context),
    ];
    this.ready?.();
  }

  /** Puts the court where the page wants it; `ratio` is device pixels per CSS pixel. */
  place(fit: CourtTransform, ratio: number): void {
    const density = fit.scale * ratio;
    prerenderTextures(this, this.palette, density);
    this.court
      .setPosition(fit.x * ratio, fit.y * ratio)
      .setScale(density)
      .setRotation(fit.upright ? -Math.PI / 2 : 0);
    for (const layer of this.layers) isolated(() => layer.place(fit, 1 / density));
  }

  begin(numbers: boolean): void {
    this.numbers.shown = numbers;
    this.forget();
  }

  private forget(): void {
    for (const layer of this.layers) isolated(() => layer.reset?.());
  }

  limit(level: EffectsLevel): void {
    for (const layer of this.layers) isolated(() => layer.limit?.(level));
  }

  show(frame: ViewFrame, delta: number): void {
    // What still shone and flew belongs to another moment.
    if (frame.events.some(({ type }) => type === "gap")) this.forget();
    const drawn = this.calm ? frame : this.hitStop.apply(frame, delta);
    for (const layer of this.layers) isolated(() => layer.show(drawn, delta));
  }
}
