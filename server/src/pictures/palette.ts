/**
 * The colours of a picture reduced to 256: a third of the bytes, and no difference that is seen. The floor keeps
 * its exact shades, where steps would show; everything else gets the nearest of those that a median cut finds.
 * Pure.
 */
import type { Colour } from "./raster.ts";

const COLOURS = 256;
/** Colours are counted in bins of 4 by 4 by 4 levels. */
const BITS = 6;
const LEVELS = 1 << BITS;
const BINS = LEVELS ** 3;

export interface Indexed {
  palette: Colour[];
  /** A colour's number for each pixel, row by row. */
  pixels: Uint8Array;
}

/** What pictures have in common, and its shades. */
export interface Floor {
  values: Float32Array;
  indexed: Indexed;
  /** Room to work in, which is not given back between pictures. */
  room: { pixels: Uint32Array; bins: Uint32Array; weights: Uint32Array; numbers: Uint8Array };
}

interface Bin {
  bin: number;
  colour: Colour;
  /** Pixels in it. */
  weight: number;
}

/** Numbers the shades of a floor. Throws when they are more than half of all colours. */
export function indexFloor(values: Float32Array): Floor {
  const bytes = new Uint8ClampedArray(values);
  const numbers = new Map<number, number>();
  const pixels = new Uint8Array(bytes.length / 3);
  for (let n = 0; n < pixels.length; n++) {
    const [red, green, blue] = [bytes[3 * n], bytes[3 * n + 1], bytes[3 * n + 2]];
    const shade = ((red as number) << 16) | ((green as number) << 8) | (blue as number);
    if (!numbers.has(shade)) numbers.set(shade, numbers.size);
    pixels[n] = numbers.get(shade) as number;
  }
  if (numbers.size > COLOURS / 2) throw new Error(`${numbers.size} shades are too many`);
  const palette = [...numbers.keys()].map(
    (shade): Colour => [shade >> 16, (shade >> 8) & 255, shade & 255],
  );
  const room = {
    pixels: new Uint32Array(pixels.length),
    bins: new Uint32Array(pixels.length),
    weights: new Uint32Array(BINS),
    numbers: new Uint8Array(BINS),
  };
  return { values, indexed: { palette, pixels }, room };
}

/** A picture on this floor with at most 256 colours. */
export function indexColours(values: Float32Array, floor: Floor): Indexed {
  const { pixels: drawn, bins: binOf, weights, numbers } = floor.room;
  const count = findDrawn(values, floor);
  const bins = countColours(binOf.subarray(0, count), weights);
  const { palette: shades } = floor.indexed;
  const palette = [...shades, ...medianCut(bins, COLOURS - shades.length).map(meanOf)];
  const flat = Int16Array.from(palette.flat());
  for (const { bin, colour } of bins) numbers[bin] = nearest(flat, colour);
  const pixels = floor.indexed.pixels.slice();
  for (let n = 0; n < count; n++) {
    pixels[drawn[n] as number] = numbers[binOf[n] as number] as number;
  }
  return { palette, pixels };
}

/** Notes every pixel that is not as the floor is, and the bin of its colour. Returns how many there are. */
function findDrawn(values: Float32Array, { values: floor, room: { pixels, bins } }: Floor): number {
  let count = 0;
  for (let n = 0, at = 1; at < values.length; n++, at += 3) {
    const green = values[at] as number;
    if (green === floor[at]) continue;
    const [red, blue] = [values[at - 1] as number, values[at + 1] as number];
    pixels[count] = n;
    bins[count++] = (toLevel(red) * LEVELS + toLevel(green)) * LEVELS + toLevel(blue);
  }
  return count;
}

const toLevel = (value: number): number => Math.min(LEVELS - 1, value >> (8 - BITS));
/** The middle of a level, and all of the light for the uppermost. */
const ofLevel = (level: number): number =>
  level === LEVELS - 1 ? 255 : (level + 0.5) * (256 / LEVELS);

function countColours(colours: Uint32Array, weights: Uint32Array): Bin[] {
  weights.fill(0);
  for (let n = 0; n < colours.length; n++) {
    const bin = colours[n] as number;
    weights[bin] = (weights[bin] as number) + 1;
  }
  const bins: Bin[] = [];
  for (let bin = 0; bin < BINS; bin++) {
    const weight = weights[bin] as number;
    if (weight === 0) continue;
    const red = ofLevel(Math.floor(bin / LEVELS ** 2));
    const green = ofLevel(Math.floor(bin / LEVELS) % LEVELS);
    bins.push({ bin, colour: [red, green, ofLevel(bin % LEVELS)], weight });
  }
  return bins;
}

/** Divides bins into at most `most` boxes: always the one whose pixels differ most, in the middle of its pixels. */
function medianCut(bins: readonly Bin[], most: number): Bin[][] {
  const boxes = bins.length > 0 ? [boxOf([...bins])] : [];
  while (boxes.length < most) {
    const widest = boxes.reduce((a, b) => (b.spread > a.spread ? b : a), boxes[0] as Box);
    if (!widest || widest.spread === 0) break;
    const [low, high] = halves(widest);
    boxes.splice(boxes.indexOf(widest), 1, boxOf(low), boxOf(high));
  }
  return boxes.map((box) => box.bins);
}

interface Box {
  bins: Bin[];
  /** The channel in which they differ most. */
  channel: 0 | 1 | 2;
  /** By how much, more for many pixels; 0 when there is nothing to divide. */
  spread: number;
}

function boxOf(bins: Bin[]): Box {
  const pixels = bins.reduce((sum, { weight }) => sum + weight, 0);
  let [channel, widest]: [0 | 1 | 2, number] = [0, -1];
  for (const each of [0, 1, 2] as const) {
    let [least, most] = [255, 0];
    for (const { colour } of bins) {
      least = Math.min(least, colour[each]);
      most = Math.max(most, colour[each]);
    }
    if (most - least > widest) [channel, widest] = [each, most - least];
  }
  return { bins, channel, spread: widest * Math.sqrt(pixels) };
}

function halves({ bins, channel }: Box): [Bin[], Bin[]] {
  bins.sort((a, b) => a.colour[channel] - b.colour[channel]);
  const half = bins.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let [sum, cut] = [0, 0];
  while (cut < bins.length - 1 && (cut === 0 || sum < half)) sum += (bins[cut++] as Bin).weight;
  return [bins.slice(0, cut), bins.slice(cut)];
}

function meanOf(bins: readonly Bin[]): Colour {
  const pixels = bins.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (channel: 0 | 1 | 2): number =>
    Math.round(
      bins.reduce((sum, { colour, weight }) => sum + colour[channel] * weight, 0) / pixels,
    );
  return [mean(0), mean(1), mean(2)];
}

/** `palette`: red, green and blue of each colour. */
function nearest(palette: Int16Array, [red, green, blue]: Colour): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let at = 0; at < palette.length; at += 3) {
    const r = (palette[at] as number) - red;
    const g = (palette[at + 1] as number) - green;
    const b = (palette[at + 2] as number) - blue;
    const away = r * r + g * g + b * b;
    if (away < least) {
      best = at / 3;
      least = away;
    }
  }
  return best;
}
