/** Practice: which bot to play against, by which rules. */
import { BOT_LEVELS, type BotLevel, botName } from "@quickpong/shared/bot-levels.ts";
import { h } from "../platform/dom.ts";
import { isOpen } from "../settings/progress.ts";
import { botFace } from "./bot-faces.ts";
import { more } from "./more-texts.ts";
import { text } from "./texts.ts";

export interface LevelsOptions {
  beaten: ReadonlySet<BotLevel>;
  /** What says by which rules. */
  rules: HTMLElement;
  onLevel: (level: BotLevel) => void;
  onLessons: () => void;
  onDaily: () => void;
  onBack: () => void;
}

/** Builds the choice of bots. */
export function createLevels(options: LevelsOptions): HTMLElement {
  const small = (label: string, onclick: () => void) =>
    h("button", { class: "small", type: "button", onclick }, label);
  return h(
    "section",
    { class: "halves levels" },
    h(
      "div",
      { class: "half own" },
      h("h1", {}, more("chooseLevel")),
      h("p", { class: "soft" }, more("practiceHint")),
      options.rules,
      h(
        "div",
        { class: "row" },
        small(more("lessons"), options.onLessons),
        small(text("daily"), options.onDaily),
        small(text("home"), options.onBack),
      ),
    ),
    h(
      "div",
      { class: "half opponent" },
      h("ul", { class: "cards" }, ...BOT_LEVELS.map((level) => h("li", {}, card(level, options)))),
    ),
  );
}

function card(level: BotLevel, { beaten, onLevel }: LevelsOptions): HTMLElement {
  const name = h("strong", { translate: "no" }, botName(level));
  if (!isOpen(level, beaten)) {
    const before = BOT_LEVELS[BOT_LEVELS.indexOf(level) - 1] as BotLevel;
    const how = more("locked", { name: botName(before) });
    return h("div", { class: "card locked" }, botFace(level), name, h("span", {}, how));
  }
  const won = beaten.has(level) && h("span", { class: "won" }, `✓ ${more("beaten")}`);
  return h(
    "button",
    { class: "card", type: "button", onclick: () => onLevel(level) },
    botFace(level),
    h("span", { class: "named" }, name, won),
    h("span", { class: "soft" }, more(`habit_${level}`)),
  );
}
