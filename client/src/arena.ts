/**
 * Where matches are played: joins the sampler, a match and the picture. One match at a time; the
 * picture (Phaser, a chunk of its own) is loaded once and kept.
 */
import { createFrameLoop } from "./frame-loop.ts";
import { createSampler, type Sampler } from "./input/sampler.ts";
import type { Layout } from "./layout.ts";
import type { ViewFrame } from "./net/view-frame.ts";
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
  /** Nothing is played; the picture goes. */
  clear(): void;
}

/** An arena that draws into `surface`. */
export function createArena(surface: HTMLElement, layout: Layout): Arena {
  const loop = createFrameLoop();
  let stage: Stage | null = null;
  let loading: Promise<void> | null = null;
  let sampler: Sampler | null = null;
  let last: ViewFrame | null = null;

  const load = (): Promise<void> => {
    loading ??= loadStage(surface, layout).then(
      (made) => {
        stage = made;
        layout.watch((fit) => made.resize(fit));
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  const listen = () =>
    createSampler({ surface, fit: () => layout.fit, paddleY: () => last?.own.y ?? 0 });

  return {
    load,
    play(match, observe, { numbers = true } = {}) {
      sampler ??= listen();
      stage?.begin({ numbers });
      last = null;
      loop.run((now) => {
        match.steer(sampler?.target() ?? null);
        const frame = match.frame(now);
        if (frame) {
          last = frame;
          stage?.draw(frame);
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

async function loadStage(parent: HTMLElement, layout: Layout): Promise<Stage> {
  const { createStage } = await import("./view/stage.ts");
  const renderer = new URLSearchParams(location.search).get("renderer");
  return createStage({
    parent,
    fit: layout.fit,
    calm: matchMedia("(prefers-reduced-motion: reduce)").matches,
    renderer: renderer === "webgl" || renderer === "canvas" ? renderer : null,
  });
}
