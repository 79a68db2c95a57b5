/** Where matches are played: joins the sampler, a match and the picture. One match at a time. */
import { EffectsGovernor, type EffectsLevel } from "./effects-level.ts";
import { createFrameLoop } from "./frame-loop.ts";
import { createSampler, type Sampler } from "./input/sampler.ts";
import { keepStage } from "./kept-stage.ts";
import type { Layout } from "./layout.ts";
import type { ViewFrame } from "./net/view-frame.ts";
import type { PreferenceStore } from "./preferences.ts";

/** What can be played here; Netplay is one. */
export interface Playable {
  steer(target: number | null): void;
  frame(now: number): ViewFrame | null;
}

export interface PlayOptions {
  /** Whether the score is drawn on the floor; it is unless told otherwise. */
  numbers?: boolean;
}

export interface Arena {
  /** Begins to load the picture. */
  load(): Promise<void>;
  /** Plays a match in place of the one before; `observe` is called after every frame. */
  play(match: Playable, observe: (frame: ViewFrame | null) => void, options?: PlayOptions): void;
  /** How much of the effects is drawn: as chosen, or as the device keeps up with. */
  readonly effects: EffectsLevel;
  /** Nothing is played; the picture goes. */
  clear(): void;
}

/** An arena that draws into `surface`. */
export function createArena(
  surface: HTMLElement,
  layout: Layout,
  preferences: PreferenceStore,
): Arena {
  const loop = createFrameLoop();
  const picture = keepStage(surface, layout, preferences);
  const governor = new EffectsGovernor();
  let sampler: Sampler | null = null;
  let last: ViewFrame | null = null;
  /** Time of the last frame (ms), 0 before the first. */
  let lastTime = 0;
  const level = (): EffectsLevel => {
    const { effects } = preferences.now;
    return effects === "auto" ? governor.level : effects;
  };
  const listen = () =>
    createSampler({
      surface,
      fit: () => layout.fit,
      paddleY: () => last?.own.y ?? 0,
      keys: () => preferences.now.keys,
    });

  return {
    load: picture.load,
    get effects() {
      return level();
    },
    play(match, observe, { numbers = true } = {}) {
      sampler ??= listen();
      picture.begin({ numbers });
      last = null;
      governor.begin();
      lastTime = 0;
      loop.run((now) => {
        const { stage } = picture;
        if (lastTime > 0 && stage) governor.take(now - lastTime);
        lastTime = now;
        match.steer(sampler?.target() ?? null);
        const frame = match.frame(now);
        if (frame) {
          last = frame;
          stage?.draw(frame, level());
          surface.classList.toggle("shown", stage !== null);
        }
        observe(frame);
      });
    },
    clear() {
      loop.stop();
      sampler?.stop();
      sampler = null;
      last = null;
      surface.classList.remove("shown");
    },
  };
}
