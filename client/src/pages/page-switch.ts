/** Shows one page at a time: the one of the route. */
import type { AppContext, Page } from "../app-context.ts";
import { isolated } from "../platform/isolated.ts";
import type { Route } from "../routing/routes.ts";
import { showMissing } from "./error-page.ts";
import { homePage } from "./home.ts";
import {
  loadCompetitionPages,
  loadDailyPages,
  loadMatchPages,
  loadOverlayPage,
  loadPlayerPages,
  loadPracticePages,
  loadReplayPages,
  loadRoomPages,
  loadTvPages,
  loadTwoHerePages,
} from "./page-modules.ts";
import { unknownPage } from "./unknown.ts";

/** Returns what shows a route's page in place of the one before. */
export function createPageSwitch(app: AppContext): (route: Route) => void {
  let leave = (): void => {};
  let shows = 0;
  return function show(route) {
    isolated(leave);
    leave = () => app.screen.show(null);
    app.title.set("");
    const current = ++shows;
    const begin = (page: Page) => {
      if (current === shows) leave = page(app);
    };
    const page = pageOf(route);
    if (!(page instanceof Promise)) return begin(page);
    page.then(begin, (error) => current === shows && showMissing(app, error, () => show(route)));
  };
}

function pageOf(route: Route): Page | Promise<Page> {
  switch (route.page) {
    case "home":
      return homePage;
    case "play":
      return loadMatchPages().then(({ playPage }) => playPage);
    case "practice":
      return loadPracticePages().then(({ practicePage }) => practicePage(route.level));
    case "two":
      return loadTwoHerePages().then(({ twoHerePage }) => twoHerePage(route.playing));
    case "room":
      return loadRoomPages().then(({ roomPage }) => roomPage(route.code));
    case "watch":
      return loadRoomPages().then(({ watchPage }) => watchPage(route.id));
    case "tv":
      return loadTvPages().then(({ tvPage }) => tvPage);
    case "arena":
    case "cup":
    case "crowd":
    case "screen":
      return loadCompetitionPages().then(({ competitionPage }) => competitionPage(route));
    case "overlay":
      return loadOverlayPage().then(({ overlayPage }) => overlayPage(route.id));
    case "replay":
    case "embed":
      return loadReplayPages().then(({ replayPage }) => replayPage(route, route.page === "replay"));
    case "player":
      return loadPlayerPages().then(({ playerPage }) => playerPage(route.id));
    case "move":
      return loadPlayerPages().then(({ movePage }) => movePage(route.code));
    case "daily":
      return loadDailyPages().then(({ dailyPage }) => dailyPage);
    case "me":
    case "top":
    case "privacy":
      return loadPlayerPages().then((pages) => pages[`${route.page}Page`]);
    case "unknown":
      return unknownPage(route.path);
  }
}
