/**
 * The picture (Phaser, a chunk of its own): loaded once and kept, and made anew when what it was made
 * with has changed.
 */

import type { Layout } from "../layout/layout.ts";
import { isolated } from "../platform/isolated.ts";
import { lazyModule } from "../platform/lazy-module.ts";
import type { Settings, SettingsStore } from "../settings/settings.ts";
import type { CourtRenderer, Renderer } from "./renderer.ts";

/** A graphics card that has failed gets so long to put the page's other canvases in order (ms). */
const BACK_AFTER = 1000;

const loadRenderer = lazyModule(() => import("./renderer.ts"));

export class RendererHost {
  private readonly surface: HTMLElement;
  private readonly layout: Layout;
  private readonly settings: SettingsStore;
  private made: CourtRenderer | null = null;
  private loading: Promise<void> | null = null;
  private renewing = Promise.resolve();
  private unwatch = (): void => {};
  private shown = { numbers: true };
  private calm: boolean;
  /** Once a graphics card has failed, it is not asked again. */
  private renderer = rendererWanted();

  /** Keeps the picture that is drawn into `surface`. */
  constructor(surface: HTMLElement, layout: Layout, settings: SettingsStore) {
    this.surface = surface;
    this.layout = layout;
    this.settings = settings;
    this.calm = settings.now.calm;
    settings.watch(() => {
      this.renewing = this.renewing.then(() => this.renew()).catch(() => undefined);
    });
  }

  /** Null while it is not loaded. */
  get stage(): CourtRenderer | null {
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
    const { surface, layout, settings, renderer } = this;
    const made = await loadStage(surface, layout, settings.now, renderer, () => this.lose());
    this.made = made;
    made.begin(this.shown);
    this.unwatch = this.layout.watch((fit) => made.resize(fit));
  }

  private async renew(): Promise<void> {
    const { calm } = this.settings.now;
    if (!this.loading || calm === this.calm) return;
    this.calm = calm;
    await this.loading;
    this.end();
    await this.load();
  }

  /** What can't be drawn on any more goes at once, and a picture without the graphics card comes. */
  private lose(): void {
    this.renderer = "canvas";
    const loaded = this.loading;
    const again = () => this.load().catch(() => undefined);
    void loaded?.then(() => {
      this.end();
      setTimeout(again, BACK_AFTER);
    }, again);
  }

  private end(): void {
    const { made } = this;
    this.unwatch();
    this.unwatch = () => undefined;
    this.made = null;
    this.loading = null;
    isolated(() => made?.destroy());
  }
}

async function loadStage(
  parent: HTMLElement,
  layout: Layout,
  { calm }: Settings,
  renderer: Renderer | null,
  onLost: () => void,
): Promise<CourtRenderer> {
  const { createRenderer } = await loadRenderer();
  return createRenderer({
    parent,
    fit: layout.fit,
    calm: calm || matchMedia("(prefers-reduced-motion: reduce)").matches,
    renderer,
    onLost,
  });
}

/** For tests. */
function rendererWanted(): Renderer | null {
  const renderer = new URLSearchParams(location.search).get("renderer");
  return renderer === "webgl" || renderer === "canvas" ? renderer : null;
}
