/** The composition root: makes every part once and shows the page of the address. */
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/screens.css";
import "./styles/rooms.css";
import type { App, Page } from "./app.ts";
import { createArena } from "./arena.ts";
import { createSynth } from "./audio/synth.ts";
import { reportErrors } from "./client-errors.ts";
import { createLayout } from "./layout.ts";
import { createNavigation } from "./navigation.ts";
import { keepForOffline } from "./offline.ts";
import { homePage } from "./pages/home.ts";
import type { InnerRoute } from "./pages/inner.ts";
import { missingPage } from "./pages/missing.ts";
import { loadPreferences } from "./preferences.ts";
import { createProbe } from "./probe.ts";
import { parseRoute, type Route } from "./routes.ts";
import { loadSettings } from "./settings.ts";
import { createTheming } from "./theming.ts";
import { createBackdrop } from "./ui/backdrop.ts";
import { createScreenLayer } from "./ui/screen.ts";
import { createSoundButton } from "./ui/sound-button.ts";
import { chooseLanguage, useLanguage } from "./ui/texts.ts";
import { createTitle } from "./ui/title.ts";

/** A press on anything that can be pressed. */
const TICK = { from: 900, to: 700, length: 0.03, volume: 0.18, wave: "triangle" } as const;

reportErrors();
keepForOffline();

const part = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
const layout = createLayout();
const settings = loadSettings();
const theming = createTheming(layout, settings.theme);
const synth = createSynth(settings.muted);
const preferences = loadPreferences();
preferences.watch(({ volume, calm }) => {
  synth.volume = volume;
  document.documentElement.toggleAttribute("data-calm", calm);
});
const soundButton = createSoundButton(settings.muted, (muted) => {
  synth.muted = muted;
  settings.muted = muted;
});
window.addEventListener(
  "gamepadconnected",
  async () => (await import("./input/pad-menus.ts")).followPadMenus(),
  {
    once: true,
  },
);
document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("button, a, select, label")) synth.play(TICK);
});
let leave = (): void => {};
const navigation = createNavigation(show);
const app: App = {
  arena: createArena(part("court"), layout, preferences),
  backdrop: createBackdrop(part("backdrop"), layout),
  layout,
  screen: createScreenLayer(part("screen"), part("live")),
  title: createTitle(),
  hud: part("hud"),
  settings,
  preferences,
  theming,
  synth,
  soundButton,
  go: navigation.go,
  rename: navigation.rename,
  probe: createProbe(location.search),
};

let turns = 0;
/** The first page is here; all others come together in a chunk of their own. */
async function show(route: Route): Promise<void> {
  leave();
  leave = () => {};
  app.title.set("");
  const turn = ++turns;
  const page = route.page === "home" ? homePage : await innerPage(route);
  if (turn === turns) leave = page(app);
}

async function innerPage(route: InnerRoute): Promise<Page> {
  try {
    return (await import("./pages/inner.ts")).innerPage(route);
  } catch {
    return missingPage(route);
  }
}

await useLanguage(chooseLanguage(settings.language, navigator.languages));
void show(parseRoute(location.href));
