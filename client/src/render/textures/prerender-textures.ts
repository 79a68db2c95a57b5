/**
 * Draws the textures with their glow baked in. Glow by shader costs a frame each 2 s in software
 * WebGL; an image with the glow in it costs nothing extra. Sizes are in court units and drawn at
 * the screen's own resolution, so that nothing is blurred by scaling.
 */
import { BALL_RADIUS } from "@quickpong/shared/court.ts";
import type { Scene } from "phaser";
import { type Palette, traceColour } from "../canvas2d/palette.ts";
import { roundRect } from "../canvas2d/round-rect.ts";
import { radial } from "./canvas-pen.ts";
import {
  type BakedLength,
  bakedLength,
  COMET_LENGTH,
  comet,
  EDGE_WIDTH,
  edge,
  GLOW,
  PADDLE_LENGTHS,
  PADDLE_THICKNESS,
  paddle,
  SPARK_LENGTH,
  SPARK_WIDTH,
  SPOT_LENGTH,
  spark,
  spot,
  TRACE_WIDTH,
  trace,
} from "./shapes.ts";
import { paintTexture } from "./textures.ts";

const FLASH_SIZE = 260;
const RING_SIZE = 128;
const PATCH_SIZE = 240;

export type Tint = "own" | "opponent" | "ball";
export type Thing =
  | "glow"
  | `paddle${BakedLength}`
  | "spot"
  | "trace"
  | "comet"
  | "flash"
  | "ring"
  | "spark"
  | "edge";
/** Key of a baked texture; everything comes in every colour, because Canvas can't tint. */
export const textureKey = (thing: Thing, tint: Tint): string => `${thing}-${tint}`;

/** Key of a paddle's texture for this length (u), and how much longer than itself it is to be drawn. */
export function paddleTexture(length: number, tint: Tint): { key: string; pull: number } {
  const baked = bakedLength(length);
  return { key: textureKey(`paddle${baked}`, tint), pull: length / baked };
}

type Draw = (context: CanvasRenderingContext2D) => void;
type Put = (thing: Thing, width: number, height: number, draw: Draw) => void;

/** Bakes everything at `density` device pixels per court unit. */
export function prerenderTextures(scene: Scene, palette: Palette, density: number): void {
  paintTexture(scene, "patch", PATCH_SIZE * density, PATCH_SIZE * density, (context) => {
    context.scale(density, density);
    const middle = PATCH_SIZE / 2;
    radial(context, middle, middle, middle, palette.floodlight, [
      [0, 1],
      [0.7, 1],
      [1, 0],
    ]);
  });
  for (const tint of ["own", "opponent", "ball"] as const) {
    const put: Put = (thing, width, height, draw) =>
      paintTexture(scene, textureKey(thing, tint), width * density, height * density, (context) => {
        const { canvas } = context;
        context.scale(canvas.width / width, canvas.height / height);
        draw(context);
      });
    bakeTint(put, palette[tint], palette);
    bakeLight(put, traceColour(palette, tint), palette);
  }
}

function bakeTint(put: Put, colour: string, palette: Palette): void {
  const { glow, square } = palette;
  const ball = 2 * (BALL_RADIUS + GLOW);
  put("glow", ball, ball, (c) => {
    radial(c, ball / 2, ball / 2, ball / 2, colour, [
      [0, 0.6 * glow],
      [0.3, 0.32 * glow],
      [0.6, 0.08 * glow],
      [1, 0],
    ]);
    c.fillStyle = palette.ball;
    c.beginPath();
    const corner = ball / 2 - BALL_RADIUS;
    roundRect(c, corner, corner, 2 * BALL_RADIUS, 2 * BALL_RADIUS, square ? 0 : BALL_RADIUS);
    c.fill();
  });
  for (const length of PADDLE_LENGTHS) {
    put(`paddle${length}`, PADDLE_THICKNESS + 2 * GLOW, length + 2 * GLOW, (c) =>
      paddle(c, length, colour, palette),
    );
  }
  put("spot", PADDLE_THICKNESS, SPOT_LENGTH, (c) => spot(c, palette.ball));
  put("comet", COMET_LENGTH, 2 * BALL_RADIUS, (c) => {
    c.globalAlpha = palette.trace;
    comet(c, colour);
  });
}

/** What is added to the floor's light: in the deeper colour, or it would look like straw on it. */
function bakeLight(put: Put, colour: string, palette: Palette): void {
  const { glow } = palette;
  put("trace", 4, TRACE_WIDTH, (c) => {
    c.globalAlpha = palette.trace;
    trace(c, colour, glow);
  });
  put("flash", FLASH_SIZE, FLASH_SIZE, (c) =>
    radial(c, FLASH_SIZE / 2, FLASH_SIZE / 2, FLASH_SIZE / 2, colour, [
      [0, 0.75 * glow],
      [0.15, 0.4 * glow],
      [0.45, 0.1 * glow],
      [1, 0],
    ]),
  );
  put("ring", RING_SIZE, RING_SIZE, (c) => {
    c.strokeStyle = colour;
    c.lineWidth = 3;
    c.beginPath();
    c.arc(RING_SIZE / 2, RING_SIZE / 2, RING_SIZE / 2 - 4, 0, 2 * Math.PI);
    c.stroke();
  });
  put("spark", SPARK_LENGTH, SPARK_WIDTH, (c) => spark(c, colour, palette.square));
  // A few pixels high and stretched, as it is the same all along.
  put("edge", EDGE_WIDTH, 4, (c) => edge(c, colour, glow));
}
