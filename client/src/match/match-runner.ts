/** Where matches are played: joins the sampler, a match and the picture. One match at a time. */
import { DEFAULT_RULES, paddleRange } from "@quickpong/shared/rules.ts";
import { allDevices, type Devices } from "../input/devices.ts";
import { createSampler, type Sampler } from "../input/sampler.ts";
import type { Layout } from "../layout/layout.ts";
import type { ViewFrame, Who } from "../net/view-frame.ts";
import { isolated } from "../platform/isolated.ts";
import { frameClock } from "../render/frame-clock.ts";
import { createFrameLoop } from "../render/frame-loop.ts";
import type { EffectsLevel } from "../render/layers/layer.ts";
import { EffectsGovernor } from "../render/quality-governor.ts";
import { RendererHost } from "../render/renderer-host.ts";
import type { SettingsStore } from "../settings/settings.ts";

/** What can be played here; Netplay is one. */
export interface PlayableMatch {
  /** `opponent` is the other paddle's target, where that is steered here, too. */
  steer(own: number | null, opponent?: number | null): void;
  frame(now: number): ViewFrame | null;
}

export interface PlayOptions {
  /** Whether the score is drawn on the floor; it is unless told otherwise. */
  numbers?: boolean;
  /** What steers the left paddle and the right one, where two play; else everything steers the own one. */
  devices?: readonly [Devices, Devices] | undefined;
}

export class MatchRunner {
  private readonly surface: HTMLElement;
  private readonly layout: Layout;
  private readonly settings: SettingsStore;
  private readonly picture: RendererHost;
  private readonly loop = createFrameLoop();
  private readonly governor = new EffectsGovernor();
  private samplers: readonly Sampler[] = [];
  /** Two players' devices, while two play here. */
  private shared: PlayOptions["devices"];
  private last: ViewFrame | null = null;
  /** Time of the last frame (ms), 0 before the first. */
  private lastTime = 0;

  /** A runner that draws into `surface`. */
  constructor(surface: HTMLElement, layout: Layout, settings: SettingsStore) {
    this.surface = surface;
    this.layout = layout;
    this.settings = settings;
    this.picture = new RendererHost(surface, layout, settings);
  }

  /** Begins to load the picture. */
  load(): Promise<void> {
    return this.picture.load();
  }

  /** How much of the effects is drawn: as chosen, or as the device keeps up with. */
  get effects(): EffectsLevel {
    const { effects } = this.settings.now;
    return effects === "auto" ? this.governor.level : effects;
  }

  /** Plays a match in place of the one before; `observe` is called after every frame. */
  play(
    match: PlayableMatch,
    observe: (frame: ViewFrame | null) => void,
    { numbers = true, devices }: PlayOptions = {},
  ): void {
    this.listen(devices);
    this.picture.begin({ numbers });
    this.last = null;
    this.governor.begin();
    this.lastTime = 0;
    this.loop.run((now) => observe(this.show(match, now)));
  }

  /** Nothing is played; the picture goes. */
  clear(): void {
    this.loop.stop();
    this.stopListening();
    this.last = null;
    this.surface.classList.remove("shown");
  }

  private show(match: PlayableMatch, now: number): ViewFrame | null {
    const { stage } = this.picture;
    if (this.lastTime > 0 && stage) this.governor.take(now - this.lastTime);
    this.lastTime = now;
    const [own = null, opponent = null] = this.samplers.map((sampler) => sampler.target());
    match.steer(own, opponent);
    const drawn = match.frame(now);
    if (!drawn) return null;
    const frame = frameClock.hopeless ? { ...drawn, unsteady: true } : drawn;
    this.last = frame;
    if (stage) isolated(() => stage.draw(frame, this.effects));
    this.surface.classList.toggle("shown", stage !== null);
    return frame;
  }

  /** What is held from one match to the next goes on counting, unless other hands take over. */
  private listen(devices: PlayOptions["devices"]): void {
    if (this.samplers.length > 0 && !devices && !this.shared) return;
    this.stopListening();
    this.shared = devices;
    const all = devices ?? [allDevices(() => this.settings.now.keys)];
    this.samplers = all.map((each, n) => this.createSampler(each, n === 0 ? "own" : "opponent"));
  }

  private stopListening(): void {
    for (const sampler of this.samplers) sampler.stop();
    this.samplers = [];
    this.shared = undefined;
  }

  private createSampler(devices: Devices, who: Who): Sampler {
    return createSampler({
      surface: this.surface,
      fit: () => this.layout.fit,
      paddleY: () => this.last?.[who].y ?? 0,
      range: () => paddleRange(this.last?.rules ?? DEFAULT_RULES),
      devices,
    });
  }
}
