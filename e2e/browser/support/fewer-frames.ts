/** Pages that draw fewer frames. Courts are drawn without a graphics card here, and drawing is most of what tests cost. */
import type { BrowserContext } from "@playwright/test";

/** Of the browser's frames, a page gets every this many-th: 20 a second. */
const EVERY = 3;

/** Runs in the page, before its scripts: all that waits for a frame is done in the same one. */
function thinOut(every: number): void {
  const request = window.requestAnimationFrame.bind(window);
  const waiting = new Map<number, FrameRequestCallback>();
  let [last, frame, isAsked] = [0, 0, false];
  const ask = (): void => {
    if (!isAsked) request(run);
    isAsked = true;
  };
  const run = (now: number): void => {
    isAsked = false;
    frame += 1;
    if (frame % every !== 0) return ask();
    const due = [...waiting.values()];
    waiting.clear();
    for (const step of due) {
      // One that throws keeps none of the others, as in the browser itself.
      try {
        step(now);
      } catch (error) {
        reportError(error);
      }
    }
  };
  window.requestAnimationFrame = (step) => {
    ask();
    last += 1;
    waiting.set(last, step);
    return last;
  };
  window.cancelAnimationFrame = (id) => void waiting.delete(id);
}

/** What the pages of `context` ask for in an animation frame is done in every third. */
export const drawFewerFrames = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(thinOut, EVERY);
