/**
 * Where matches are played: joins the sampler, a match and the picture. One match at a time; the
 * picture (Phaser, a chunk of its own) is loaded once and kept.
 */
import { EffectsGovernor, type EffectsLevel } from "./effects-level.ts";
import { createFrameLoop } from "./frame-loop.ts";
import { createSampler, type Sampler } from "./input/sampler.ts";
import type { Layout } from "./layout.ts";
import type { ViewFrame } from "./net/view-frame.ts";
import type { PreferenceStore, Preferences } from "./preferences.ts";
import type { Stage } from "./view/stage.ts";

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
  let stage: Stage | null = null;
  let loading: Promise<void> | null = null;
  let discard = (): void => {};
  let numbersShown = true;
  let sampler: Sampler | null = null;
  let last: ViewFrame | null = null;
  const governor = new EffectsGovernor();
  /** Time of the last frame (ms), 0 before the first. */
  let lastTime = 0;
  const level = (): EffectsLevel => {
    const { effects } = preferences.now;
    return effects === "auto" ? governor.level : effects;
  };

  const load = (): Promise<void> => {
    loading ??= loadStage(surface, layout, preferences.now).then(
      (made) => {
        stage = made;
        made.begin({ numbers: numbersShown });
        const unwatch = layout.watch((fit) => made.resize(fit));
        discard = () => {
          unwatch();
          made.destroy();
        };
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  /** What the picture was made with has changed: it is made anew. */
  let { calm } = preferences.now;
  let renewing = Promise.resolve();
  const renew = async () => {
    if (!loading || preferences.now.calm === calm) return;
    calm = preferences.now.calm;
    await loading;
    discard();
    stage = null;
    loading = null;
    await load();
  };
  preferences.watch(() => {
    renewing = renewing.then(renew).catch(() => undefined);
  });
  const listen = () =>
    createSampler({
      surface,
      fit: () => layout.fit,
      paddleY: () => last?.own.y ?? 0,
      keys: () => preferences.now.keys,
    });

  return {
    load,
    get effects() {
      return level();
    },
    play(match, observe, { numbers = true } = {}) {
      sampler ??= listen();
      numbersShown = numbers;
      stage?.begin({ numbers });
      last = null;
      governor.begin();
      lastTime = 0;
      loop.run((now) => {
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

async function loadStage(
  parent: HTMLElement,
  layout: Layout,
  { calm }: Preferences,
): Promise<Stage> {
  const { createStage } = await import("./view/stage.ts");
  const renderer = new URLSearchParams(location.search).get("renderer");
  return createStage({
    parent,
    fit: layout.fit,
    calm: calm || matchMedia("(prefers-reduced-motion: reduce)").matches,
    renderer: renderer === "webgl" || renderer === "canvas" ? renderer : null,
  });
}
