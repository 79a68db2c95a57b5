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
export const createSynth = (muted: boolean): Synth => new GestureSynth(muted);

class GestureSynth implements Synth {
  muted: boolean;
  private context: AudioContext | null = null;
  private output: GainNode | null = null;
  private voice: SonificationVoice | null = null;
  private loudness = 1;

  constructor(muted: boolean) {
    this.muted = muted;
    for (const gesture of ["pointerdown", "keydown", "touchend"]) {
      window.addEventListener(gesture, () => this.wake(), { passive: true, capture: true });
    }
    // It also stops while another app has the sound, and may go on by itself when the page is back.
    const resume = () => {
      if (!document.hidden && this.context) this.wake();
    };
    document.addEventListener("visibilitychange", resume);
    // A call or an alarm interrupts it while the page stays visible and only loses the focus.
    window.addEventListener("focus", resume);
  }

  get volume(): number {
    return this.loudness;
  }

  set volume(value: number) {
    this.loudness = value;
    if (this.output) this.output.gain.value = loudnessOf(value);
  }

  sing(heard: SonifiedSound | null): void {
    const { context, output } = this;
    if (this.muted || !heard || context?.state !== "running" || !output) {
      this.voice?.stop();
      this.voice = null;
      return;
    }
    this.voice ??= createSonificationVoice(context, output);
    this.voice.sing(heard);
  }

  play(...tones: Tone[]): void {
    const { context, output } = this;
    if (this.muted || context?.state !== "running" || !output) return;
    for (const tone of tones) isolated(sound, context, output, tone);
  }

  private wake(): void {
    this.context ??= new AudioContext({ latencyHint: "interactive" });
    if (!this.output) {
      this.output = new GainNode(this.context, { gain: loudnessOf(this.loudness) });
      this.output.connect(this.context.destination);
    }
    // iOS suspends it whenever the page loses the focus, so every gesture wakes it again.
    if (this.context.state !== "running") void this.context.resume().catch(() => undefined);
  }
}

/** The ear counts loudness in ratios, so the slider's middle is a quarter. */
const loudnessOf = (volume: number): number => volume * volume;
