/** Reads outlines of letters from a font with TrueType outlines in a WOFF file (of W3C and OpenType). */
import { inflateSync } from "node:zlib";

export interface OutlinePoint {
  x: number;
  y: number;
  /** On the line; otherwise a control point of a quadratic curve. */
  on: boolean;
}
export interface Outline {
  advance: number;
  contours: OutlinePoint[][];
}
export interface Font {
  unitsPerEm: number;
  /** Throws for a letter that the font does not have. */
  glyph(letter: string): Outline;
}

/** Throws when `file` is no such font. */
export function openFont(file: Buffer): Font {
  const tables = tablesOf(file);
  const table = (name: string): Buffer => {
    const found = tables.get(name);
    if (!found) throw new Error(`the font has no table ${name}`);
    return found;
  };
  const [head, loca, glyf, hmtx] = [table("head"), table("loca"), table("glyf"), table("hmtx")];
  const long = head.readInt16BE(50) === 1;
  const placeOf = (n: number) => (long ? loca.readUInt32BE(4 * n) : 2 * loca.readUInt16BE(2 * n));
  const dataOf = (n: number) => glyf.subarray(placeOf(n), placeOf(n + 1));
  const metrics = table("hhea").readUInt16BE(34);
  return {
    unitsPerEm: head.readUInt16BE(18),
    glyph(letter) {
      const n = glyphOf(table("cmap"), letter.codePointAt(0) ?? 0);
      if (n === 0) throw new Error(`the font has no ${letter}`);
      const advance = hmtx.readUInt16BE(4 * Math.min(n, metrics - 1));
      return { advance, contours: contoursOf(dataOf, n) };
    },
  };
}

function tablesOf(file: Buffer): Map<string, Buffer> {
  if (file.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF file");
  const tables = new Map<string, Buffer>();
  for (let n = 0; n < file.readUInt16BE(12); n++) {
    const entry = 44 + 20 * n;
    const [start, packed, size] = [4, 8, 12].map((at) => file.readUInt32BE(entry + at)) as [
      number,
      number,
      number,
    ];
    const content = file.subarray(start, start + packed);
    const name = file.toString("latin1", entry, entry + 4);
    tables.set(name, packed < size ? inflateSync(content) : content);
  }
  return tables;
}

/** The number of a letter's glyph, by the table of format 4; 0 when there is none. */
function glyphOf(cmap: Buffer, code: number): number {
  for (let n = 0; n < cmap.readUInt16BE(2); n++) {
    const map = cmap.subarray(cmap.readUInt32BE(8 + 8 * n));
    if (map.readUInt16BE(0) !== 4) continue;
    const twice = map.readUInt16BE(6);
    for (let at = 0; at < twice; at += 2) {
      if (map.readUInt16BE(14 + at) < code) continue;
      const first = map.readUInt16BE(16 + twice + at);
      if (first > code) return 0;
      const delta = map.readUInt16BE(16 + 2 * twice + at);
      const place = 16 + 3 * twice + at;
      const range = map.readUInt16BE(place);
      if (range === 0) return (code + delta) & 0xffff;
      return (map.readUInt16BE(place + range + 2 * (code - first)) + delta) & 0xffff;
    }
  }
  return 0;
}

const ON = 1;
const REPEATED = 8;

type DataOf = (n: number) => Buffer;

function contoursOf(dataOf: DataOf, n: number): OutlinePoint[][] {
  const glyph = dataOf(n);
  return glyph.readInt16BE(0) < 0 ? partsOf(dataOf, glyph) : simpleContours(glyph);
}

const WORDS = 1;
const SCALED = 8;
const MORE = 32;
const SCALED_XY = 64;
const MATRIX = 128;

/** Contours of a glyph that is put together from others: each is moved, and may be turned. */
function partsOf(dataOf: DataOf, glyph: Buffer): OutlinePoint[][] {
  const contours: OutlinePoint[][] = [];
  let [at, flags] = [10, MORE];
  const shares = (count: number) =>
    Array.from({ length: count }, () => {
      at += 2;
      return glyph.readInt16BE(at - 2) / 16_384;
    });
  while (flags & MORE) {
    flags = glyph.readUInt16BE(at);
    const part = contoursOf(dataOf, glyph.readUInt16BE(at + 2));
    const wide = (flags & WORDS) !== 0;
    const dx = wide ? glyph.readInt16BE(at + 4) : glyph.readInt8(at + 4);
    const dy = wide ? glyph.readInt16BE(at + 6) : glyph.readInt8(at + 5);
    at += wide ? 8 : 6;
    const count = flags & MATRIX ? 4 : flags & SCALED_XY ? 2 : flags & SCALED ? 1 : 0;
    const read = shares(count);
    const [a = 1, b = 0, c = 0, d = a] = count === 2 ? [read[0], 0, 0, read[1]] : read;
    const moved = ({ x, y, on }: OutlinePoint) => ({
      x: a * x + c * y + dx,
      y: b * x + d * y + dy,
      on,
    });
    contours.push(...part.map((points) => points.map(moved)));
  }
  return contours;
}

function simpleContours(glyph: Buffer): OutlinePoint[][] {
  const count = glyph.readInt16BE(0);
  const ends = Array.from({ length: count }, (_, n) => glyph.readUInt16BE(10 + 2 * n));
  let at = 10 + 2 * count;
  at += 2 + glyph.readUInt16BE(at);
  const total = (ends.at(-1) ?? -1) + 1;
  const flags: number[] = [];
  while (flags.length < total) {
    const flag = glyph.readUInt8(at++);
    const times = flag & REPEATED ? 1 + glyph.readUInt8(at++) : 1;
    flags.push(...Array<number>(times).fill(flag));
  }
  const xs = coordinates(glyph, at, flags, 2, 16);
  const ys = coordinates(glyph, xs.end, flags, 4, 32);
  const points = flags.map((flag, n) => ({
    x: xs.values[n] as number,
    y: ys.values[n] as number,
    on: (flag & ON) !== 0,
  }));
  return ends.map((end, n) => points.slice(n === 0 ? 0 : (ends[n - 1] as number) + 1, end + 1));
}

/** Differences: a byte with its sign in the flag `same`, a word, or none. */
function coordinates(glyph: Buffer, from: number, flags: number[], short: number, same: number) {
  let [at, value] = [from, 0];
  const values = flags.map((flag) => {
    if (flag & short) value += flag & same ? glyph.readUInt8(at++) : -glyph.readUInt8(at++);
    else if (!(flag & same)) {
      value += glyph.readInt16BE(at);
      at += 2;
    }
    return value;
  });
  return { values, end: at };
}
