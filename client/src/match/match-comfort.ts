/**
 * What makes a match pleasant besides its picture: sound by ear, vibration, a screen that stays on.
 */
import type { App } from "../app-context.ts";
import { sonify } from "../audio/sonification.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { isolated } from "../platform/isolated.ts";
import { shake } from "../platform/vibration.ts";

export interface Comfort {
  update(frame: ViewFrame): void;
  stop(): void;
}

/** Begins with a match. */
export function createComfort(app: Pick<App, "preferences" | "synth">): Comfort {
  const { preferences, synth } = app;
  const letSleep = keepAwake();
  // No frame comes any more that could change the tone.
  const hush = () => {
    if (document.hidden) synth.sing(null);
  };
  document.addEventListener("visibilitychange", hush);
  let before = Number.NaN;
  const sing = (frame: ViewFrame) => {
    const still = frame.now === before;
    before = frame.now;
    synth.sing(preferences.now.byEar && !still ? sonify(frame) : null);
  };
  return {
    update(frame) {
      isolated(sing, frame);
      if (preferences.now.vibration && !frame.watching) isolated(shake, frame);
    },
    stop() {
      document.removeEventListener("visibilitychange", hush);
      synth.sing(null);
      letSleep();
    },
  };
}

/** Asks the screen to stay on; the browser lets go whenever the tab is hidden. */
function keepAwake(): () => void {
  let over = false;
  let lock: WakeLockSentinel | null = null;
  const ask = async () => {
    if (document.hidden || !("wakeLock" in navigator)) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      if (over) void lock.release();
    } catch {
      // The battery is low, or the browser has its reasons.
    }
  };
  void ask();
  document.addEventListener("visibilitychange", ask);
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", ask);
    void lock?.release();
  };
}
