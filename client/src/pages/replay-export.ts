/** Opens the sheet that makes a file of a replay; all of it is fetched then. */
import { TICK_RATE } from "@quickpong/shared/court.ts";
import { lazyModule } from "../platform/lazy-module.ts";
import type { Range } from "../replay/playhead.ts";
import { ReplayPicture } from "../replay/replay-picture.ts";
import type { ReplayViewer } from "./replay-viewer.ts";

const loadPanel = lazyModule(() => import("../ui/export-panel.ts"));

/** What is shown before a rally and after it (ticks). */
const AROUND = 0.75 * TICK_RATE;

/** Resolves with what closes it; rejects when it does not come. */
export async function openExport(viewer: ReplayViewer, onClosed: () => void): Promise<() => void> {
  const { openExportPanel } = await loadPanel();
  const { record, players, names } = viewer.options;
  const { from, to } = chosen(viewer);
  const seconds = (t: number) => (t - record.from) / TICK_RATE;
  return openExportPanel({
    ...{ names, view: viewer.view, length: seconds(record.to), onClosed },
    newPicture: () => new ReplayPicture(record, players),
    ...{ from: Math.max(0, seconds(from)), to: Math.min(seconds(record.to), seconds(to)) },
  });
}

/** The part that is played over and over, else the rally that is shown or the last one before it. */
function chosen({ head, rallies }: ReplayViewer): Range {
  if (head.range) return head.range;
  const rally = [...rallies].reverse().find(({ start }) => start - AROUND <= head.t) ?? rallies[0];
  return rally ? { from: rally.start - AROUND, to: rally.end + AROUND } : head;
}
