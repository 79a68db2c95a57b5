/**
 * The picture (Phaser, a chunk of its own): loaded once and kept, and made anew when what it was made
 * with has changed.
 */
import type { Layout } from "./layout.ts";
import { modules } from "./modules.ts";
import type { PreferenceStore, Preferences } from "./preferences.ts";
import type { Stage } from "./view/stage.ts";

export class KeptStage {
  private readonly surface: HTMLElement;
  private readonly layout: Layout;
  private readonly preferences: PreferenceStore;
  private made: Stage | null = null;
  private loading: Promise<void> | null = null;
  private renewing = Promise.resolve();
  private unwatch = (): void => {};
  private shown = { numbers: true };
  private calm: boolean;

  /** Keeps the picture that is drawn into `surface`. */
  constructor(surface: HTMLElement, layout: Layout, preferences: PreferenceStore) {
    this.surface = surface;
    this.layout = layout;
    this.preferences = preferences;
    this.calm = preferences.now.calm;
    preferences.watch(() => {
      this.renewing = this.renewing.then(() => this.renew()).catch(() => undefined);
    });
  }

  /** Null while it is not loaded. */
  get stage(): Stage | null {
    return this.made;
  }

  load(): Promise<void> {
    this.loading ??= this.make().catch((error: unknown) => {
      this.loading = null;
      throw error;
    });
    return this.loading;
  }

  /** Another match begins; a picture that is loaded later begins with it. */
  begin(options: { numbers: boolean }): void {
    this.shown = options;
    this.made?.begin(options);
  }

  private async make(): Promise<void> {
    const made = await loadStage(this.surface, this.layout, this.preferences.now);
    this.made = made;
    made.begin(this.shown);
    this.unwatch = this.layout.watch((fit) => made.resize(fit));
  }

  private async renew(): Promise<void> {
    const { calm } = this.preferences.now;
    if (!this.loading || calm === this.calm) return;
    this.calm = calm;
    await this.loading;
    this.unwatch();
    this.made?.destroy();
    this.made = null;
    this.loading = null;
    await this.load();
  }
}

async function loadStage(
  parent: HTMLElement,
  layout: Layout,
  { calm }: Preferences,
): Promise<Stage> {
  const { createStage } = await modules.stage();
  const renderer = new URLSearchParams(location.search).get("renderer");
  return createStage({
    parent,
    fit: layout.fit,
    calm: calm || matchMedia("(prefers-reduced-motion: reduce)").matches,
    renderer: renderer === "webgl" || renderer === "canvas" ? renderer : null,
  });
}
