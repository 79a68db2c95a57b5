/** The page's one loop: what happens in every animation frame, in this order. */
import { frameClock } from "./frame-clock.ts";

export interface FrameLoop {
  /** Runs `step` in every frame until it is replaced or stopped. */
  run(step: (now: number) => void): void;
  stop(): void;
}

/** A loop on requestAnimationFrame; it rests while the tab is hidden. */
export function createFrameLoop(): FrameLoop {
  let step: ((now: number) => void) | null = null;
  let request = 0;
  const tick = (now: number) => {
    if (!step) return;
    request = requestAnimationFrame(tick);
    step(frameClock.take(now));
  };
  return {
    run(next) {
      const idle = step === null;
      step = next;
      if (idle) request = requestAnimationFrame(tick);
    },
    stop() {
      step = null;
      cancelAnimationFrame(request);
    },
  };
}
