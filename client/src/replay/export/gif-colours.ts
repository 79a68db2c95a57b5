/** The colours of a GIF: 255, and a number that means "as before". Pure. */
import type { Palette } from "../../render/canvas2d/palette.ts";

/** The last of 256 numbers, which is no colour. */
export const UNCHANGED = 255;
/** Steps of a light down to the floor, and its share in the last of them. */
const STEPS = 23;
const FAINTEST = 0.06;

type Colour = number[];
const LIGHTS = ["own", "opponent", "ownTrace", "opponentTrace", "ball", "ink"] as const;

export class GifColours {
  /** All 256. */
  readonly palette: Colour[];
  /** By colour, as far as it has been asked for. */
  private readonly numbers = new Map<number, number>();

  /** The floor keeps the shades that it has on the first picture; lights get steps down to it. */
  constructor(first: Uint8ClampedArray, theme: Palette) {
    const floor = channels(theme.surface);
    const ramps = LIGHTS.flatMap((light) => rampOf(channels(theme[light]), floor));
    const colours = [...mostFrequent(first, UNCHANGED - ramps.length), ...ramps];
    const rest = Array.from({ length: UNCHANGED + 1 - colours.length }, () => [0, 0, 0]);
    this.palette = [...colours, ...rest];
  }

  /** The nearest colour's number for each pixel. */
  numbersOf(rgba: Uint8ClampedArray): Uint8Array {
    const found = new Uint8Array(rgba.length / 4);
    for (let i = 0; i < found.length; i++) {
      const [red, green, blue] = [rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]];
      const key = ((red as number) << 16) | ((green as number) << 8) | (blue as number);
      let number = this.numbers.get(key);
      if (number === undefined) {
        number = this.nearest(red as number, green as number, blue as number);
        this.numbers.set(key, number);
      }
      found[i] = number;
    }
    return found;
  }

  private nearest(red: number, green: number, blue: number): number {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let n = 0; n < UNCHANGED; n++) {
      const [r = 0, g = 0, b = 0] = this.palette[n] as Colour;
      const away = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
      if (away < least) {
        best = n;
        least = away;
      }
    }
    return best;
  }
}

const rampOf = (light: Colour, floor: Colour): Colour[] =>
  Array.from({ length: STEPS }, (_, n) => {
    const share = FAINTEST + ((1 - FAINTEST) * (n + 1)) / STEPS;
    return light.map((value, i) => Math.round(value * share + (floor[i] as number) * (1 - share)));
  });

/** The colours that most pixels have, at most so many. */
function mostFrequent(rgba: Uint8ClampedArray, most: number): Colour[] {
  const counts = new Map<number, number>();
  for (let i = 0; i < rgba.length; i += 4) {
    const [red = 0, green = 0, blue = 0] = [rgba[i], rgba[i + 1], rgba[i + 2]];
    const colour = (red << 16) | (green << 8) | blue;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const frequent = [...counts].sort(([, a], [, b]) => b - a).slice(0, most);
  return frequent.map(([colour]) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
}

/** Of "#rrggbb". */
const channels = (hex: string): Colour =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
