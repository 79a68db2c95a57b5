/** The picture of a rally, to be shared: its lines on the court, who played, the score, the hits, the address. */
import { BALL_RADIUS, COURT_HALF_WIDTH, PADDLE_PLANE } from "@quickpong/shared/court.ts";
import { paintFloor } from "./floor.ts";
import { enterCourt } from "./lines.ts";
import type { Rally } from "./longest-rally.ts";
import { type Palette, traceColour } from "./palette.ts";
import { breakLines, type PictureLayout, type Spot, shorten } from "./picture-layout.ts";
import type { Piece } from "./rally-path.ts";
import { roundRect } from "./round-rect.ts";

export interface PictureWords {
  /** What the number counts. */
  caption: string;
  names: readonly [own: string, opponent: string];
  points: readonly [own: number, opponent: number];
  /** The game's address, without its scheme. */
  address: string;
}

const GAME = "Quickpong";
/** Light around a line, from the outside to its core: px of the picture and opacity. */
const LIGHT = [
  [26, 0.06],
  [12, 0.14],
  [3.4, 0.95],
] as const;
/** The oldest line has this much of the newest one's light. */
const OLDEST = 0.28;
/** A paddle where it has hit the ball (u). */
const MARK = { length: 92, thickness: 16 };
const SMALLEST = 0.6;

/** Paints it on a canvas, which gets the layout's size. */
export function paintRally(
  canvas: HTMLCanvasElement,
  layout: PictureLayout,
  rally: Rally,
  words: PictureWords,
  palette: Palette,
): void {
  canvas.width = layout.width;
  canvas.height = layout.height;
  const c = canvas.getContext("2d");
  if (!c) throw new Error("no canvas");
  paintFloor(c, layout.court, layout.width, layout.height, palette);
  c.save();
  enterCourt(c, layout.court);
  paintLines(c, rally.pieces, palette, 1 / layout.court.scale);
  c.restore();
  paintWords(c, layout, rally.hits, words, palette);
}

/** `px`: units of the court that a pixel of the picture is. */
function paintLines(
  c: CanvasRenderingContext2D,
  pieces: readonly Piece[],
  palette: Palette,
  px: number,
): void {
  if (palette.dark && !palette.square) c.globalCompositeOperation = "lighter";
  const age = (n: number) => OLDEST + ((1 - OLDEST) * (n + 1)) / pieces.length;
  for (const [n, piece] of pieces.entries()) {
    const colour = traceColour(palette, piece.by);
    if (palette.square) strokeSquares(c, piece, colour, age(n), px);
    else strokeLine(c, piece, colour, age(n), palette, px);
  }
  c.globalCompositeOperation = "source-over";
  for (const [n, piece] of pieces.entries()) paintMark(c, piece, palette, age(n));
  const last = pieces.at(-1);
  if (last) paintBall(c, last, palette, px);
}

function strokeLine(
  c: CanvasRenderingContext2D,
  piece: Piece,
  colour: string,
  alpha: number,
  { glow }: Palette,
  px: number,
): void {
  trace(c, piece);
  c.strokeStyle = colour;
  for (const [width, share] of LIGHT) {
    const isCore = width === LIGHT[2][0];
    c.lineWidth = width * px;
    c.globalAlpha = alpha * share * (isCore ? 1 : glow);
    c.stroke();
  }
  c.globalAlpha = 1;
}

/** As the arcade would have shown the ball with the shutter open. */
function strokeSquares(
  c: CanvasRenderingContext2D,
  piece: Piece,
  colour: string,
  alpha: number,
  px: number,
): void {
  trace(c, piece);
  c.strokeStyle = colour;
  c.lineCap = "butt";
  c.lineWidth = 5 * px;
  c.setLineDash([5 * px, 9 * px]);
  c.globalAlpha = alpha;
  c.stroke();
  c.setLineDash([]);
  c.globalAlpha = 1;
}

function trace(c: CanvasRenderingContext2D, { fromX, fromY, toX, toY }: Piece): void {
  c.beginPath();
  c.moveTo(fromX, fromY);
  c.lineTo(toX, toY);
}

function paintMark(
  c: CanvasRenderingContext2D,
  { by, fromX, fromY }: Piece,
  palette: Palette,
  alpha: number,
): void {
  if (by === "ball" || Math.abs(fromX) !== PADDLE_PLANE) return;
  const { length, thickness } = MARK;
  const x = fromX + Math.sign(fromX) * (BALL_RADIUS + thickness / 2);
  c.globalAlpha = alpha;
  c.fillStyle = by === "own" ? palette.own : palette.opponent;
  c.beginPath();
  const radius = palette.square ? 0 : thickness / 2;
  roundRect(c, x - thickness / 2, fromY - length / 2, thickness, length, radius);
  c.fill();
  c.globalAlpha = 1;
}

function paintBall(
  c: CanvasRenderingContext2D,
  { toX, toY }: Piece,
  palette: Palette,
  px: number,
): void {
  const radius = Math.max(BALL_RADIUS, 8 * px);
  // All of it is seen, though it has left the court.
  const x = Math.max(radius - COURT_HALF_WIDTH, Math.min(COURT_HALF_WIDTH - radius, toX));
  c.fillStyle = palette.ball;
  c.beginPath();
  if (palette.square) c.rect(x - radius, toY - radius, 2 * radius, 2 * radius);
  else c.arc(x, toY, radius, 0, 2 * Math.PI);
  c.shadowColor = palette.ball;
  c.shadowBlur = 30 * palette.glow;
  c.fill();
  c.shadowBlur = 0;
}

function paintWords(
  c: CanvasRenderingContext2D,
  layout: PictureLayout,
  hits: number,
  words: PictureWords,
  palette: Palette,
): void {
  const write = (text: string, spot: Spot, weight: number, colour: string, alpha = 1) =>
    writeText(c, text, spot, `${weight} {size}px ${palette.display}`, colour, alpha);
  write(GAME, layout.game, 500, palette.ink, 0.8);
  write(String(hits), layout.hits, 200, palette.ink);
  const { caption, captionLines } = layout;
  c.font = `500 ${caption.size}px ${palette.display}`;
  const width = (text: string) => c.measureText(text).width;
  for (const [n, line] of breakLines(words.caption, caption.width, captionLines, width).entries())
    write(line, { ...caption, y: caption.y + n * caption.size * 1.3 }, 500, palette.ink, 0.8);
  const colours = [palette.own, palette.opponent] as const;
  for (const who of [0, 1] as const) {
    write(words.names[who], layout.names[who], 500, colours[who]);
    write(String(words.points[who]), layout.points[who], 200, colours[who]);
  }
  if (layout.colon) write(":", layout.colon, 200, palette.ink, 0.8);
  write(words.address, layout.address, 500, palette.ink, 0.8);
}

/** Smaller where it is too wide, and shortened where that does not help. `font` has a {size}. */
function writeText(
  c: CanvasRenderingContext2D,
  text: string,
  { x, y, size, width, align }: Spot,
  font: string,
  colour: string,
  alpha: number,
): void {
  const measureAt = (px: number) => {
    c.font = font.replace("{size}", String(px));
    return c.measureText(text).width;
  };
  const wanted = size * Math.min(1, width / Math.max(1, measureAt(size)));
  measureAt(Math.max(wanted, size * SMALLEST));
  c.textAlign = align;
  c.fillStyle = colour;
  c.globalAlpha = alpha;
  c.fillText(
    shorten(text, width, (part) => c.measureText(part).width),
    x,
    y,
  );
  c.globalAlpha = 1;
}
