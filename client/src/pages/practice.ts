/** Against the machine, with no server at all. */
import type { App, Page } from "../app-context.ts";
import type { PracticeMatch } from "../match/match-in-page.ts";
import { loadPracticeMatch } from "../match/match-modules.ts";
import { showMatch } from "../match/match-screen.ts";
import type { PracticeLevel } from "../routing/routes.ts";
import { createLevels } from "../ui/levels.ts";
import { text } from "../ui/texts.ts";
import { loadCourt, partsOf } from "./court-loading.ts";

export const practicePage =
  (level: PracticeLevel | null): Page =>
  (app) =>
    level === null ? chooseLevel(app) : playLevel(app, level);

function chooseLevel(app: App): () => void {
  const choose = (level: PracticeLevel) => app.go({ page: "practice", level });
  app.backdrop.rally(true);
  app.screen.show(createLevels(choose, () => app.go({ page: "home" })));
  void app.runner.load().catch(() => undefined);
  return () => {
    app.backdrop.rally(false);
    app.screen.show(null);
  };
}

function playLevel(app: App, level: PracticeLevel): () => void {
  let stop = () => app.screen.show(null);
  let here = true;
  const again = () => app.go({ page: "practice", level });
  void loadCourt(app, partsOf.practice(app), () => here, again).then(async (loaded) => {
    if (!loaded) return;
    const { createPracticeMatch } = await loadPracticeMatch();
    if (here) stop = play(app, level, createPracticeMatch(level, app.settings.name));
  });
  return () => {
    here = false;
    stop();
  };
}

function play(app: App, level: PracticeLevel, match: PracticeMatch): () => void {
  const levels = () => app.go({ page: "practice", level: null });
  return showMatch(app, {
    match,
    names: { own: app.settings.name, opponent: text(`level_${level}`) },
    pointsToWin: 7,
    rematchLabel: () => text("playAgain"),
    ways: () => [
      { label: text("otherLevel"), go: levels },
      { label: text("home"), go: () => app.go({ page: "home" }) },
    ],
    onLeave: levels,
    onClosed: levels,
  });
}
