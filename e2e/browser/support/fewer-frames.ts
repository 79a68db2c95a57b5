/** Pages that draw fewer frames. Courts are drawn without a graphics card here, and drawing is most of what tests cost. */
import type { BrowserContext } from "@playwright/test";

/** Of the browser's frames, a page gets every this many-th: 20 a second. */
const EVERY = 3;

/** Runs in the page, before its scripts. */
function thinOut(every: number): void {
  const [request, cancel] = [
    window.requestAnimationFrame.bind(window),
    window.cancelAnimationFrame.bind(window),
  ];
  const pending = new Map<number, number>();
  let last = 0;
  window.requestAnimationFrame = (step) => {
    last += 1;
    const id = last;
    const wait = (left: number): void => {
      pending.set(
        id,
        request((now) => {
          if (left > 1) return wait(left - 1);
          pending.delete(id);
          step(now);
        }),
      );
    };
    wait(every);
    return id;
  };
  window.cancelAnimationFrame = (id) => {
    const waiting = pending.get(id);
    if (waiting !== undefined) cancel(waiting);
    pending.delete(id);
  };
}

/** What the pages of `context` ask for in an animation frame is done in every third. */
export const drawFewerFrames = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(thinOut, EVERY);
