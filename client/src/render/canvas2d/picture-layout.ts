/** Where everything is on the picture of a rally, lying and standing (px of the picture). Pure. */
import type { CourtTransform } from "../../layout/court-transform.ts";

/** A line of text: its baseline, the letters' size and how wide it may become. */
export interface Spot {
  x: number;
  y: number;
  size: number;
  width: number;
  align: "left" | "center" | "right";
}

export interface PictureLayout {
  width: number;
  height: number;
  court: CourtTransform;
  game: Spot;
  hits: Spot;
  /** Its first line; there may be as many as `captionLines`. */
  caption: Spot;
  captionLines: number;
  names: readonly [own: Spot, opponent: Spot];
  points: readonly [own: Spot, opponent: Spot];
  /** Between points that stand side by side. */
  colon: Spot | null;
  address: Spot;
}

export type PictureShape = "wide" | "tall";

/** As links are shown with: the words beside a lying court. */
const wide: PictureLayout = {
  width: 1200,
  height: 630,
  court: { scale: 0.465, x: 772, y: 315, upright: false, facing: false },
  game: { x: 56, y: 92, size: 26, width: 300, align: "left" },
  hits: { x: 50, y: 292, size: 168, width: 306, align: "left" },
  caption: { x: 56, y: 340, size: 24, width: 300, align: "left" },
  captionLines: 2,
  names: [
    { x: 56, y: 452, size: 30, width: 220, align: "left" },
    { x: 56, y: 504, size: 30, width: 220, align: "left" },
  ],
  points: [
    { x: 356, y: 452, size: 34, width: 70, align: "right" },
    { x: 356, y: 504, size: 34, width: 70, align: "right" },
  ],
  colon: null,
  address: { x: 56, y: 574, size: 20, width: 300, align: "left" },
};

/** As phones show stories: a standing court between its words. */
const tall: PictureLayout = {
  width: 1080,
  height: 1920,
  court: { scale: 0.71, x: 540, y: 1092, upright: true, facing: false },
  game: { x: 540, y: 136, size: 40, width: 900, align: "center" },
  hits: { x: 540, y: 418, size: 288, width: 960, align: "center" },
  caption: { x: 540, y: 496, size: 42, width: 920, align: "center" },
  captionLines: 1,
  names: [
    { x: 424, y: 1758, size: 48, width: 350, align: "right" },
    { x: 656, y: 1758, size: 48, width: 350, align: "left" },
  ],
  points: [
    { x: 522, y: 1758, size: 56, width: 84, align: "right" },
    { x: 558, y: 1758, size: 56, width: 84, align: "left" },
  ],
  colon: { x: 540, y: 1754, size: 48, width: 28, align: "center" },
  address: { x: 540, y: 1854, size: 34, width: 920, align: "center" },
};

export const PICTURES: Readonly<Record<PictureShape, PictureLayout>> = { wide, tall };

/** How wide a text is (px). */
type Measure = (text: string) => number;
/** Steps in which lines are made shorter (px). */
const STEP = 4;

/**
 * Breaks words into at most `lines` lines that are no wider than `width`, about as long as each other; where they
 * don't fit the last takes what is left.
 */
export function breakLines(text: string, width: number, lines: number, measure: Measure): string[] {
  let broken = fillLines(text, width, lines, measure);
  if (broken.some((line) => measure(line) > width)) return broken;
  for (let narrower = width - STEP; narrower > 0; narrower -= STEP) {
    const next = fillLines(text, narrower, lines, measure);
    if (next.length > broken.length || next.some((line) => measure(line) > narrower)) break;
    broken = next;
  }
  return broken;
}

/** Each line as full as can be, the last with what is left. */
function fillLines(text: string, width: number, lines: number, measure: Measure): string[] {
  const broken: string[] = [];
  for (const word of text.split(" ")) {
    const last = broken.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    const fits = last !== undefined && (measure(longer) <= width || broken.length === lines);
    if (last === undefined || !fits) broken.push(word);
    else broken[broken.length - 1] = longer;
  }
  return broken;
}

/** The text as it is, or its beginning with "…" where it is wider than `width`. */
export function shorten(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && measure(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}
