/** The landing page. */
import type { App, Page } from "../app.ts";
import { fetchMatches, fetchOnline } from "../online.ts";
import { createChoice } from "../ui/choice.ts";
import { h } from "../ui/dom.ts";
import { gearIcon, globeIcon, lampIcon } from "../ui/icons.ts";
import { createLanding } from "../ui/landing.ts";
import { createLiveMatches } from "../ui/live-matches.ts";
import { languageChoice, themeChoice } from "../ui/look-choices.ts";
import { onLanguage, text } from "../ui/texts.ts";

/** How often the number of players is asked for (ms). */
const ONLINE_EVERY = 10_000;

/** The page itself comes first (ms). */
const FETCH_AFTER = 400;

/** Fetches the court and practice while the page is read; what fails is tried again when needed. */
function fetchAhead(app: App): void {
  const ignore = () => undefined;
  app.arena.load().catch(ignore);
  document.fonts.load("200 1em Unbounded", "0").catch(ignore);
  import("./match-pages.ts").catch(ignore);
  import("../practice-match.ts").catch(ignore);
  import("../net/colyseus-lobby.ts").catch(ignore);
}

/** The way to all settings, and the two that somebody new may want at once. */
function createCorner(app: App) {
  const element = h("div", { class: "corner" });
  const fill = () =>
    element.replaceChildren(
      createChoice(themeChoice(app), lampIcon()),
      createChoice(languageChoice(app), globeIcon()),
    );
  const open = async () => {
    const { openSettingsPanel } = await import("../ui/settings-form.ts");
    openSettingsPanel(app, fill);
  };
  const settings = h(
    "button",
    {
      class: "icon gear",
      type: "button",
      onclick: () => void open(),
      "aria-label": text("settings"),
      "data-menu": true,
    },
    gearIcon(),
  );
  fill();
  return { element, settings };
}

export const homePage: Page = (app) => {
  const corner = createCorner(app);
  const live = createLiveMatches(app.go);
  const landing = createLanding({
    watchKeys: (listener) => app.preferences.watch(({ keys }) => listener(keys)),
    name: app.settings.name,
    onPlay(name) {
      app.settings.name = name;
      app.go({ page: "play" });
    },
    onPractice: () => app.go({ page: "practice", level: null }),
    onFriend(name) {
      app.settings.name = name;
      app.go({ page: "room", code: "" });
    },
    live: live.element,
    corner: corner.element,
  });
  const ask = async () => {
    if (document.hidden) return;
    void fetchMatches().then(live.set);
    landing.setOnline(await fetchOnline());
  };
  void ask();
  app.hud.replaceChildren(corner.settings);
  const timer = setInterval(ask, ONLINE_EVERY);
  const onEnter = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !(event.target as Element).closest("a, button, input"))
      landing.play();
  };
  window.addEventListener("keydown", onEnter);
  const forget = onLanguage(() => {
    app.settings.name = landing.name();
    app.go({ page: "home" });
  });
  app.backdrop.rally(true);
  app.screen.show(landing.element);
  const soon = setTimeout(() => fetchAhead(app), FETCH_AFTER);
  return () => {
    clearInterval(timer);
    clearTimeout(soon);
    forget();
    landing.stop();
    app.hud.replaceChildren();
    window.removeEventListener("keydown", onEnter);
    app.backdrop.rally(false);
    app.screen.show(null);
  };
};
