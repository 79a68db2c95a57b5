/** Both names, large, in their halves, from the moment an opponent is found to the first serve. */

import { isOpening } from "../net/match-status.ts";
import type { PlayerView, ViewFrame } from "../net/view-frame.ts";
import { h, setAttribute, setText } from "../platform/dom.ts";
import { nameOf } from "./names.ts";
import { ratingText } from "./rating-text.ts";
import { text } from "./texts.ts";

export interface Versus {
  element: HTMLElement;
  update(frame: ViewFrame): void;
}

/** What stands with the names. */
export interface VersusParts {
  /** A drawing of the opponent. */
  face?: Node | undefined;
  /** How the left player and the right one steer. */
  hints?: readonly [own: Node, opponent: Node] | undefined;
}

/** Builds it with the names and points as far as they are known: "" and 0 are not shown. */
export function createVersus(
  ownName: string,
  opponentName: string,
  pointsToWin: number,
  { face, hints }: VersusParts = {},
): Versus {
  const own = h("p", { class: "name", dir: "auto", translate: "no" }, ownName);
  const opponent = h("p", { class: "name", dir: "auto", translate: "no" }, opponentName);
  const rules = h("p", { class: "rules" });
  const farRules = h("p", { class: "rules far", "aria-hidden": "true" });
  const [ownRating, opponentRating] = [h("p", { class: "rating" }), h("p", { class: "rating" })];
  // A watcher learns them with the first frame.
  const setPoints = (n: number) => {
    for (const each of [rules, farRules]) {
      setAttribute(each, "hidden", n === 0);
      setText(each, text("firstTo", { n }));
    }
  };
  setPoints(pointsToWin);
  const element = h(
    "section",
    { class: "halves versus" },
    h("div", { class: "half own" }, own, ownRating, hints?.[0]),
    h("div", { class: "half opponent" }, face, opponent, opponentRating, hints?.[1]),
    rules,
    hints && farRules,
  );
  return {
    element,
    update(frame) {
      setText(own, nameOf(frame.own));
      setText(opponent, nameOf(frame.opponent));
      setText(ownRating, ratingOf(frame.own));
      setText(opponentRating, ratingOf(frame.opponent));
      setPoints(frame.pointsToWin);
      element.classList.toggle("gone", !isOpening(frame));
    },
  };
}

/** Nothing for bots, and for people who have none. */
const ratingOf = (player: PlayerView): string => (player.rating > 0 ? ratingText(player) : "");
