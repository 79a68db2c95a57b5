/** What a guest sees who opens the link to a private room: who invites, to what, a place for a name, and Ready. */
import { h } from "../platform/dom.ts";
import { traceIcon } from "./icons.ts";
import { more } from "./more-texts.ts";
import { createNameInput } from "./name-input.ts";
import type { Way } from "./notice.ts";
import { text } from "./texts.ts";

export interface InvitationOptions {
  title: string;
  /** The room's rules in words; "" when they are not known. */
  rules: string;
  /** The guest's name so far. */
  name: string;
  onReady: (name: string) => void;
  /** A way out. */
  way: Way;
}

/** Builds it. */
export function createInvitation({ title, rules, name, onReady, way }: InvitationOptions) {
  const input = createNameInput(name);
  const form = h(
    "form",
    { class: "stack" },
    h("div", { class: "field" }, h("label", { for: "nickname" }, text("nickname")), input),
    h(
      "div",
      { class: "ways" },
      h("button", { class: "bar lit", type: "submit", "data-focus": true }, more("ready")),
      h("button", { class: "small", type: "button", onclick: way.go }, way.label),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onReady(input.value);
  });
  return h(
    "section",
    { class: "halves notice invitation" },
    h("div", { class: "half own" }, h("h1", {}, title), h("p", {}, rules), form),
    h("div", { class: "half opponent" }, h("div", { class: "mark whole" }, traceIcon())),
  );
}
