/** Against a bot, with no server at all. */
import { type BotLevel, botName } from "@quickpong/shared/bot-levels.ts";
import type { AppContext, Page } from "../app-context.ts";
import type { PracticeMatch } from "../match/match-in-page.ts";
import { loadPracticeMatch } from "../match/match-modules.ts";
import { showMatch } from "../match/match-screen.ts";
import { beatenBots, knowsLessons, levelOf, nextBot, noteLessons } from "../settings/progress.ts";
import { loadRulesChoice, rulesOf } from "../settings/rules-choice.ts";
import { botFace } from "../ui/bot-faces.ts";
import { createLevels } from "../ui/levels.ts";
import { more } from "../ui/more-texts.ts";
import { nameOf } from "../ui/names.ts";
import { createRulesForm } from "../ui/rules-form.ts";
import { text } from "../ui/texts.ts";
import { loadCourt, partsOf } from "./court-loading.ts";
import { takeLessons } from "./lessons.ts";

export const practicePage =
  (name: string | null): Page =>
  (app) => {
    const level = levelOf(name);
    return level === null ? chooseLevel(app) : playLevel(app, level);
  };

/** The choice of bots; a player who has never practised takes the lessons first. */
function chooseLevel(app: AppContext): () => void {
  let stop = () => app.screen.show(null);
  const levels = () => {
    noteLessons();
    stop = showLevels(app, lessons);
  };
  const lessons = () => {
    stop = takeLessons(app, levels);
  };
  if (knowsLessons()) levels();
  else lessons();
  return () => stop();
}

function showLevels(app: AppContext, onLessons: () => void): () => void {
  const rules = createRulesForm();
  const stop = () => {
    rules.stop();
    app.backdrop.rally(false);
    app.screen.show(null);
  };
  app.backdrop.rally(true);
  app.screen.show(
    createLevels({
      beaten: beatenBots(),
      rules: rules.element,
      onLevel: (level) => app.go({ page: "practice", level }),
      onLessons() {
        stop();
        onLessons();
      },
      onDaily: () => app.go({ page: "daily" }),
      onBack: () => app.go({ page: "home" }),
    }),
  );
  void app.runner.load().catch(() => undefined);
  return stop;
}

function playLevel(app: AppContext, level: BotLevel): () => void {
  let stop = () => app.screen.show(null);
  let here = true;
  const again = () => app.go({ page: "practice", level });
  void loadCourt(app, partsOf.practice(app), () => here, again).then(async (loaded) => {
    if (!loaded) return;
    const { createPracticeMatch } = await loadPracticeMatch();
    const rules = rulesOf(loadRulesChoice());
    const match = createPracticeMatch(level, app.settings.now.name, rules);
    if (!here) return;
    // A player who came to this bot by a link leaves to the choice of bots, not to a first lesson.
    noteLessons();
    stop = play(app, level, match, rules.pointsToWin);
  });
  return () => {
    here = false;
    stop();
  };
}

function play(
  app: AppContext,
  level: BotLevel,
  match: PracticeMatch,
  pointsToWin: number,
): () => void {
  const levels = () => app.go({ page: "practice", level: null });
  return showMatch(app, {
    match,
    names: { own: app.settings.now.name, opponent: nameOf({ bot: level, name: "" }) },
    pointsToWin,
    face: () => botFace(level),
    rematchLabel: () => more("playAgain"),
    ways: () => [
      ...wayOn(app, level),
      { label: more("otherLevel"), go: levels },
      { label: text("home"), go: () => app.go({ page: "home" }) },
    ],
    onLeave: levels,
    onClosed: levels,
  });
}

/** To the next bot, once this one was beaten. */
function wayOn(app: AppContext, level: BotLevel) {
  const next = nextBot(level);
  if (next === undefined || !beatenBots().has(level)) return [];
  const go = () => app.go({ page: "practice", level: next });
  return [{ label: more("nextBot", { name: botName(next) }), go }];
}
