/**
 * A very small synthesizer: each sound is one oscillator with an envelope, a slide and a place in
 * the stereo field. The browser lets it speak only after the first gesture.
 */

import type { EarSound } from "./by-ear.ts";
import { createEarVoice, type EarVoice } from "./ear-voice.ts";

export interface Tone {
  /** Hz at the beginning and at the end. */
  from: number;
  to?: number;
  /** Seconds. */
  length: number;
  /** 0 to 1. */
  volume: number;
  wave?: OscillatorType;
  /** -1 is left, 1 is right. */
  pan?: number;
  /** Seconds from now. */
  after?: number;
}

export interface Synth {
  play(...tones: Tone[]): void;
  /** What is to be heard of ball and paddle by who plays by ear; null for nothing. */
  sing(sound: EarSound | null): void;
  muted: boolean;
  /** 0 to 1. */
  volume: number;
}

const ATTACK = 0.004;
const LOUDNESS = 0.35;

/** A synthesizer that stays silent until somebody has touched the page. */
export function createSynth(muted: boolean): Synth {
  let context: AudioContext | null = null;
  let output: GainNode | null = null;
  let voice: EarVoice | null = null;
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
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && context) wake();
  });
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
      voice ??= createEarVoice(context, output);
      voice.sing(heard);
    },
    muted,
    play(...tones) {
      if (this.muted || context?.state !== "running" || !output) return;
      for (const tone of tones) sound(context, output, tone);
    },
  };
}

/** The ear counts loudness in ratios, so the slider's middle is a quarter. */
const loudnessOf = (volume: number): number => volume * volume;

function sound(context: AudioContext, output: AudioNode, tone: Tone): void {
  const start = context.currentTime + (tone.after ?? 0);
  const end = start + tone.length;
  const oscillator = new OscillatorNode(context, {
    type: tone.wave ?? "sine",
    frequency: tone.from,
  });
  oscillator.frequency.setValueAtTime(tone.from, start);
  if (tone.to) oscillator.frequency.exponentialRampToValueAtTime(tone.to, end);
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(tone.volume * LOUDNESS, start + ATTACK);
  gain.gain.exponentialRampToValueAtTime(0.0001, end);
  const pan = new StereoPannerNode(context, { pan: tone.pan ?? 0 });
  oscillator.connect(gain).connect(pan).connect(output);
  oscillator.start(start);
  oscillator.stop(end);
}
