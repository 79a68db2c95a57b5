/** Two people at one screen, with no server at all: what they play with and by, then the match. */
import type { AppContext, Page } from "../app-context.ts";
import { createPadSeats } from "../input/pad-seats.ts";
import { showMatch } from "../match/match-screen.ts";
import { createTwoHereMatch } from "../match/two-here-match.ts";
import { TwoPlayers } from "../match/two-players.ts";
import { h } from "../platform/dom.ts";
import { loadRulesChoice, rulesOf } from "../settings/rules-choice.ts";
import type { TwoHereChoice } from "../settings/two-here.ts";
import { more } from "../ui/more-texts.ts";
import { text } from "../ui/texts.ts";
import { steeringHint } from "../ui/two-here-form.ts";
import { loadCourt, partsOf } from "./court-loading.ts";
import { needsPads, rememberedChoice, showTwoHereChoice } from "./two-here-choice.ts";

/** Whose pad is whose outlives the step from the choice to the match, and back. */
const pads = createPadSeats(2);

export const twoHerePage =
  (playing: boolean): Page =>
  (app) =>
    playing ? playTwo(app) : showTwoHereChoice(app, pads);

function playTwo(app: AppContext): () => void {
  let stop = () => app.screen.show(null);
  let here = true;
  const again = () => app.go({ page: "two", playing: true });
  void loadCourt(app, partsOf.twoHere(app), () => here, again).then((loaded) => {
    if (loaded) stop = play(app, rememberedChoice(app));
  });
  return () => {
    here = false;
    stop();
  };
}

function play(app: AppContext, choice: TwoHereChoice): () => void {
  const { controls } = choice;
  const rules = rulesOf(loadRulesChoice());
  const keys = () => app.settings.now.keys;
  const players = new TwoPlayers({ choice, pads, keys, fit: () => app.layout.fit });
  const match = createTwoHereMatch(players, rules);
  const [own, opponent] = players.names;
  const setUpAgain = () => app.go({ page: "two", playing: false });
  const onwards = () => [
    { label: more("swapSides"), go: () => match.swapSides() },
    { label: more("chooseAgain"), go: setUpAgain },
    { label: text("home"), go: () => app.go({ page: "home" }) },
  ];
  const anew = () => ({ label: more("playAgain"), go: () => match.link.rematch() });
  pads.guardMenus(needsPads(controls));
  app.layout.layOnTable(controls === "touch");
  const leaveFullScreen = controls === "touch" ? fillScreen() : () => undefined;
  const hint = (n: 0 | 1) => h("p", { class: "soft" }, ...steeringHint(controls, n, keys()));
  const end = showMatch(app, {
    match,
    devices: players.devices,
    names: { own, opponent },
    pointsToWin: rules.pointsToWin,
    hints: () => [hint(0), hint(1)],
    rematchLabel: () => text("rematch"),
    ways: onwards,
    menuWays: () => [anew(), ...onwards()],
    onLeave: setUpAgain,
    onClosed: setUpAgain,
  });
  return () => {
    end();
    pads.guardMenus(false);
    app.layout.layOnTable(false);
    leaveFullScreen();
  };
}

/** On a table a browser's bars lie under the near player's hand. Returns what ends it. */
function fillScreen(): () => void {
  const root = document.documentElement;
  if (!document.fullscreenEnabled || document.fullscreenElement) return () => undefined;
  root.requestFullscreen().catch(() => undefined);
  return () => {
    if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
  };
}
