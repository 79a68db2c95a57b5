/** Soft light with plain Canvas 2D: colours that fade out, and spots of them. */

export type ColourStop = [at: number, alpha: number];

/**
 * The colour with an opacity. Not by mixing with `transparent`, which is black: gradients on a
 * canvas are not premultiplied and would have a dark rim.
 */
export function faded(colour: string, alpha: number): string {
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

export function addStops(
  gradient: CanvasGradient,
  colour: string,
  stops: ColourStop[],
): CanvasGradient {
  for (const [at, alpha] of stops) gradient.addColorStop(at, faded(colour, alpha));
  return gradient;
}

export function radial(
  c: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
  stops: ColourStop[],
): void {
  c.fillStyle = addStops(c.createRadialGradient(x, y, 0, x, y, radius), colour, stops);
  c.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
}
