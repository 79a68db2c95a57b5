/** A very small synthesizer. The browser lets it speak only after the first gesture. */

import { isolated } from "../platform/isolated.ts";
import type { SonifiedSound } from "./sonification.ts";
import { createSonificationVoice, type SonificationVoice } from "./sonification-voice.ts";
import { sound, type Tone } from "./tone.ts";

export interface Synth {
  play(...tones: Tone[]): void;
  /** What is to be heard of ball and paddle by who plays by ear; null for nothing. */
  sing(sound: SonifiedSound | null): void;
  muted: boolean;
  /** 0 to 1. */
  volume: number;
}

/** A synthesizer that stays silent until somebody has touched the page. */
export function createSynth(muted: boolean): Synth {
  let context: AudioContext | null = null;
  let output: GainNode | null = null;
  let voice: SonificationVoice | null = null;
  let volume = 1;
  const wake = () => {
    context ??= new AudioContext({ latencyHint: "interactive" });
    if (!output) {
      output = new GainNode(context, { gain: loudnessOf(volume) });
      output.connect(context.destination);
    }
    // iOS suspends it whenever the page loses the focus, so every gesture wakes it again.
    if (context.state !== "running") void context.resume().catch(() => undefined);
  };
  for (const gesture of ["pointerdown", "keydown", "touchend"]) {
    window.addEventListener(gesture, wake, { passive: true, capture: true });
  }
  // It also stops while another app has the sound, and may go on by itself when the page is back.
  const goOn = () => {
    if (!document.hidden && context) wake();
  };
  document.addEventListener("visibilitychange", goOn);
  // A call or an alarm interrupts it while the page stays visible and only loses the focus.
  window.addEventListener("focus", goOn);
  return {
    get volume() {
      return volume;
    },
    set volume(value) {
      volume = value;
      if (output) output.gain.value = loudnessOf(value);
    },
    sing(heard) {
      if (this.muted || !heard || context?.state !== "running" || !output) {
        voice?.stop();
        voice = null;
        return;
      }
      voice ??= createSonificationVoice(context, output);
      voice.sing(heard);
    },
    muted,
    play(...tones) {
      if (this.muted || context?.state !== "running" || !output) return;
      for (const tone of tones) isolated(sound, context, output, tone);
    },
  };
}

/** The ear counts loudness in ratios, so the slider's middle is a quarter. */
const loudnessOf = (volume: number): number => volume * volume;
