/** What a part of the picture is and what it is made with. Parts know nothing of each other. */
import type { GameObjects, Scene } from "phaser";
import type { CourtTransform } from "../../layout/court-transform.ts";
import type { ViewFrame } from "../../net/view-frame.ts";
import type { Palette } from "../canvas2d/palette.ts";

/** All of it; no sparks, fewer lights and lines; ball, paddles and numbers alone. */
export type EffectsLevel = "full" | "fewer" | "plain";

export interface Layer {
  /** Another match begins: nothing of the last one may be seen. */
  reset?(): void;
  /** How much light the device can afford from now on. */
  limit?(level: EffectsLevel): void;
  /** Shows a frame; `delta` is the time since the last one (ms). */
  show(frame: ViewFrame, delta: number): void;
  /** Textures were baked anew, or the court turned; `unit` is court units per device pixel. */
  place(fit: CourtTransform, unit: number): void;
}

export interface LayerContext {
  scene: Scene;
  /** Everything in it is in court units. */
  court: GameObjects.Container;
  palette: Palette;
  /** Less motion: no shaking, squashing or popping. */
  calm: boolean;
}
