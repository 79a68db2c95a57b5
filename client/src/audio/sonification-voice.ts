/** One steady voice that sings what sonification.ts says. */
import type { SonifiedSound } from "./sonification.ts";

/** The voice glides to what is new with this time constant (s). */
const GLIDE = 0.012;
const LOUDNESS = 0.3;

export interface SonificationVoice {
  sing(sound: SonifiedSound | null): void;
  stop(): void;
}

/** A voice in `context` that speaks into `output`. */
export function createSonificationVoice(
  context: AudioContext,
  output: AudioNode,
): SonificationVoice {
  const oscillator = new OscillatorNode(context, { type: "triangle" });
  const gain = new GainNode(context, { gain: 0 });
  const pan = new StereoPannerNode(context);
  oscillator.connect(gain).connect(pan).connect(output);
  oscillator.start();
  const glide = (param: AudioParam, to: number) =>
    param.setTargetAtTime(to, context.currentTime, GLIDE);
  return {
    sing(sound) {
      glide(gain.gain, sound ? sound.volume * LOUDNESS : 0);
      if (!sound) return;
      glide(pan.pan, sound.pan);
      glide(oscillator.frequency, sound.pitch);
    },
    stop() {
      oscillator.stop();
      pan.disconnect();
    },
  };
}
