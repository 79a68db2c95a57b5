/** Pictures as an animated GIF: one palette for all, and of each picture only what has changed. */
/// <reference path="./gifenc.d.ts" />
import { GIFEncoder } from "gifenc";
import { GifColours, UNCHANGED } from "./gif-colours.ts";
import type { Pictures } from "./pictures.ts";

/** The picture before stays under what has changed. */
const KEEP = 1;
/** Rejects when painting does. */
export async function encodeGif(pictures: Pictures): Promise<Blob> {
  const { width, height } = pictures.canvas;
  const c = pictures.canvas.getContext("2d") as CanvasRenderingContext2D;
  const gif = GIFEncoder();
  const delay = 1000 / pictures.rate;
  let colours: GifColours | null = null;
  let before: Uint8Array | null = null;
  for (let n = 0; n < pictures.count; n++) {
    await pictures.paint(n);
    const { data } = c.getImageData(0, 0, width, height);
    colours ??= new GifColours(data, pictures.palette);
    const now = colours.numbersOf(data);
    const options = before
      ? { transparent: true, transparentIndex: UNCHANGED }
      : { palette: colours.palette };
    const shown = before ? changedOnly(now, before) : now;
    gif.writeFrame(shown, width, height, { ...options, delay, dispose: KEEP });
    before = now;
  }
  gif.finish();
  return new Blob([gif.bytesView()], { type: "image/gif" });
}

function changedOnly(now: Uint8Array, before: Uint8Array): Uint8Array {
  const shown = new Uint8Array(now.length);
  for (let i = 0; i < now.length; i++) {
    shown[i] = now[i] === before[i] ? UNCHANGED : (now[i] as number);
  }
  return shown;
}
