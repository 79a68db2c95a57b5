/** Two people at one screen, with no server at all: what they play with and by, then the match. */
import type { AppContext, Page } from "../app-context.ts";
import { learnKeyNames } from "../input/key-names.ts";
import { createPadSeats } from "../input/pad-seats.ts";
import { showMatch } from "../match/match-screen.ts";
import { createTwoHereMatch } from "../match/two-here-match.ts";
import { padSeat, TwoPlayers } from "../match/two-players.ts";
import { h } from "../platform/dom.ts";
import { loadRulesChoice, rulesOf } from "../settings/rules-choice.ts";
import {
  type Controls,
  keepTwoHere,
  loadTwoHere,
  type TwoHereChoice,
} from "../settings/two-here.ts";
import { more } from "../ui/more-texts.ts";
import { createRulesForm } from "../ui/rules-form.ts";
import { text } from "../ui/texts.ts";
import { createTwoHereForm, steeringHint } from "../ui/two-here-form.ts";
import { loadCourt, partsOf } from "./court-loading.ts";

/** Whose pad is whose outlives the step from the choice to the match, and back. */
const pads = createPadSeats(2);

export const twoHerePage =
  (playing: boolean): Page =>
  (app) =>
    playing ? playTwo(app) : setUp(app);

const hasTouch = (): boolean => matchMedia("(any-pointer: coarse)").matches;
const isPhone = (): boolean => matchMedia("(pointer: coarse)").matches;

const remembered = ({ settings }: AppContext): TwoHereChoice =>
  loadTwoHere({ controls: isPhone() ? "touch" : "keys", name: settings.name });

const needsPads = (controls: Controls): boolean => controls === "pads" || controls === "mixed";

/** The choice; pads that are pressed meanwhile join. */
function setUp(app: AppContext): () => void {
  let choice = remembered(app);
  const rules = createRulesForm();
  const form = createTwoHereForm({
    choice,
    possible: (controls) => controls !== "touch" || hasTouch() || choice.controls === "touch",
    keys: app.preferences.now.keys,
    rules: rules.element,
    onChange(next) {
      choice = next;
      keepTwoHere(next);
      pads.guardMenus(needsPads(next.controls));
      update();
    },
    onStart: () => app.go({ page: "two", playing: true }),
    onBack: () => app.go({ page: "home" }),
  });
  const padReady = (player: 0 | 1) => {
    const seat = padSeat(choice.controls, player);
    return seat === null ? null : pads.places[seat] != null;
  };
  const update = () =>
    form.update({ pads: [padReady(0), padReady(1)], upright: app.layout.fit.upright });
  let frame = 0;
  const look = () => {
    frame = requestAnimationFrame(look);
    if (!needsPads(choice.controls)) return;
    pads.look();
    update();
  };
  look();
  pads.guardMenus(needsPads(choice.controls));
  const unwatch = app.layout.watch(update);
  void learnKeyNames().then(update);
  app.backdrop.rally(true);
  app.screen.show(form.element);
  void app.runner.load().catch(() => undefined);
  return () => {
    cancelAnimationFrame(frame);
    unwatch();
    pads.guardMenus(false);
    rules.stop();
    app.backdrop.rally(false);
    app.screen.show(null);
  };
}

function playTwo(app: AppContext): () => void {
  let stop = () => app.screen.show(null);
  let here = true;
  const again = () => app.go({ page: "two", playing: true });
  void loadCourt(app, partsOf.twoHere(app), () => here, again).then((loaded) => {
    if (loaded) stop = play(app, remembered(app));
  });
  return () => {
    here = false;
    stop();
  };
}

function play(app: AppContext, choice: TwoHereChoice): () => void {
  const { controls } = choice;
  const rules = rulesOf(loadRulesChoice());
  const keys = () => app.preferences.now.keys;
  const players = new TwoPlayers({ choice, pads, keys, fit: () => app.layout.fit });
  const match = createTwoHereMatch(players, rules);
  const [own, opponent] = players.names;
  const setUpAgain = () => app.go({ page: "two", playing: false });
  const onwards = [
    { label: more("swapSides"), go: () => match.swapSides() },
    { label: more("chooseAgain"), go: setUpAgain },
    { label: text("home"), go: () => app.go({ page: "home" }) },
  ];
  pads.guardMenus(needsPads(controls));
  app.layout.layOnTable(controls === "touch");
  const hint = (n: 0 | 1) => h("p", { class: "soft" }, ...steeringHint(controls, n, keys()));
  const end = showMatch(app, {
    match,
    devices: players.devices,
    names: { own, opponent },
    pointsToWin: rules.pointsToWin,
    hints: () => [hint(0), hint(1)],
    rematchLabel: () => text("rematch"),
    ways: () => onwards,
    menuWays: () => [{ label: more("playAgain"), go: () => match.link.rematch() }, ...onwards],
    onLeave: setUpAgain,
    onClosed: setUpAgain,
  });
  return () => {
    end();
    pads.guardMenus(false);
    app.layout.layOnTable(false);
  };
}
