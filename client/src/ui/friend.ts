/** Play a friend: the rules of a room of one's own, or the code of somebody else's. */

import { CODE_LENGTH, readCode } from "@quickpong/shared/protocol/invite-code.ts";
import type { InviteRules } from "@quickpong/shared/protocol/messages.ts";
import { PACES, POINTS_TO_WIN } from "@quickpong/shared/rules.ts";
import { h, setText } from "../platform/dom.ts";
import { text } from "./texts.ts";

export interface FriendOptions {
  onMake: (rules: InviteRules) => void;
  onCode: (code: string) => void;
  onBack: () => void;
}

const EXAMPLE = "KFR TBN";
const PACE_NAMES = ["pace_slow", "pace_normal", "pace_fast"] as const;

/** Builds it. */
export function createFriend(options: FriendOptions): HTMLElement {
  return h(
    "section",
    { class: "halves friend" },
    h("div", { class: "half own" }, h("h1", {}, text("friendTitle")), rulesForm(options.onMake)),
    h(
      "div",
      { class: "half opponent" },
      codeForm(options.onCode),
      h("button", { class: "small", type: "button", onclick: options.onBack }, text("home")),
    ),
  );
}

function rulesForm(onMake: (rules: InviteRules) => void): HTMLFormElement {
  const points = choice("points", text("pointsToWin"), POINTS_TO_WIN.map(String), 1);
  const pace = choice(
    "pace",
    text("ballSpeed"),
    PACE_NAMES.map((name) => text(name)),
    1,
  );
  const watch = h("input", { type: "checkbox", checked: true });
  const form = h(
    "form",
    { class: "stack" },
    points.element,
    pace.element,
    h("label", { class: "check" }, watch, text("mayWatch")),
    h("button", { class: "bar lit", type: "submit", "data-focus": true }, text("makeRoom")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onMake({
      pointsToWin: POINTS_TO_WIN[points.chosen()] ?? 7,
      pace: PACES[pace.chosen()] ?? 1,
      watch: watch.checked,
    });
  });
  return form;
}

/** One of a few, all to be seen. */
function choice(name: string, legend: string, labels: readonly string[], first: number) {
  const inputs = labels.map((_, i) =>
    h("input", { type: "radio", name, value: i, checked: i === first }),
  );
  const options = labels.map((label, i) =>
    h("label", {}, inputs[i] as HTMLInputElement, h("span", {}, label)),
  );
  return {
    element: h(
      "fieldset",
      { class: "segments" },
      h("legend", {}, legend),
      h("div", { class: "options" }, ...options),
    ),
    chosen: () => inputs.findIndex((input) => input.checked),
  };
}

function codeForm(onCode: (code: string) => void): HTMLFormElement {
  const problem = h("p", { class: "soft", role: "status" });
  const input = h("input", {
    id: "code",
    name: "code",
    // With a gap or a dash somewhere.
    maxlength: CODE_LENGTH + 3,
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    placeholder: EXAMPLE,
    enterkeyhint: "go",
  });
  const form = h(
    "form",
    { class: "stack" },
    h("div", { class: "field" }, h("label", { for: "code" }, text("haveCode")), input),
    h("button", { class: "bar outlined", type: "submit" }, text("join")),
    problem,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = readCode(input.value);
    if (code) return onCode(code);
    setText(problem, text("badCode", { code: EXAMPLE }));
    input.focus();
  });
  return form;
}
