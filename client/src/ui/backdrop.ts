/**
 * What lies behind every page before (and without) Phaser: the floor, and on request a rally that
 * draws its line. Plain Canvas 2D, a few strokes per frame.
 */

import { contactTime } from "@quickpong/shared/ball.ts";
import { BALL_RADIUS, LEFT, PADDLE_PLANE, SIDES } from "@quickpong/shared/court.ts";
import type { Layout } from "../layout/layout.ts";
import { isolated } from "../platform/isolated.ts";
import { createDemoRally, type DemoRally, strikerOf } from "../render/canvas2d/demo-rally.ts";
import { cornersOf } from "../render/canvas2d/flight-path.ts";
import { paintFloor } from "../render/canvas2d/floor.ts";
import { enterCourt, strokeLight } from "../render/canvas2d/lines.ts";
import { type Palette, readPalette } from "../render/canvas2d/palette.ts";
import { roundRect } from "../render/canvas2d/round-rect.ts";
import type { SettingsStore } from "../settings/settings.ts";

export interface Backdrop {
  /** Whether a rally is played in the background. */
  rally(on: boolean): void;
  /** Plays this instead of the demo while there is a rally; null for the demo again. */
  play(scene: DemoRally | null): void;
}

/** Ticks of the demo per millisecond: slower than the game, so that it does not distract. */
export const PACE = 0.045;
/** The rally has been going on for this long when it is first seen, and where it stands still (ticks). */
const HEAD_START = 1190;
const PADDLE_WIDTH = 18;

/**
 * Puts two canvases behind the page: the floor, painted once per size, and the rally, which stands
 * still for people who want less motion.
 */
export function createBackdrop(
  parent: HTMLElement,
  layout: Layout,
  settings: SettingsStore,
): Backdrop {
  const floor = addCanvas(parent);
  // What is under it need not be drawn again in every frame of a match.
  floor.getContext("2d", { alpha: false });
  const rally = new BackdropRally(addCanvas(parent), layout, settings);
  layout.watch((fit) => {
    const palette = readPalette();
    paintFloor(clear(floor), fit, window.innerWidth, window.innerHeight, palette);
    rally.goOn(palette);
  });
  settings.watch(() => rally.goOn());
  // A graphics card that failed has forgotten what was painted.
  floor.addEventListener("contextrestored", layout.refresh);
  return { rally: (on) => rally.show(on), play: (scene) => rally.play(scene) };
}

class BackdropRally {
  private readonly canvas: HTMLCanvasElement;
  private readonly layout: Layout;
  private readonly settings: SettingsStore;
  private readonly reduced = matchMedia("(prefers-reduced-motion: reduce)");
  private palette = readPalette();
  private rally: DemoRally | null = null;
  /** Of the rally (ticks), and of its last frame (ms). */
  private time = HEAD_START;
  private last = 0;
  private request = 0;

  constructor(canvas: HTMLCanvasElement, layout: Layout, settings: SettingsStore) {
    this.canvas = canvas;
    this.layout = layout;
    this.settings = settings;
  }

  show(on: boolean): void {
    if (on === (this.rally !== null)) return;
    this.rally = on ? createDemoRally(Math.random) : null;
    this.time = HEAD_START;
    isolated(clear, this.canvas);
    this.canvas.classList.toggle("lit", on);
    this.goOn();
  }

  play(scene: DemoRally | null): void {
    if (!this.rally) return;
    this.rally = scene ?? createDemoRally(Math.random);
    this.time = HEAD_START;
    this.goOn();
  }

  /** Paints it anew, and goes on from now. */
  goOn(palette = this.palette): void {
    this.palette = palette;
    cancelAnimationFrame(this.request);
    this.last = performance.now();
    isolated(this.paint, this.last);
  }

  private readonly paint = (now: number): void => {
    if (!this.rally) return;
    const still = this.reduced.matches || this.settings.now.calm;
    if (!still) this.time += Math.max(0, now - this.last) * PACE;
    this.last = now;
    this.rally.moveTo(this.time);
    paintRally(clear(this.canvas), this.layout, this.rally, this.palette);
    if (!still) this.request = requestAnimationFrame(this.paint);
  };
}

function addCanvas(parent: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  parent.append(canvas);
  return canvas;
}

/** Clears a canvas, in device pixels; the context is in CSS pixels. */
function clear(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const [width, height] = [window.innerWidth * ratio, window.innerHeight * ratio];
  if (canvas.width !== Math.round(width) || canvas.height !== Math.round(height)) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, window.innerWidth, window.innerHeight);
  return context;
}

function paintRally(
  c: CanvasRenderingContext2D,
  { fit }: Layout,
  rally: DemoRally,
  palette: Palette,
): void {
  const colours = [palette.own, palette.opponent] as const;
  const traces = [palette.ownTrace, palette.opponentTrace] as const;
  c.save();
  enterCourt(c, fit);
  const { flights, ball } = rally;
  flights.forEach((flight, i) => {
    const last = i === flights.length - 1;
    const corners = cornersOf(flight, contactTime(flight));
    const share = (i + 1) / flights.length;
    if (!last)
      strokeLight(c, corners, traces[strikerOf(flight)], 0.8 * share * share * palette.trace);
    else strokeLight(c, upTo(corners, ball), traces[strikerOf(flight)], 0.9 * palette.trace);
  });
  for (const side of SIDES) {
    const x = (side === LEFT ? -1 : 1) * (PADDLE_PLANE + BALL_RADIUS + PADDLE_WIDTH / 2);
    const y = rally.paddleY(side);
    c.fillStyle = colours[side];
    c.beginPath();
    const round = palette.square ? 0 : PADDLE_WIDTH / 2;
    const length = rally.paddleLength;
    roundRect(c, x - PADDLE_WIDTH / 2, y - length / 2, PADDLE_WIDTH, length, round);
    c.fill();
  }
  c.fillStyle = palette.ball;
  c.beginPath();
  const round = palette.square ? 0 : BALL_RADIUS;
  roundRect(c, ball.x - BALL_RADIUS, ball.y - BALL_RADIUS, 2 * BALL_RADIUS, 2 * BALL_RADIUS, round);
  c.fill();
  c.restore();
}

/** The corners that the ball has already passed, and the ball. */
function upTo(
  corners: readonly (readonly [number, number])[],
  ball: { x: number; y: number },
): [number, number][] {
  const first = corners[0] as readonly [number, number];
  const last = corners.at(-1) as readonly [number, number];
  const way = Math.sign(last[0] - first[0]);
  const passed = corners.filter(([x]) => (ball.x - x) * way > 0);
  return [...passed.map(([x, y]): [number, number] => [x, y]), [ball.x, ball.y]];
}
