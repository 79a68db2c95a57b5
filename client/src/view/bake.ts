/**
 * Draws the textures with their glow baked in. Glow by shader costs a frame each 2 s in software
 * WebGL; an image with the glow in it costs nothing extra. Sizes are in court units and drawn at
 * the screen's own resolution, so that nothing is blurred by scaling.
 */
import { BALL_RADIUS, PADDLE_LENGTH } from "@quickpong/shared/court.ts";
import type { Scene } from "phaser";
import { type Palette, traceColour } from "../paint/palette.ts";
import { paintTexture } from "./textures.ts";

/** Room for the glow around a thing (u). */
export const GLOW = 44;
export const PADDLE_THICKNESS = 18;
/** Height of the line's texture (u), and of its bright core. */
export const TRACE_WIDTH = 26;
const TRACE_CORE = 3.2;
export const COMET_LENGTH = 150;
export const FLASH_SIZE = 260;
export const RING_SIZE = 128;
const PATCH_SIZE = 240;

export type Tint = "own" | "opponent" | "ball";
export type Thing = "glow" | "paddle" | "trace" | "comet" | "flash" | "ring";
/** Key of a baked texture; everything comes in every colour, because Canvas can't tint. */
export const textureKey = (thing: Thing, tint: Tint): string => `${thing}-${tint}`;

type Draw = (context: CanvasRenderingContext2D) => void;
type Put = (thing: Thing, width: number, height: number, draw: Draw) => void;

/** Bakes everything at `density` device pixels per court unit. */
export function bake(scene: Scene, palette: Palette, density: number): void {
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
    c.roundRect(corner, corner, 2 * BALL_RADIUS, 2 * BALL_RADIUS, square ? 0 : BALL_RADIUS);
    c.fill();
  });
  put("paddle", PADDLE_THICKNESS + 2 * GLOW, PADDLE_LENGTH + 2 * GLOW, (c) =>
    paddle(c, colour, palette),
  );
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
}

type Stop = [at: number, alpha: number];

/**
 * The colour with an opacity. Not by mixing with `transparent`, which is black: gradients on a
 * canvas are not premultiplied and would have a dark rim.
 */
function faded(colour: string, alpha: number): string {
  const hex = solid(colour);
  const byte = Math.round(alpha * 255);
  return `${hex}${byte.toString(16).padStart(2, "0")}`;
}

/** Any CSS colour as #rrggbb, by way of a canvas. */
function solid(colour: string): string {
  probe ??= document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
  probe.fillStyle = colour;
  return probe.fillStyle;
}
let probe: CanvasRenderingContext2D | undefined;

function addStops(gradient: CanvasGradient, colour: string, stops: Stop[]): CanvasGradient {
  for (const [at, alpha] of stops) gradient.addColorStop(at, faded(colour, alpha));
  return gradient;
}

function radial(
  c: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
  stops: Stop[],
): void {
  c.fillStyle = addStops(c.createRadialGradient(x, y, 0, x, y, radius), colour, stops);
  c.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
}

function paddle(c: CanvasRenderingContext2D, colour: string, { glow, square }: Palette): void {
  const bar = () => {
    c.beginPath();
    c.roundRect(GLOW, GLOW, PADDLE_THICKNESS, PADDLE_LENGTH, square ? 0 : PADDLE_THICKNESS / 2);
    c.fill();
  };
  c.fillStyle = colour;
  // Shadows are measured in device pixels, whatever the transform.
  const density = c.getTransform().a;
  for (const [blur, alpha] of [
    [GLOW * 0.85, 0.5],
    [GLOW * 0.3, 0.6],
  ] as const) {
    c.shadowColor = faded(colour, alpha * glow);
    c.shadowBlur = blur * density;
    bar();
  }
  c.shadowBlur = 0;
  bar();
}

function trace(c: CanvasRenderingContext2D, colour: string, glow: number): void {
  const middle = TRACE_WIDTH / 2;
  c.fillStyle = addStops(c.createLinearGradient(0, 0, 0, TRACE_WIDTH), colour, [
    [0, 0],
    [0.3, 0.1 * glow],
    [0.5, 0.34 * glow],
    [0.7, 0.1 * glow],
    [1, 0],
  ]);
  c.fillRect(0, 0, 4, TRACE_WIDTH);
  c.fillStyle = colour;
  c.fillRect(0, middle - TRACE_CORE / 2, 4, TRACE_CORE);
}

function comet(c: CanvasRenderingContext2D, colour: string): void {
  c.fillStyle = addStops(c.createLinearGradient(0, 0, COMET_LENGTH, 0), colour, [
    [0, 0],
    [0.6, 0.22],
    [1, 0.85],
  ]);
  c.beginPath();
  c.moveTo(0, BALL_RADIUS);
  c.lineTo(COMET_LENGTH, 1);
  c.lineTo(COMET_LENGTH, 2 * BALL_RADIUS - 1);
  c.fill();
}
