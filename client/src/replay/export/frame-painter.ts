/** Paints frames of a match one after the other on a plain canvas: the court as it is played on, without effects. */
import { BALL_RADIUS, PADDLE_PLANE } from "@quickpong/shared/court.ts";
import { type CourtTransform, fitCourt } from "../../layout/court-transform.ts";
import type { BallView, PlayerView, ViewFrame } from "../../net/view-frame.ts";
import { paintFloor } from "../../render/canvas2d/floor.ts";
import { enterCourt, strokeLight } from "../../render/canvas2d/lines.ts";
import { type Palette, traceColour } from "../../render/canvas2d/palette.ts";
import { type Piece, RallyPath } from "../../render/canvas2d/rally-path.ts";
import { roundRect } from "../../render/canvas2d/round-rect.ts";
import { PADDLE_THICKNESS } from "../../render/textures/shapes.ts";

/** Pieces of the line that are shown, and how much of its light one keeps when the ball is hit again. */
const PIECES = 14;
const KEPT_PER_HIT = 0.62;
/** After a point the line goes out within this (ms). */
const FLARE_MS = 750;
/** Sizes of the score on the floor (u), and of names (share of the height). */
const SCORE = 300;
const NAMES = 0.038;
const HEAD = 0.105;
const FOOT = 0.035;
/** How dim what is away is. */
const AWAY = 0.3;

export class FramePainter {
  private readonly c: CanvasRenderingContext2D;
  private readonly fit: CourtTransform;
  private readonly palette: Palette;
  private readonly floor: HTMLCanvasElement;
  private readonly path = new RallyPath();
  private pieces: Piece[] = [];
  /** When the last point was made (ms); null while a rally is played. */
  private over: number | null = null;

  /** The canvas has its size already. */
  constructor(canvas: HTMLCanvasElement, palette: Palette) {
    const { width, height } = canvas;
    this.c = contextOf(canvas);
    this.palette = palette;
    const insets = { top: HEAD * height, bottom: FOOT * height, left: 0, right: 0 };
    this.fit = fitCourt(width, height, insets);
    this.floor = document.createElement("canvas");
    Object.assign(this.floor, { width, height });
    paintFloor(contextOf(this.floor), this.fit, width, height, palette);
  }

  /** Takes a frame in without painting it: what has been drawn before the range is still there in it. */
  follow(frame: ViewFrame): void {
    for (const { type } of frame.events) {
      if (type === "serve" || type === "gap") {
        this.pieces = [];
        this.over = null;
      } else if (type === "goal") this.over = frame.now;
    }
    this.pieces.push(...this.path.follow(frame));
    this.pieces.splice(0, this.pieces.length - PIECES);
  }

  paint(frame: ViewFrame): void {
    this.follow(frame);
    const { c, fit, palette } = this;
    c.drawImage(this.floor, 0, 0);
    this.paintNames(frame);
    c.save();
    enterCourt(c, fit);
    if (frame.phase !== "rally") this.paintScore(frame);
    this.paintTrace(frame);
    this.paintPaddle(frame.own, -1, palette.own);
    this.paintPaddle(frame.opponent, 1, palette.opponent);
    if (frame.ball) this.paintBall(frame.ball);
    c.restore();
  }

  private paintTrace({ now }: ViewFrame): void {
    const { c, palette } = this;
    if (palette.trace === 0) return;
    const flare = this.over === null ? 1 : Math.max(0, 1 - (now - this.over) / FLARE_MS);
    const { head } = this.path;
    const hits = head?.hits ?? this.pieces.at(-1)?.hits ?? 0;
    for (const piece of head ? [...this.pieces, head] : this.pieces) {
      const lit = KEPT_PER_HIT ** Math.max(0, hits - piece.hits);
      const alpha = palette.trace * flare * (this.over === null ? lit : Math.max(lit, 0.55));
      const points = [
        [piece.fromX, piece.fromY],
        [piece.toX, piece.toY],
      ] as const;
      if (alpha > 0.01) strokeLight(c, points, traceColour(palette, piece.by), alpha);
    }
  }

  private paintPaddle({ y, length, present }: PlayerView, side: -1 | 1, colour: string): void {
    const { c, palette } = this;
    const x = side * (PADDLE_PLANE + BALL_RADIUS + PADDLE_THICKNESS / 2);
    c.globalAlpha = present ? 1 : AWAY;
    c.fillStyle = colour;
    this.glow(colour, 26);
    c.beginPath();
    const radius = palette.square ? 0 : PADDLE_THICKNESS / 2;
    roundRect(
      ...([c, x - PADDLE_THICKNESS / 2, y - length / 2] as const),
      ...([PADDLE_THICKNESS, length, radius] as const),
    );
    c.fill();
    c.shadowBlur = 0;
    c.globalAlpha = 1;
  }

  private paintBall({ x, y }: BallView): void {
    const { c, palette } = this;
    c.fillStyle = palette.ball;
    this.glow(palette.ball, 34);
    c.beginPath();
    if (palette.square) c.rect(x - BALL_RADIUS, y - BALL_RADIUS, 2 * BALL_RADIUS, 2 * BALL_RADIUS);
    else c.arc(x, y, BALL_RADIUS, 0, 2 * Math.PI);
    c.fill();
    c.shadowBlur = 0;
  }

  /** Shadows are measured in pixels, whatever the transform. */
  private glow(colour: string, u: number): void {
    this.c.shadowColor = colour;
    this.c.shadowBlur = u * this.palette.glow * this.fit.scale;
  }

  private paintScore({ own, opponent }: ViewFrame): void {
    const { c, palette } = this;
    c.font = `200 ${SCORE}px ${palette.display}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.globalAlpha = palette.score;
    for (const [player, x, colour] of [
      [own, -400, palette.own],
      [opponent, 400, palette.opponent],
    ] as const) {
      c.fillStyle = colour;
      c.fillText(String(player.score), x, 0);
    }
    c.globalAlpha = 1;
  }

  /** Above the court: names at its ends, the score in the middle. */
  private paintNames({ own, opponent }: ViewFrame): void {
    const { c, palette, fit } = this;
    const { width, height } = c.canvas;
    const size = NAMES * height;
    const y = (HEAD * height) / 2;
    c.font = `500 ${size}px ${palette.display}`;
    c.textBaseline = "middle";
    const end = 800 * fit.scale;
    const room = end - 3 * size;
    const write = (text: string, x: number, align: CanvasTextAlign, colour: string) => {
      c.textAlign = align;
      c.fillStyle = colour;
      c.fillText(text, x, y, room);
    };
    write(own.name, width / 2 - end, "left", palette.own);
    write(opponent.name, width / 2 + end, "right", palette.opponent);
    write(String(own.score), width / 2 - size, "right", palette.own);
    write(":", width / 2, "center", palette.ink);
    write(String(opponent.score), width / 2 + size, "left", palette.opponent);
  }
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const c = canvas.getContext("2d", { willReadFrequently: canvas.width < 1000 });
  if (!c) throw new Error("no canvas");
  return c;
}
