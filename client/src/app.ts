/** The composition root: makes every part once, each from those above it, and shows the page of the address. */
import type { AppContext } from "./app-context.ts";
import { createSynth, type Synth } from "./audio/synth.ts";
import { createLayout, type Layout } from "./layout/layout.ts";
import { MatchRunner } from "./match/match-runner.ts";
import { createProbe } from "./match/test-probe.ts";
import { loadPadMenus } from "./pages/page-modules.ts";
import { createPageSwitch } from "./pages/page-switch.ts";
import { isolated } from "./platform/isolated.ts";
import { createNavigation } from "./routing/navigation.ts";
import { parseRoute } from "./routing/routes.ts";
import { SettingsStore } from "./settings/settings.ts";
import { putStyleSheet } from "./theme/style-sheet.ts";
import { createTheming } from "./theme/theming.ts";
import { type Backdrop, createBackdrop } from "./ui/backdrop.ts";
import { createScreenLayer } from "./ui/screen.ts";
import { createSoundButton } from "./ui/sound-button.ts";
import { chooseLanguage, useLanguage } from "./ui/texts.ts";
import { createTitle } from "./ui/title.ts";

/** A press on anything that can be pressed. */
const TICK = { from: 900, to: 700, length: 0.03, volume: 0.18, wave: "triangle" } as const;

/** Starts the page; resolves when it is shown. */
export async function startApp(): Promise<void> {
  const [behind, court] = [elementOf("backdrop"), elementOf("court")];
  const layout = createLayout();
  const settings = new SettingsStore();
  const theming = createTheming(layout, settings.now.theme, [behind, court]);
  const styled = putStyleSheet(theming.refresh);
  const synth = createSynth(settings.now.muted);
  const soundButton = createSoundButton(settings.now.muted, (muted) => {
    synth.muted = muted;
    settings.change({ muted });
  });
  const backdrop = createBackdropIfPossible(behind, layout, settings);
  const runner = new MatchRunner(court, layout, settings);
  const screen = createScreenLayer(elementOf("screen"), elementOf("live"));
  const title = createTitle();
  const hud = elementOf("hud");
  const probe = createProbe(location.search);
  const { listen, ...navigation } = createNavigation();
  const look = { layout, settings, theming, synth, soundButton };
  const app: AppContext = { ...look, ...navigation, backdrop, runner, screen, title, hud, probe };
  const show = createPageSwitch(app);
  applySettings(settings, synth);
  listenToGestures(synth);
  listen(show);
  const language = chooseLanguage(settings.now.language, navigator.languages);
  await Promise.all([useLanguage(language), styled]);
  show(parseRoute(location.href));
}

const elementOf = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

/** A page without its floor can be played on. */
function createBackdropIfPossible(
  parent: HTMLElement,
  layout: Layout,
  settings: SettingsStore,
): Backdrop {
  let backdrop: Backdrop = { rally() {}, play() {} };
  isolated(() => {
    backdrop = createBackdrop(parent, layout, settings);
  });
  return backdrop;
}

function applySettings(settings: SettingsStore, synth: Synth): void {
  settings.watch(({ volume, calm }) => {
    synth.volume = volume;
    document.documentElement.toggleAttribute("data-calm", calm);
  });
}

function listenToGestures(synth: Synth): void {
  const onPad = async () => (await loadPadMenus()).followPadMenus();
  window.addEventListener("gamepadconnected", onPad, { once: true });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("button, a, select, label")) synth.play(TICK);
  });
}
