/** The landing page. */
import type { Page } from "../app.ts";
import { fetchOnline } from "../online.ts";
import { createLanding } from "../ui/landing.ts";

/** How often the number of players is asked for (ms). */
const ONLINE_EVERY = 10_000;

export const homePage: Page = (app) => {
  const landing = createLanding({
    name: app.settings.name,
    onPlay(name) {
      app.settings.name = name;
      app.go({ page: "play" });
    },
    onPractice: () => app.go({ page: "practice", level: null }),
  });
  const ask = async () => {
    if (!document.hidden) landing.setOnline(await fetchOnline());
  };
  void ask();
  const timer = setInterval(ask, ONLINE_EVERY);
  const onEnter = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.target === document.body) landing.play();
  };
  window.addEventListener("keydown", onEnter);
  app.backdrop.rally(true);
  app.screen.show(landing.element);
  // The court is fetched while the page is read; should that fail, it is tried again on Play.
  const soon = setTimeout(() => app.arena.load().catch(() => undefined), 400);
  return () => {
    clearInterval(timer);
    clearTimeout(soon);
    window.removeEventListener("keydown", onEnter);
    app.backdrop.rally(false);
    app.screen.show(null);
  };
};
