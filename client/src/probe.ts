/** For browser tests: with `?probe` in the address, `window.quickpong` shows what is drawn. */
import type { ViewFrame } from "./net/view-frame.ts";

export interface Probe {
  /** The last frame that was drawn, null before the first. */
  readonly frame: ViewFrame | null;
  /** Frames drawn since the page was loaded. */
  readonly frames: number;
}

declare global {
  interface Window {
    /** Read only; there only with `?probe`. */
    quickpong?: Probe;
  }
}

/** Returns what to call with every frame. */
export function createProbe(search: string): (frame: ViewFrame) => void {
  if (!new URLSearchParams(search).has("probe")) return () => {};
  let frame: ViewFrame | null = null;
  let frames = 0;
  window.quickpong = {
    get frame() {
      return frame;
    },
    get frames() {
      return frames;
    },
  };
  return (next) => {
    frame = next;
    frames++;
  };
}
