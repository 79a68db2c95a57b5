/** Plays a match's ball and paddle as tones while it is shown. */
import type { ViewFrame } from "../net/view-frame.ts";
import { sonify } from "./sonification.ts";
import type { Synth } from "./synth.ts";

export interface SonificationPlayer {
  /** After every frame; `wanted` is whether somebody plays by ear. */
  update(frame: ViewFrame, wanted: boolean): void;
  stop(): void;
}

/** Begins with a match. */
export function createSonificationPlayer(synth: Pick<Synth, "sing">): SonificationPlayer {
  // No frame comes any more that could change the tone.
  const hush = () => {
    if (document.hidden) synth.sing(null);
  };
  document.addEventListener("visibilitychange", hush);
  let before = Number.NaN;
  return {
    update(frame, wanted) {
      const still = frame.now === before;
      before = frame.now;
      synth.sing(wanted && !still ? sonify(frame) : null);
    },
    stop() {
      document.removeEventListener("visibilitychange", hush);
      synth.sing(null);
    },
  };
}
