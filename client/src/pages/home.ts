/** The landing page. */
import type { OwnIdentity } from "@quickpong/shared/protocol/players.ts";
import type { AppContext, Page } from "../app-context.ts";
import { loadPracticeMatch } from "../match/match-modules.ts";
import { h } from "../platform/dom.ts";
import { fetchMatches, fetchOnline, fetchOwn } from "../session/http-api.ts";
import { loadLobby } from "../session/lobby-module.ts";
import { createChoice } from "../ui/choice.ts";
import { gearIcon, globeIcon, lampIcon } from "../ui/icons.ts";
import { createLanding } from "../ui/landing.ts";
import { createLiveMatches } from "../ui/live-matches.ts";
import { languageChoice, themeChoice } from "../ui/look-choices.ts";
import { loadMatchMenu, loadSettingsForm } from "../ui/overlay-modules.ts";
import { onLanguage, text } from "../ui/texts.ts";
import { showMissing } from "./error-page.ts";
import { loadMatchPages, loadPracticePages } from "./page-modules.ts";

/** How often the number of players is asked for (ms). */
const ONLINE_EVERY = 10_000;

/** The page itself comes first (ms). */
const FETCH_AFTER = 400;

/** Fetches the court and practice while the page is read; what fails is tried again when needed. */
function fetchAhead(app: AppContext): void {
  const all: Promise<unknown>[] = [
    app.runner.load(),
    document.fonts.load("200 1em Unbounded", "0"),
    loadMatchPages().then((pages) => pages.playBehindTitle(app)),
    loadPracticePages(),
    loadPracticeMatch(),
    loadLobby(),
    loadMatchMenu(),
  ];
  for (const each of all) each.catch(() => undefined);
}

/** The panel with all settings: one at a time, and it stays while the page under it is written anew. */
function createSheet(app: AppContext, onClosed: () => void) {
  let close: (() => void) | null = null;
  let gone = false;
  const closed = () => {
    close = null;
    app.setLeaveGuard(null);
    onClosed();
  };
  const missing = (error: unknown) => {
    if (!gone) showMissing(app, error, () => app.go({ page: "home" }));
  };
  const toggle = async () => {
    if (close) return close();
    const form = await loadSettingsForm().catch(missing);
    if (gone || close || !form) return;
    close = form.openSettingsPanel(app, closed);
    // Going back closes it and nothing else, as people know it from their phones.
    app.setLeaveGuard(() => {
      close?.();
      return true;
    });
  };
  return {
    toggle: () => void toggle(),
    isOpen: () => close !== null,
    stop() {
      gone = true;
      close?.();
    },
  };
}

/** The two settings that somebody new may want at once. */
function createCorner(app: AppContext) {
  const element = h("div", { class: "corner" });
  const fill = () =>
    element.replaceChildren(
      createChoice(themeChoice(app), lampIcon()),
      createChoice(languageChoice(app), globeIcon()),
    );
  fill();
  return { element, fill };
}

const menus = () => [...document.querySelectorAll<HTMLElement>(".corner select")];

function createGear(onclick: () => void): HTMLElement {
  const attributes = { class: "icon gear", type: "button", onclick, "data-menu": true };
  return h("button", { ...attributes, "aria-label": text("settings") }, gearIcon());
}

/** Shows the page in the language of now; `stop` ends what it asks for and listens to. */
function fillPage(app: AppContext, onSettings: () => void) {
  const corner = createCorner(app);
  const live = createLiveMatches(app.go);
  const landing = createLanding({
    watchKeys: (listener) => app.settings.watch(({ keys }) => listener(keys)),
    name: app.settings.now.name,
    onPlay(name) {
      app.settings.change({ name });
      app.go({ page: "play" });
    },
    onTwoHere(name) {
      app.settings.change({ name });
      app.go({ page: "two", playing: false });
    },
    onPractice: () => app.go({ page: "practice", level: null }),
    onFriend(name) {
      app.settings.change({ name });
      app.go({ page: "room", code: "" });
    },
    go: app.go,
    live: live.element,
    corner: corner.element,
  });
  const ask = async () => {
    if (document.hidden) return;
    void fetchMatches().then(live.set);
    landing.setOnline(await fetchOnline());
  };
  void ask();
  const timer = setInterval(ask, ONLINE_EVERY);
  app.hud.replaceChildren(createGear(onSettings));
  app.screen.show(landing.element);
  const stop = () => {
    clearInterval(timer);
    landing.stop();
  };
  return { corner, landing, stop };
}

export const homePage: Page = (app) => {
  const sheet = createSheet(app, () => page.corner.fill());
  let page = fillPage(app, sheet.toggle);
  let own: OwnIdentity | null = null;
  const forget = onLanguage(() => {
    const at = menus().indexOf(document.activeElement as HTMLElement);
    app.settings.change({ name: page.landing.name() });
    page.stop();
    page = fillPage(app, sheet.toggle);
    if (own) page.landing.setRating(own);
    menus()[at]?.focus({ preventScroll: true });
  });
  const onEnter = ({ key, repeat, target }: KeyboardEvent) => {
    if (key !== "Enter" || repeat || sheet.isOpen()) return;
    if (!(target as Element).closest("a, button, input, select")) page.landing.play();
  };
  window.addEventListener("keydown", onEnter);
  app.backdrop.rally(true);
  const showOwn = async () => {
    own = (await fetchOwn())?.player ?? null;
    if (own) page.landing.setRating(own);
  };
  const soon = setTimeout(() => {
    void showOwn();
    fetchAhead(app);
  }, FETCH_AFTER);
  return () => {
    sheet.stop();
    clearTimeout(soon);
    forget();
    page.stop();
    window.removeEventListener("keydown", onEnter);
    app.hud.replaceChildren();
    app.backdrop.rally(false);
    app.screen.show(null);
  };
};
