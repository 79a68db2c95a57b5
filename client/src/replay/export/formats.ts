/** Files that a replay can be made into here. */
import { lazyModule } from "../../platform/lazy-module.ts";
import { type ExportFormat, SIZES } from "./sizes.ts";

/** What makes videos; most of it is of no use where the browser has no encoder. */
export const loadVideo = lazyModule(() => import("./export-video.ts"));

/** What can be made here, the one that most programs take first. A GIF always can. */
export async function formatsHere(): Promise<ExportFormat[]> {
  // Old browsers have no encoder, and none has one for pages on plain http.
  if (typeof VideoEncoder === "undefined") return ["gif"];
  const { videoFormats } = await loadVideo();
  return [...(await videoFormats(SIZES)), "gif"];
}
