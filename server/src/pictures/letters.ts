/** Letters of the display face, filled with smooth edges. Pure. */
import { GLYPHS, UNITS_PER_EM } from "./glyphs.ts";
import type { Colour, Raster } from "./raster.ts";

type Point = readonly [x: number, y: number];
/** Pieces that a curve is made of. */
const PIECES = 8;
/** Of a pixel less than this is not drawn. */
const FAINTEST = 1 / 512;

/** How wide a text is at this size of its letters (px). Letters that are not there take no room. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, letter) => sum + (GLYPHS[letter]?.[0] ?? 0), 0) * (size / UNITS_PER_EM);

/** Writes a text from `x` on, on the line `y` (px). */
export function writeText(
  raster: Raster,
  text: string,
  { x, y, size, ink, share }: { x: number; y: number; size: number; ink: Colour; share: number },
): void {
  const scale = size / UNITS_PER_EM;
  let left = x;
  for (const letter of text) {
    const [advance, contours] = GLYPHS[letter] ?? [0, ""];
    const place = ([px, py]: Point): Point => [left + px * scale, y - py * scale];
    fill(
      raster,
      readContours(contours).map((contour) => contour.map(place)),
      ink,
      share,
    );
    left += advance * scale;
  }
}

/** Contours as polygons, in units of the face. */
function readContours(text: string): Point[][] {
  if (text === "") return [];
  return text.split(",").map((contour) => {
    const numbers = contour.split(" ").map(Number);
    const points = Array.from({ length: numbers.length / 3 }, (_, n) => ({
      at: [numbers[3 * n] ?? 0, numbers[3 * n + 1] ?? 0] as const,
      on: numbers[3 * n + 2] === 1,
    }));
    return flatten(points);
  });
}

const between = ([ax, ay]: Point, [bx, by]: Point, t = 0.5): Point => [
  ax + (bx - ax) * t,
  ay + (by - ay) * t,
];

/** Two control points in a row have a point on the line between them. The first point is on the line. */
function flatten(points: readonly { at: Point; on: boolean }[]): Point[] {
  const done: Point[] = [];
  let control: Point | undefined;
  for (const { at, on } of [...points, points[0]].filter((each) => each !== undefined)) {
    const last = done.at(-1) ?? at;
    const end = on ? at : control && between(control, at);
    if (end && control) {
      for (let n = 1; n <= PIECES; n++) {
        const t = n / PIECES;
        done.push(between(between(last, control, t), between(control, end, t), t));
      }
    } else if (end) done.push(end);
    control = on ? undefined : at;
  }
  return done;
}

/** Fills closed polygons. Each edge says how much of every pixel right of it is inside. */
function fill(raster: Raster, polygons: Point[][], ink: Colour, share: number): void {
  const { left, top, right, bottom } = frameOf(polygons.flat());
  const [width, height] = [right - left + 2, bottom - top + 1];
  const sums = new Float32Array(width * height);
  for (const polygon of polygons) {
    for (const [n, [x, y]] of polygon.entries()) {
      const [toX, toY] = polygon[(n + 1) % polygon.length] as Point;
      addEdge(sums, width, [x - left, y - top], [toX - left, toY - top]);
    }
  }
  for (let y = 0; y < height; y++) {
    let inside = 0;
    for (let x = 0; x < width; x++) {
      inside += sums[y * width + x] as number;
      const covered = Math.min(1, Math.abs(inside));
      if (covered > FAINTEST && raster.has(left + x, top + y))
        raster.cover((top + y) * raster.width + left + x, ink, share * covered);
    }
  }
}

function frameOf(points: readonly Point[]) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return {
    left: Math.floor(Math.min(...xs)),
    right: Math.ceil(Math.max(...xs)),
    top: Math.floor(Math.min(...ys)),
    bottom: Math.ceil(Math.max(...ys)),
  };
}

/** Adds an edge row by row, and within a row in steps so short that each is in one or two pixels. */
function addEdge(sums: Float32Array, width: number, from: Point, to: Point): void {
  const [x0, y0, x1, y1] = [...from, ...to];
  if (y0 === y1) return;
  const xAt = (y: number) => x0 + ((y - y0) / (y1 - y0)) * (x1 - x0);
  const way = Math.sign(y1 - y0);
  for (let row = Math.floor(Math.min(y0, y1)); row < Math.max(y0, y1); row++) {
    const [high, low] = [Math.max(row, Math.min(y0, y1)), Math.min(row + 1, Math.max(y0, y1))];
    const steps = 1 + Math.ceil(4 * Math.abs(xAt(low) - xAt(high)));
    for (let n = 0; n < steps; n++) {
      const x = xAt(high + ((n + 0.5) / steps) * (low - high));
      const height = (way * (low - high)) / steps;
      const column = Math.floor(x);
      const at = row * width + column;
      sums[at] = (sums[at] as number) + height * (column + 1 - x);
      sums[at + 1] = (sums[at + 1] as number) + height * (x - column);
    }
  }
}
