/**
 * A very small synthesizer: each sound is one oscillator with an envelope, a slide and a place in
 * the stereo field. The browser lets it speak only after the first gesture.
 */

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
  muted: boolean;
}

const ATTACK = 0.004;
const LOUDNESS = 0.35;

/** A synthesizer that stays silent until somebody has touched the page. */
export function createSynth(muted: boolean): Synth {
  let context: AudioContext | null = null;
  const wake = () => {
    context ??= new AudioContext({ latencyHint: "interactive" });
    // iOS suspends it whenever the page loses the focus, so every gesture wakes it again.
    if (context.state !== "running") void context.resume().catch(() => undefined);
  };
  for (const gesture of ["pointerdown", "keydown", "touchend"]) {
    window.addEventListener(gesture, wake, { passive: true, capture: true });
  }
  return {
    muted,
    play(...tones) {
      if (this.muted || context?.state !== "running") return;
      for (const tone of tones) sound(context, tone);
    },
  };
}

function sound(context: AudioContext, tone: Tone): void {
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
  oscillator.connect(gain).connect(pan).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(end);
}
