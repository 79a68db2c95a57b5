/** "Match point", under the number of who is one point from winning. */
import "../styles/stakes.css";
import { hasMatchPoint } from "../match-point.ts";
import type { ViewFrame, Who } from "../net/view-frame.ts";
import { h } from "./dom.ts";
import { text } from "./texts.ts";

export interface Stakes {
  update(frame: ViewFrame): void;
}

/** Labels over the court; they are said with the score, so a screen reader need not find them. */
export function createStakes(hud: HTMLElement): Stakes {
  const label = (who: Who) => h("p", { class: `stakes ${who}`, "aria-hidden": true });
  const labels = { own: label("own"), opponent: label("opponent") };
  const show = (who: Who, on: boolean) => {
    const element = labels[who];
    // The strip may have been furnished anew, in another language.
    if (on === element.isConnected) return;
    if (!on) return element.remove();
    element.textContent = text("matchPoint");
    hud.append(element);
  };
  return {
    update(frame) {
      show("own", hasMatchPoint(frame, "own"));
      show("opponent", hasMatchPoint(frame, "opponent"));
    },
  };
}
