/** A picture in memory: floats from 0 to 255 (more where light adds up), and what is drawn on it. Pure. */

export type Colour = readonly [red: number, green: number, blue: number];

/** "#rrggbb" as numbers from 0 to 255, or a share of them. */
export function colour(hex: string, share = 1): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) * share, ((value >> 8) & 255) * share, (value & 255) * share];
}

export const dimmed = ([red, green, blue]: Colour, share: number): Colour => [
  red * share,
  green * share,
  blue * share,
];

export class Raster {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each pixel, row by row. */
  readonly values: Float32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.values = new Float32Array(3 * width * height);
  }

  /** Whether there is such a pixel. */
  has(x: number, y: number): boolean {
    return x >= 0 && y >= 0 && x < this.width && y < this.height;
  }

  /** Covers a share of pixel number `pixel` with a colour. */
  cover(pixel: number, [red, green, blue]: Colour, share: number): void {
    const { values } = this;
    const at = 3 * pixel;
    const rest = 1 - share;
    values[at] = (values[at] as number) * rest + red * share;
    values[at + 1] = (values[at + 1] as number) * rest + green * share;
    values[at + 2] = (values[at + 2] as number) * rest + blue * share;
  }
}
