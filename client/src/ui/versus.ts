/** Both names, large, in their halves, from the moment an opponent is found to the first serve. */
import type { ViewFrame } from "../net/view-frame.ts";
import { isOpening } from "../opening.ts";
import { h, setText } from "./dom.ts";
import { nameOf } from "./names.ts";
import { text } from "./texts.ts";

export interface Versus {
  element: HTMLElement;
  update(frame: ViewFrame): void;
}

/** Builds it with the names as far as they are known. */
export function createVersus(ownName: string, opponentName: string, pointsToWin: number): Versus {
  const own = h("p", { class: "name" }, ownName);
  const opponent = h("p", { class: "name" }, opponentName);
  const rules = h("p", { class: "rules" }, text("firstTo", { n: pointsToWin }));
  const element = h(
    "section",
    { class: "halves versus" },
    h("div", { class: "half own" }, own),
    h("div", { class: "half opponent" }, opponent),
    rules,
  );
  return {
    element,
    update(frame) {
      setText(own, nameOf(frame.own));
      setText(opponent, nameOf(frame.opponent));
      setText(rules, text("firstTo", { n: frame.pointsToWin }));
      element.classList.toggle("gone", !isOpening(frame));
    },
  };
}
