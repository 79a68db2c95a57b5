/** Runs in the page: notes when each frame began and how long the page's own script took in it. */

export interface Recorded {
  /** When each frame began, by the browser's clock (ms). */
  at: number[];
  /** Time in the callbacks of that frame (ms, in steps of 0.1). */
  script: number[];
}

declare global {
  interface Window {
    frameRecord?: Recorded;
  }
}

/** Wraps requestAnimationFrame; to be added before the page's own scripts. */
export function installRecorder(): void {
  const record: Recorded = { at: [], script: [] };
  window.frameRecord = record;
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((now) => {
      const begin = performance.now();
      callback(now);
      const took = performance.now() - begin;
      const last = record.at.length - 1;
      // Several callbacks of one frame are told its time, and add up.
      if (record.at[last] === now) record.script[last] = (record.script[last] ?? 0) + took;
      else {
        record.at.push(now);
        record.script.push(took);
      }
    });
}
