/** For browser tests: with `?probe` in the address, `window.quickpong` shows what is drawn. */
import type { NetReport } from "../net/stats.ts";
import type { ViewFrame } from "../net/view-frame.ts";

export interface Probe {
  /** The last frame that was drawn, null before the first. */
  readonly frame: ViewFrame | null;
  /** Frames drawn since the page was loaded. */
  readonly frames: number;
  /** The netcode's figures of the match that is shown, null without one. */
  readonly report: NetReport | null;
}

declare global {
  interface Window {
    /** Read only; there only with `?probe`. */
    quickpong?: Probe;
  }
}

/** Returns what to call with every frame. */
export function createProbe(search: string): (frame: ViewFrame, report?: () => NetReport) => void {
  if (!new URLSearchParams(search).has("probe")) return () => {};
  let frame: ViewFrame | null = null;
  let frames = 0;
  let report: (() => NetReport) | undefined;
  window.quickpong = {
    get frame() {
      return frame;
    },
    get frames() {
      return frames;
    },
    get report() {
      return report?.() ?? null;
    },
  };
  return (next, reporter) => {
    frame = next;
    report = reporter;
    frames++;
  };
}
