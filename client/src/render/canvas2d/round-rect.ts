/** A rectangle with round corners; browsers have one of their own only lately (Firefox 112). */

/** Adds it to the path. */
export function roundRect(
  c: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): void {
  const [right, bottom] = [x + width, y + height];
  c.moveTo(x + radius, y);
  c.arcTo(right, y, right, bottom, radius);
  c.arcTo(right, bottom, x, bottom, radius);
  c.arcTo(x, bottom, x, y, radius);
  c.arcTo(x, y, right, y, radius);
  c.closePath();
}
