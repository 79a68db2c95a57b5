/**
 * Makes a file of a part of a recorded match. Its pictures are painted one after the other from the record, as
 * fast as they can be, not filmed while they are shown.
 */
import { ticksFromMs } from "@quickpong/shared/court.ts";
import { type Palette, readPalette } from "../../render/canvas2d/palette.ts";
import type { ReplayPicture, ReplayView } from "../replay-picture.ts";
import { loadVideo } from "./formats.ts";
import { FramePainter } from "./frame-painter.ts";
import { encodeGif } from "./gif.ts";
import type { Pictures } from "./pictures.ts";
import { type ExportFormat, SIZES } from "./sizes.ts";

export interface ExportOptions {
  /** Says what to paint; nobody else asks it meanwhile. */
  picture: ReplayPicture;
  /** Left and right. */
  names: readonly [string, string];
  view: ReplayView;
  /** The range, from the record's beginning (s). It is cut to what the format allows. */
  from: number;
  to: number;
  format: ExportFormat;
  /** Hears how much is done, 0 to 1. */
  onProgress(share: number): void;
  signal: AbortSignal;
}

export interface ExportedFile {
  blob: Blob;
  name: string;
}

/** So long before the range (ticks) the line of the ball begins. */
const BEFORE = ticksFromMs(4000);
const STEP = 2;
/** The page has its turn so often (ms). */
const BREATH = 30;

/** Rejects with an AbortError when it was given up, and with whatever the browser's encoder says. */
export async function exportReplay(options: ExportOptions): Promise<ExportedFile> {
  const { format } = options;
  const palette = readPalette();
  await loadLetters(palette, options.names);
  const pictures = picturesOf(options, palette);
  try {
    const blob =
      format === "gif"
        ? await encodeGif(pictures)
        : await (await loadVideo()).encodeVideo(format, pictures);
    return { blob, name: `quickpong-${Math.round(options.from)}.${format}` };
  } finally {
    // Large canvases are few in some browsers.
    pictures.canvas.width = 0;
  }
}

function picturesOf(options: ExportOptions, palette: Palette): Pictures {
  const { picture, view, onProgress, signal } = options;
  const { width, height, rate } = SIZES[options.format];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const painter = new FramePainter(canvas, palette);
  const { first, count } = rangeOf(options);
  let jumped = true;
  const frameAt = (t: number) => {
    const frame = picture.frameAt(t, view, jumped);
    jumped = false;
    return frame;
  };
  for (let t = Math.max(picture.record.from, first - BEFORE); t < first; t += STEP) {
    painter.follow(frameAt(t));
  }
  const breathe = breather(signal);
  const paint = async (n: number) => {
    await breathe();
    painter.paint(frameAt(first + ticksFromMs((1000 * n) / rate)));
    onProgress((n + 1) / count);
  };
  return { canvas, palette, count, rate, paint };
}

/** Begins at `first` (ticks); at least one picture. */
function rangeOf({ picture, from, to, format }: ExportOptions): { first: number; count: number } {
  const { record } = picture;
  const { rate, longest } = SIZES[format];
  const first = Math.min(record.to, record.from + ticksFromMs(1000 * Math.max(0, from)));
  const wanted = Math.min(to - from, longest, (record.to - first) / ticksFromMs(1000));
  return { first, count: Math.max(1, Math.round(wanted * rate)) };
}

/** Lets the page have its turn now and then, and notices that it was given up. */
function breather(signal: AbortSignal): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > BREATH) {
      await new Promise((resolve) => setTimeout(resolve));
      last = performance.now();
    }
    if (signal.aborted) throw new DOMException("given up", "AbortError");
  };
}

/** Letters of other scripts come in files of their own; without them the system's are taken. */
async function loadLetters({ display }: Palette, names: readonly string[]): Promise<void> {
  const letters = `0123456789:${names.join("")}`;
  const loads = [200, 500].map((weight) =>
    document.fonts.load(`${weight} 1em ${display}`, letters),
  );
  await Promise.all(loads).catch(() => undefined);
}
