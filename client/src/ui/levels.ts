/** Practice: which machine to play against. */

import { h } from "../platform/dom.ts";
import { PRACTICE_LEVELS, type PracticeLevel } from "../routing/routes.ts";
import { text } from "./texts.ts";

/** Builds the choice of levels. */
export function createLevels(
  choose: (level: PracticeLevel) => void,
  back: () => void,
): HTMLElement {
  return h(
    "section",
    { class: "halves levels" },
    h(
      "div",
      { class: "half own" },
      h("h1", {}, text("chooseLevel")),
      h("p", { class: "soft" }, text("practiceHint")),
      h("button", { class: "small", type: "button", onclick: back }, text("home")),
    ),
    h(
      "div",
      { class: "half opponent cards" },
      ...PRACTICE_LEVELS.map((level) =>
        h(
          "button",
          {
            class: `card level-${level}`,
            type: "button",
            onclick: () => choose(level),
          },
          h("strong", {}, text(`level_${level}`)),
          h("span", { class: "soft" }, text(`levelHint_${level}`)),
        ),
      ),
    ),
  );
}
