/** The landing page. */
import type { App, Page } from "../app.ts";
import { fetchMatches, fetchOnline } from "../online.ts";
import { h } from "../ui/dom.ts";
import { gearIcon } from "../ui/icons.ts";
import { createLanding } from "../ui/landing.ts";
import { createLanguageChoice } from "../ui/language-choice.ts";
import { createLiveMatches } from "../ui/live-matches.ts";
import { text } from "../ui/texts.ts";
import { createThemeChoice } from "../ui/theme-choice.ts";

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

async function openSettings(app: App): Promise<void> {
  const { openSettingsPanel } = await import("../ui/settings-form.ts");
  openSettingsPanel(app);
}

export const homePage: Page = (app) => {
  const language = createLanguageChoice((chosen) => {
    app.settings.language = chosen;
    app.go({ page: "home" });
  });
  const theme = createThemeChoice(app.settings.theme, (chosen) => {
    app.settings.theme = chosen;
    app.theming.use(chosen);
  });
  const live = createLiveMatches(app.go);
  const landing = createLanding({
    keys: app.preferences.now.keys,
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
    corner: [theme, language],
  });
  const ask = async () => {
    if (document.hidden) return;
    void fetchMatches().then(live.set);
    landing.setOnline(await fetchOnline());
  };
  void ask();
  const settings = h(
    "button",
    { class: "icon gear", type: "button", onclick: () => void openSettings(app) },
    gearIcon(),
  );
  settings.setAttribute("aria-label", text("settings"));
  app.hud.replaceChildren(settings);
  const timer = setInterval(ask, ONLINE_EVERY);
  const onEnter = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !(event.target as Element).closest("a, button, input"))
      landing.play();
  };
  window.addEventListener("keydown", onEnter);
  app.backdrop.rally(true);
  app.screen.show(landing.element);
  const soon = setTimeout(() => fetchAhead(app), FETCH_AFTER);
  return () => {
    clearInterval(timer);
    clearTimeout(soon);
    app.hud.replaceChildren();
    window.removeEventListener("keydown", onEnter);
    app.backdrop.rally(false);
    app.screen.show(null);
  };
};
