/** One oscillator with an envelope, a slide and a place in the stereo field. */

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
  /** Seconds until it is at its loudest; a soft beginning for long tones. */
  attack?: number;
}

const ATTACK = 0.004;
/** What volume 1 is: loud, with room for the few tones that sound at once. */
const LOUDNESS = 0.7;
/** An exponential has no zero (-80 dB). */
const SILENCE = 0.0001;

/** Lets a tone sound in `context`, through `output`. */
export function sound(context: BaseAudioContext, output: AudioNode, tone: Tone): void {
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
  gain.gain.linearRampToValueAtTime(tone.volume * LOUDNESS, start + (tone.attack ?? ATTACK));
  gain.gain.exponentialRampToValueAtTime(SILENCE, end);
  const pan = new StereoPannerNode(context, { pan: tone.pan ?? 0 });
  oscillator.connect(gain).connect(pan).connect(output);
  oscillator.start(start);
  oscillator.stop(end);
}
