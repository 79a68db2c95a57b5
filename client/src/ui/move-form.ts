/** Where the code of another device is typed in, and whether it may replace this browser's player. */
import type { OwnIdentity } from "@quickpong/shared/protocol/players.ts";
import { h, setText } from "../platform/dom.ts";
import { traceIcon } from "./icons.ts";
import { groupsOf, readPlayerCode } from "./player-format.ts";
import { playerText } from "./player-texts.ts";
import { ratingText } from "./rating-text.ts";
import { text } from "./texts.ts";

export interface MoveFormOptions {
  /** As it came with the link; "" when it is to be typed. */
  code: string;
  onCode: (code: string) => void;
  onHome: () => void;
}

export interface MoveForm {
  element: HTMLElement;
  /** Says why a code was not taken, and lets it be tried again. */
  say(message: string): void;
}

const EXAMPLE = "KFRT BNXZ";
/** A recovery code with all its gaps. */
const TYPED_MAX = 40;

/** Builds the form. */
export function createMoveForm({ code, onCode, onHome }: MoveFormOptions): MoveForm {
  const problem = h("p", { class: "soft", role: "status" });
  const submit = h("button", { class: "bar lit", type: "submit" }, playerText("useCode"));
  const input = codeInput(groupsOf(readPlayerCode(code).toUpperCase()));
  const label = h("label", { for: "code" }, playerText("moveCode"));
  const form = h("form", { class: "stack" }, h("div", { class: "field" }, label, input), submit);
  const say = (message: string) => {
    submit.disabled = false;
    setText(problem, message);
    input.focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const read = readPlayerCode(input.value);
    if (!read) return say(playerText("badCode", { code: EXAMPLE }));
    submit.disabled = true;
    setText(problem, text("connecting"));
    onCode(read);
  });
  return { element: inHalves(form, problem, onHome), say };
}

const codeInput = (value: string): HTMLInputElement =>
  h("input", {
    id: "code",
    name: "code",
    value,
    maxlength: TYPED_MAX,
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    placeholder: EXAMPLE,
    enterkeyhint: "go",
  });

function inHalves(form: HTMLElement, problem: HTMLElement, onHome: () => void): HTMLElement {
  const hint = playerText("moveText", { page: text("yourMatches"), button: playerText("move") });
  const home = h("button", { class: "small", type: "button", onclick: onHome }, text("home"));
  const own = [h("h1", {}, playerText("moveTitle")), form, problem, home];
  const mark = h("div", { class: "mark moving" }, traceIcon());
  return h(
    "section",
    { class: "halves notice move" },
    h("div", { class: "half own" }, ...own),
    h("div", { class: "half opponent" }, mark, h("p", {}, hint)),
  );
}

/** What is lost when the player of this browser is replaced. */
export const replaceText = (player: OwnIdentity | null): string =>
  playerText("replaceText", {
    name: player?.name ?? "?",
    rating: player ? ratingText(player) : "?",
  });
