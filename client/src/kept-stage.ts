/**
 * The picture (Phaser, a chunk of its own): loaded once and kept, and made anew when what it was made
 * with has changed.
 */
import type { Layout } from "./layout.ts";
import type { PreferenceStore, Preferences } from "./preferences.ts";
import type { Stage } from "./view/stage.ts";

export interface KeptStage {
  load(): Promise<void>;
  /** Null while it is not loaded. */
  readonly stage: Stage | null;
  /** Another match begins; a picture that is loaded later begins with it. */
  begin(options: { numbers: boolean }): void;
}

/** Keeps the picture that is drawn into `surface`. */
export function keepStage(
  surface: HTMLElement,
  layout: Layout,
  preferences: PreferenceStore,
): KeptStage {
  let stage: Stage | null = null;
  let loading: Promise<void> | null = null;
  let discard = (): void => {};
  let shown = { numbers: true };

  const load = (): Promise<void> => {
    loading ??= loadStage(surface, layout, preferences.now).then(
      (made) => {
        stage = made;
        made.begin(shown);
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
  return {
    load,
    get stage() {
      return stage;
    },
    begin(options) {
      shown = options;
      stage?.begin(options);
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
