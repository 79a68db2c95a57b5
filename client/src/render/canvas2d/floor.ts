/** Paints the floor under the floodlight and the court's lines, with plain Canvas 2D. */
import { COURT_HALF_HEIGHT, COURT_HALF_WIDTH } from "@quickpong/shared/court.ts";
import type { CourtTransform } from "../../layout/court-transform.ts";
import type { Palette } from "./palette.ts";

const LINE = 2.5;
/** Width of the middle line where everything has corners. */
const NET = 8;
/** The middle line leaves room at its ends, where the rally is counted (u). */
const MIDDLE_END = COURT_HALF_HEIGHT - 124;
/** Dashes of the middle line (u). */
const DASH = 14;
const DASH_GAP = 22;

/** Fills `width` x `height` CSS pixels with the floor and draws the court where `fit` puts it. */
export function paintFloor(
  c: CanvasRenderingContext2D,
  fit: CourtTransform,
  width: number,
  height: number,
  palette: Palette,
): void {
  c.save();
  paintLight(c, fit, width, height, palette);
  c.translate(fit.x, fit.y);
  c.scale(fit.scale, fit.scale);
  if (fit.upright) c.rotate(-Math.PI / 2);
  paintLines(c, palette);
  c.restore();
}

/** The same light as the page's background, so that nothing jumps when the canvas appears. */
function paintLight(
  c: CanvasRenderingContext2D,
  fit: CourtTransform,
  width: number,
  height: number,
  palette: Palette,
): void {
  c.save();
  c.translate(fit.x, fit.y);
  c.scale(0.62 * width, 0.7 * height);
  const light = c.createRadialGradient(0, 0, 0, 0, 0, 1);
  light.addColorStop(0, palette.floodlight);
  light.addColorStop(0.55, palette.surface);
  light.addColorStop(1, palette.ground);
  c.fillStyle = light;
  c.fillRect(-4, -4, 8, 8);
  c.restore();
}

function paintLines(c: CanvasRenderingContext2D, palette: Palette): void {
  c.strokeStyle = palette.line;
  c.lineWidth = LINE;
  c.globalAlpha = palette.square ? 1 : 0.75;
  for (const y of [-COURT_HALF_HEIGHT, COURT_HALF_HEIGHT]) {
    c.beginPath();
    c.moveTo(-COURT_HALF_WIDTH, y);
    c.lineTo(COURT_HALF_WIDTH, y);
    c.stroke();
  }
  c.globalAlpha = palette.square ? 1 : 0.5;
  c.lineCap = palette.square ? "butt" : "round";
  if (palette.square) c.lineWidth = NET;
  c.setLineDash([DASH, DASH_GAP]);
  c.lineDashOffset = DASH / 2;
  for (const end of [-MIDDLE_END, MIDDLE_END]) {
    c.beginPath();
    c.moveTo(0, 0);
    c.lineTo(0, end);
    c.stroke();
  }
}
