/** Play a friend: the rules of a room of one's own, or the code of somebody else's. */

import { CODE_LENGTH, readCode } from "@quickpong/shared/protocol/invite-code.ts";
import type { InviteRules } from "@quickpong/shared/protocol/messages.ts";
import { h, setText } from "../platform/dom.ts";
import { more } from "./more-texts.ts";
import type { RulesForm } from "./rules-form.ts";
import { wishOf } from "./rules-panel.ts";
import { text } from "./texts.ts";

export interface FriendOptions {
  rules: RulesForm;
  onMake: (rules: InviteRules) => void;
  onCode: (code: string) => void;
  /** To what more than two play. */
  onMany: () => void;
  onBack: () => void;
}

const EXAMPLE = "KFR TBN";

/** Builds it. */
export function createFriend(options: FriendOptions): HTMLElement {
  return h(
    "section",
    { class: "halves friend" },
    h(
      "div",
      { class: "half own" },
      h("h1", {}, more("friendTitle")),
      rulesForm(options.rules, options.onMake),
    ),
    h(
      "div",
      { class: "half opponent" },
      codeForm(options.onCode),
      h(
        "p",
        { class: "row" },
        h("button", { class: "small", type: "button", onclick: options.onMany }, more("forMany")),
        h("button", { class: "small", type: "button", onclick: options.onBack }, text("home")),
      ),
    ),
  );
}

function rulesForm(rules: RulesForm, onMake: (rules: InviteRules) => void): HTMLFormElement {
  const watch = h("input", { type: "checkbox", checked: true });
  const form = h(
    "form",
    { class: "stack" },
    rules.element,
    h("label", { class: "check" }, watch, more("mayWatch")),
    h("button", { class: "bar lit", type: "submit", "data-focus": true }, more("makeRoom")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    rules.stop();
    onMake(wishOf(rules.chosen(), watch.checked));
  });
  return form;
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
    h("div", { class: "field" }, h("label", { for: "code" }, more("haveCode")), input),
    h("button", { class: "bar outlined", type: "submit" }, more("join")),
    problem,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = readCode(input.value);
    if (code) return onCode(code);
    setText(problem, more("badCode", { code: EXAMPLE }));
    input.focus();
  });
  return form;
}
