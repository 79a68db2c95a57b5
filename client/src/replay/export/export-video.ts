/*! Mediabunny (https://github.com/Vanilagy/mediabunny), in this file, is under the Mozilla Public License 2.0. */
/** Pictures as a video, by the browser's own encoder. */
import {
  BufferTarget,
  CanvasSource,
  canEncodeVideo,
  Mp4OutputFormat,
  Output,
  type VideoCodec,
  WebMOutputFormat,
} from "mediabunny";
import type { Pictures } from "./pictures.ts";
import type { FormatSize, VideoFormat } from "./sizes.ts";

/** bits/s */
const BITRATE = 6_000_000;
/** By file, the better one first. */
const CODECS: Readonly<Record<VideoFormat, readonly VideoCodec[]>> = {
  mp4: ["avc"],
  webm: ["vp9", "vp8"],
};
/** So often (s) a picture depends on none before it: a player can go there at once. */
const KEY_EVERY = 2;

/** The videos that can be made here, the one that most programs take first. */
export async function videoFormats(
  sizes: Readonly<Record<VideoFormat, FormatSize>>,
): Promise<VideoFormat[]> {
  const formats: VideoFormat[] = [];
  for (const format of ["mp4", "webm"] as const) {
    if (await codecFor(format, sizes[format])) formats.push(format);
  }
  return formats;
}

type Size = Pick<FormatSize, "width" | "height">;

/** What a video of this kind would be encoded with here; undefined when it can't be. */
async function codecFor(
  format: VideoFormat,
  { width, height }: Size,
): Promise<VideoCodec | undefined> {
  for (const codec of CODECS[format]) {
    if (await canEncodeVideo(codec, { width, height, bitrate: BITRATE })) return codec;
  }
  return undefined;
}

/** Rejects when the browser can't encode it, and when painting does. */
export async function encodeVideo(format: VideoFormat, pictures: Pictures): Promise<Blob> {
  const codec = await codecFor(format, pictures.canvas);
  if (!codec) throw new Error(`no encoder for ${format}`);
  const target = new BufferTarget();
  const output = new Output({
    format: format === "mp4" ? new Mp4OutputFormat() : new WebMOutputFormat(),
    target,
  });
  const quality = { codec, bitrate: BITRATE, keyFrameInterval: KEY_EVERY };
  const source = new CanvasSource(pictures.canvas, quality);
  output.addVideoTrack(source, { frameRate: pictures.rate });
  try {
    await output.start();
    for (let n = 0; n < pictures.count; n++) {
      await pictures.paint(n);
      await source.add(n / pictures.rate, 1 / pictures.rate);
    }
    await output.finalize();
  } catch (error) {
    await output.cancel().catch(() => undefined);
    throw error;
  }
  if (!target.buffer) throw new Error("no video");
  return new Blob([target.buffer], { type: `video/${format}` });
}
