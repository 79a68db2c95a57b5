/** The composition root: makes every part once and shows the page of the address. */
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/halves.css";
import "./styles/landing.css";
import "./styles/notice.css";
import "./styles/live.css";
import type { App, Page } from "./app-context.ts";
import { createSynth } from "./audio/synth.ts";
import { createLayout } from "./layout/layout.ts";
import { MatchRunner } from "./match/match-runner.ts";
import { showMissing } from "./pages/error-page.ts";
import { homePage } from "./pages/home.ts";
import { unknownPage } from "./pages/unknown.ts";
import { reportErrors } from "./platform/client-errors.ts";
import { isolated } from "./platform/isolated.ts";
import { modules, watchSheets } from "./platform/modules.ts";
import { registerServiceWorker } from "./platform/service-worker.ts";
import { createProbe } from "./platform/test-probe.ts";
import { createNavigation } from "./routing/navigation.ts";
import { parseRoute, type Route } from "./routing/routes.ts";
import { loadPreferences } from "./settings/preferences.ts";
import { loadSettings } from "./settings/settings.ts";
import { putStyleSheet } from "./theme/style-sheet.ts";
import { createTheming } from "./theme/theming.ts";
import { type Backdrop, createBackdrop } from "./ui/backdrop.ts";
import { createScreenLayer } from "./ui/screen.ts";
import { createSoundButton } from "./ui/sound-button.ts";
import { chooseLanguage, useLanguage } from "./ui/texts.ts";
import { createTitle } from "./ui/title.ts";

/** A press on anything that can be pressed. */
const TICK = { from: 900, to: 700, length: 0.03, volume: 0.18, wave: "triangle" } as const;

reportErrors();
isolated(registerServiceWorker);
watchSheets();

const part = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
const layout = createLayout();
const settings = loadSettings();
const theming = createTheming(layout, settings.theme, [part("backdrop"), part("court")]);
const styled = putStyleSheet(theming.refresh);
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
  async () => (await modules.padMenus()).followPadMenus(),
  {
    once: true,
  },
);
document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("button, a, select, label")) synth.play(TICK);
});
let backdrop: Backdrop = { rally() {} };
isolated(() => {
  backdrop = createBackdrop(part("backdrop"), layout, preferences);
});
let leave = (): void => {};
const navigation = createNavigation(show);
const app: App = {
  arena: new MatchRunner(part("court"), layout, preferences),
  backdrop,
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
  hold: navigation.setLeaveGuard,
  probe: createProbe(location.search),
};

function pageOf(route: Route): Page | Promise<Page> {
  const { matchPages: matches, roomPages: rooms } = modules;
  switch (route.page) {
    case "home":
      return homePage;
    case "play":
      return matches().then(({ playPage }) => playPage);
    case "practice":
      return matches().then(({ practicePage }) => practicePage(route.level));
    case "room":
      return rooms().then(({ roomPage }) => roomPage(route.code));
    case "watch":
      return rooms().then(({ watchPage }) => watchPage(route.id));
    case "unknown":
      return unknownPage(route.path);
  }
}

let shows = 0;
function show(route: Route): void {
  isolated(leave);
  leave = () => app.screen.show(null);
  app.title.set("");
  const turn = ++shows;
  const begin = (page: Page) => {
    if (turn === shows) leave = page(app);
  };
  const page = pageOf(route);
  if (!(page instanceof Promise)) return begin(page);
  page.then(begin, (error) => turn === shows && showMissing(app, error, () => show(route)));
}

await Promise.all([useLanguage(chooseLanguage(settings.language, navigator.languages)), styled]);
show(parseRoute(location.href));
