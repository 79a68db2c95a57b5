/** Looks at what a page really shows: pixels of a picture of it, and where the court lies in that. */
import type { Page } from "@playwright/test";
import { COURT_HALF_HEIGHT, COURT_HALF_WIDTH } from "@quickpong/shared/court.ts";

export type Colour = readonly [red: number, green: number, blue: number];

/** A place on the court (u), as the game counts it. */
export interface Place {
  x: number;
  y: number;
}

/** A picture of the page (CSS pixels, one each). */
export interface Picture {
  width: number;
  height: number;
  at(x: number, y: number): Colour;
}

/** Takes one; `reader` is any page of a browser, which is asked to decode it. */
export async function pictureOf(page: Page, reader: Page): Promise<Picture> {
  const png = (await page.screenshot({ scale: "css" })).toString("base64");
  const { width, height, bytes } = await reader.evaluate(async (data) => {
    const blob = await (await fetch(`data:image/png;base64,${data}`)).blob();
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
    context.drawImage(bitmap, 0, 0);
    const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height).data;
    let text = "";
    for (let i = 0; i < pixels.length; i += 8192)
      text += String.fromCharCode(...pixels.subarray(i, i + 8192));
    return { width: bitmap.width, height: bitmap.height, bytes: btoa(text) };
  }, png);
  const pixels = Buffer.from(bytes, "base64");
  const at = (x: number, y: number): Colour => {
    const i = 4 * (Math.round(y) * width + Math.round(x));
    return [pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0];
  };
  return { width, height, at };
}

/** How far two colours are apart, 0 to 441. */
export const distance = (a: Colour, b: Colour): number =>
  Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** How far a colour is from the nearest of others. */
export const nearest = (colour: Colour, others: readonly Colour[]): number =>
  Math.min(...others.map((other) => distance(colour, other)));

/** From here on a pixel is something else than what is around it. */
const INK = 60;

/** What in the square of `reach` pixels around a place is none of these colours: its size and its middle. */
export function inkedBox(picture: Picture, middle: Place, reach: number, floor: readonly Colour[]) {
  const xs: number[] = [];
  const ys: number[] = [];
  for (let y = Math.round(middle.y - reach); y < middle.y + reach; y++)
    for (let x = Math.round(middle.x - reach); x < middle.x + reach; x++)
      if (nearest(picture.at(x, y), floor) > INK) {
        xs.push(x);
        ys.push(y);
      }
  const [left, right] = [Math.min(...xs), Math.max(...xs) + 1];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys) + 1];
  return {
    width: right - left,
    height: bottom - top,
    x: (left + right) / 2,
    y: (top + bottom) / 2,
  };
}

/** A colour that is written as #rrggbb. */
export const colourOf = (hex: string): Colour => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];

/** Where places of the court are on the screen now; `scale` is in CSS pixels per unit. */
export interface Court {
  upright: boolean;
  scale: number;
  toScreen(place: Place): Place;
}

/** By what the style sheets are told of the court; an upright one has the own end below. */
export async function courtOf(page: Page): Promise<Court> {
  const said = await page.evaluate(() => {
    const { style, dataset } = document.documentElement;
    const px = (name: string) => Number.parseFloat(style.getPropertyValue(`--${name}`));
    const middle = { x: px("middle-x"), y: px("middle-y") };
    return { upright: dataset["court"] === "upright", width: px("court-width"), middle };
  });
  const { upright, width, middle } = said;
  const scale = width / (2 * (upright ? COURT_HALF_HEIGHT : COURT_HALF_WIDTH));
  const toScreen = ({ x, y }: Place): Place =>
    upright
      ? { x: middle.x + y * scale, y: middle.y - x * scale }
      : { x: middle.x + x * scale, y: middle.y + y * scale };
  return { upright, scale, toScreen };
}
