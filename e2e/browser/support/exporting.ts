/** Runs in a page of its own: makes files of a recorded match and looks at them as a browser shows them. */

import { readPalette } from "@quickpong/client/render/canvas2d/palette.ts";
import { exportReplay } from "@quickpong/client/replay/export/export-replay.ts";
import { formatsHere } from "@quickpong/client/replay/export/formats.ts";
import { FramePainter } from "@quickpong/client/replay/export/frame-painter.ts";
import { type ExportFormat, SIZES } from "@quickpong/client/replay/export/sizes.ts";
import { collect } from "@quickpong/client/replay/match-record.ts";
import { ReplayPicture } from "@quickpong/client/replay/replay-picture.ts";
import { beginReplayNow } from "@quickpong/client/replay/replayed-match.ts";
import { openExportPanel } from "@quickpong/client/ui/export-panel.ts";
import { ticksFromMs } from "@quickpong/shared/court.ts";
import { decodeRecording } from "@quickpong/shared/replay-codec.ts";

export { formatsHere };

const PLAYERS = [
  { name: "Ann", bot: "", rtt: 0 },
  { name: "Bob", bot: "", rtt: 0 },
] as const;

function recordOf(bytes: number[]) {
  const recording = decodeRecording(Uint8Array.from(bytes));
  return collect(beginReplayNow(recording), recording);
}

export interface Made {
  name: string;
  type: string;
  bytes: number;
  /** How much was done, each time that it was said. */
  shares: number[];
}

/** The file that was made last. */
let last = new Blob();

/** Seconds `from` to `to`; gives up once so much is done. */
export async function make(
  bytes: number[],
  format: ExportFormat,
  [from, to, giveUpAt]: readonly [from: number, to: number, giveUpAt?: number],
): Promise<Made | { error: string }> {
  const shares: number[] = [];
  const giveUp = new AbortController();
  try {
    const { blob, name } = await exportReplay({
      picture: new ReplayPicture(recordOf(bytes), PLAYERS),
      ...{ names: ["Ann", "Bob"], view: "truth", from, to, format },
      onProgress(share) {
        shares.push(share);
        if (giveUpAt !== undefined && share >= giveUpAt) giveUp.abort();
      },
      signal: giveUp.signal,
    });
    last = blob;
    return { name, type: blob.type, bytes: blob.size, shares };
  } catch (error) {
    return { error: (error as Error).name };
  }
}

/** The last video as the browser plays it, and how far its picture at `at` (s) is from the match then, of 255. */
export async function play(bytes: number[], from: number, at: number) {
  const video = document.createElement("video");
  video.muted = true;
  video.src = URL.createObjectURL(last);
  await once(video, "loadeddata");
  video.currentTime = at;
  await once(video, "seeked");
  const { videoWidth: width, videoHeight: height, duration } = video;
  const shown = newCanvas(width, height);
  shown.getContext("2d")?.drawImage(video, 0, 0);
  return { width, height, duration, away: difference(shown, painted(bytes, from + at)) };
}

const once = (of: EventTarget, name: string) =>
  new Promise((resolve, reject) => {
    of.addEventListener(name, resolve, { once: true });
    of.addEventListener("error", () => reject(new Error(`no ${name}`)), { once: true });
  });

const newCanvas = (width: number, height: number) =>
  Object.assign(document.createElement("canvas"), { width, height });

/** The match at a moment (s), its line as it was drawn until then. */
function painted(bytes: number[], seconds: number): HTMLCanvasElement {
  const { width, height, rate } = SIZES.webm;
  const canvas = newCanvas(width, height);
  const painter = new FramePainter(canvas, readPalette());
  const record = recordOf(bytes);
  const picture = new ReplayPicture(record, PLAYERS);
  const at = (t: number) => record.from + ticksFromMs(1000 * t);
  for (let t = seconds - 4; t < seconds; t += 1 / rate) {
    painter.follow(picture.frameAt(at(t), "truth", false));
  }
  painter.paint(picture.frameAt(at(seconds), "truth", false));
  return canvas;
}

/** Mean over all pixels. */
function difference(one: HTMLCanvasElement, other: HTMLCanvasElement): number {
  const [a, b] = [one, other].map(
    (each) => each.getContext("2d")?.getImageData(0, 0, each.width, each.height).data,
  );
  if (!a || !b || a.length !== b.length) return 255;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] as number) - (b[i] as number));
  return sum / a.length;
}

/** The last moving picture as the browser shows it, and how long each picture stays (hundredths of a second). */
export async function show() {
  const image = new Image();
  image.src = URL.createObjectURL(last);
  await image.decode();
  const file = new Uint8Array(await last.arrayBuffer());
  const delays: number[] = [];
  for (let at = 0; at + 7 < file.length; at++) {
    const isControl = file[at] === 0x21 && file[at + 1] === 0xf9 && file[at + 2] === 4;
    if (isControl && file[at + 7] === 0)
      delays.push((file[at + 4] ?? 0) + 256 * (file[at + 5] ?? 0));
  }
  return { width: image.naturalWidth, height: image.naturalHeight, delays };
}

/** Opens the sheet in which a visitor makes one. */
export function open(bytes: number[]): void {
  const record = recordOf(bytes);
  void openExportPanel({
    newPicture: () => new ReplayPicture(record, PLAYERS),
    ...{ names: ["Ann", "Bob"], view: "truth", from: 10, to: 30, length: 60 },
    onClosed: () => undefined,
  });
}
