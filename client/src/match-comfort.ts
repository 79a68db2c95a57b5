/**
 * What makes a match pleasant besides its picture: words for its last point, sound by ear,
 * vibration, a screen that stays on.
 */
import type { App } from "./app.ts";
import { earSoundOf } from "./audio/by-ear.ts";
import type { ViewFrame } from "./net/view-frame.ts";
import { createStakes } from "./ui/stakes.ts";

/** How long a phone shakes (ms). */
const HIT_SHAKE = 12;
const GOAL_SHAKE = 60;

export interface Comfort {
  update(frame: ViewFrame): void;
  stop(): void;
}

/** Begins with a match. */
export function createComfort(app: Pick<App, "hud" | "preferences" | "synth">): Comfort {
  const { hud, preferences, synth } = app;
  const stakes = createStakes(hud);
  const letSleep = keepAwake();
  // No frame comes any more that could change the tone.
  const hush = () => {
    if (document.hidden) synth.sing(null);
  };
  document.addEventListener("visibilitychange", hush);
  let before = Number.NaN;
  return {
    update(frame) {
      const { byEar, vibration } = preferences.now;
      const still = frame.now === before;
      before = frame.now;
      synth.sing(byEar && !still ? earSoundOf(frame) : null);
      stakes.update(frame);
      if (vibration && !frame.watching) shake(frame);
    },
    stop() {
      document.removeEventListener("visibilitychange", hush);
      synth.sing(null);
      letSleep();
    },
  };
}

function shake({ events }: ViewFrame): void {
  if (!("vibrate" in navigator)) return;
  for (const event of events) {
    if (event.type === "hit" && event.by === "own") navigator.vibrate(HIT_SHAKE);
    if (event.type === "goal" && event.by === "opponent") navigator.vibrate(GOAL_SHAKE);
  }
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
