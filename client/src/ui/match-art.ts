/** The picture of a match: all the lines its ball has drawn. Shown with the result. */
import type { Layout } from "../layout/layout.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { enterCourt, strokeLight } from "../render/canvas2d/lines.ts";
import { readPalette, traceColour } from "../render/canvas2d/palette.ts";
import { type Piece, RallyPath } from "../render/canvas2d/rally-path.ts";

/** Pieces remembered; a long match forgets its beginning. */
const MOST_PIECES = 400;

export interface MatchArt {
  follow(frame: ViewFrame): void;
  /** Forgets the lines, and lets go of the picture's memory: up to 20 MB for a large window. */
  clear(): void;
  /** A picture of the lines so far, which follows the window and the theme until there is another. */
  paint(): HTMLCanvasElement;
}

/** Collects a match's lines. */
export function createMatchArt(layout: Layout): MatchArt {
  const path = new RallyPath();
  let pieces: Piece[] = [];
  let letGo = () => {};
  return {
    follow(frame) {
      pieces.push(...path.follow(frame));
      if (pieces.length > MOST_PIECES) pieces = pieces.slice(-MOST_PIECES);
    },
    clear() {
      pieces = [];
      letGo();
    },
    paint() {
      letGo();
      const canvas = document.createElement("canvas");
      canvas.className = "art";
      const painted = [...pieces];
      const unwatch = layout.watch(() => paintPieces(canvas, layout, painted));
      letGo = () => {
        unwatch();
        canvas.width = 0;
      };
      return canvas;
    },
  };
}

function paintPieces(canvas: HTMLCanvasElement, { fit }: Layout, pieces: readonly Piece[]): void {
  const palette = readPalette();
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  canvas.width = window.innerWidth * ratio;
  canvas.height = window.innerHeight * ratio;
  const c = canvas.getContext("2d");
  // WebKit has none left once all canvases together are too large: a result without its picture.
  if (!c) return;
  c.scale(ratio, ratio);
  enterCourt(c, fit);
  if (palette.dark) c.globalCompositeOperation = "lighter";
  // Many lines share the light, so that a long match is not brighter than a short one.
  const alpha = Math.min(0.7, Math.max(0.12, 9 / Math.max(1, pieces.length)));
  for (const piece of pieces) {
    const points = [
      [piece.fromX, piece.fromY],
      [piece.toX, piece.toY],
    ] as const;
    strokeLight(c, points, traceColour(palette, piece.by), alpha * Math.max(0.35, palette.trace));
  }
}
