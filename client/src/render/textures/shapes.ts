/** The shapes that are baked into textures, in court units, with plain Canvas 2D. */
import { BALL_RADIUS } from "@quickpong/shared/court.ts";
import type { Palette } from "../canvas2d/palette.ts";
import { roundRect } from "../canvas2d/round-rect.ts";
import { addStops, faded } from "./canvas-pen.ts";

/** Room for the glow around a thing (u). */
export const GLOW = 44;
export const PADDLE_THICKNESS = 18;
/** Paddles are baked in these lengths (u); others are the nearest one, pulled by a quarter at most. */
export const PADDLE_LENGTHS = [260, 160, 100, 62, 38] as const;
export type BakedLength = (typeof PADDLE_LENGTHS)[number];
/** Which of them is nearest to `length` (u), as a factor. */
export function bakedLength(length: number): BakedLength {
  const fits = PADDLE_LENGTHS.find((each, i) => {
    const next = PADDLE_LENGTHS[i + 1];
    return next === undefined || length * length > each * next;
  });
  return fits ?? (PADDLE_LENGTHS[PADDLE_LENGTHS.length - 1] as BakedLength);
}
/** How much of a bar is hot where it was hit (u). */
export const SPOT_LENGTH = 90;
/** Height of the line's texture (u), and of its bright core. */
export const TRACE_WIDTH = 26;
const TRACE_CORE = 3.2;
export const COMET_LENGTH = 150;
/** A spark is a short streak; its head is at the right. */
export const SPARK_LENGTH = 44;
export const SPARK_WIDTH = 4;
/** How far a lit goal line shines into the court (u). */
export const EDGE_WIDTH = 110;
const EDGE_CORE = 5;

type Context = CanvasRenderingContext2D;

export function paddle(
  c: Context,
  length: number,
  colour: string,
  { glow, square }: Palette,
): void {
  const bar = () => {
    c.beginPath();
    roundRect(c, GLOW, GLOW, PADDLE_THICKNESS, length, square ? 0 : PADDLE_THICKNESS / 2);
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

/** Lies on the bar where it was hit, and is as hot as the ball. */
export function spot(c: Context, colour: string): void {
  c.fillStyle = addStops(c.createLinearGradient(0, 0, 0, SPOT_LENGTH), colour, [
    [0, 0],
    [0.5, 0.95],
    [1, 0],
  ]);
  c.beginPath();
  roundRect(c, 0, 0, PADDLE_THICKNESS, SPOT_LENGTH, PADDLE_THICKNESS / 2);
  c.fill();
}

export function trace(c: Context, colour: string, glow: number): void {
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

export function comet(c: Context, colour: string): void {
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

export function spark(c: Context, colour: string, square: boolean): void {
  const [head, half] = [SPARK_LENGTH - SPARK_WIDTH / 2, SPARK_WIDTH / 2];
  c.fillStyle = colour;
  // In 1972 there were only blocks.
  if (square) return c.fillRect(SPARK_LENGTH - SPARK_WIDTH, 0, SPARK_WIDTH, SPARK_WIDTH);
  c.fillStyle = addStops(c.createLinearGradient(0, 0, SPARK_LENGTH, 0), colour, [
    [0, 0],
    [0.8, 0.9],
    [1, 1],
  ]);
  c.beginPath();
  c.moveTo(0, half);
  c.lineTo(head, 0);
  c.arc(head, half, half, -Math.PI / 2, Math.PI / 2);
  c.fill();
}

/** A lit goal line: bright at its left rim. */
export function edge(c: Context, colour: string, glow: number): void {
  c.fillStyle = addStops(c.createLinearGradient(0, 0, EDGE_WIDTH, 0), colour, [
    [0, 0.42 * glow],
    [0.3, 0.13 * glow],
    [1, 0],
  ]);
  c.fillRect(0, 0, EDGE_WIDTH, 4);
  c.fillStyle = colour;
  c.fillRect(0, 0, EDGE_CORE, 4);
}
