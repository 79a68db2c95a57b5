/** The question before a running match is left. Staying is what Enter, Escape and a gamepad's B say. */
import "../styles/leave-panel.css";
import { h } from "../platform/dom.ts";
import { openPanel } from "./panel.ts";
import { text } from "./texts.ts";

/** Opens it; returns what closes it. */
export function openLeavePanel(onLeave: () => void, onClosed: () => void): () => void {
  const button = (label: string, onclick: () => void, first = false) =>
    h("button", { class: "small", type: "button", onclick, "data-focus": first }, label);
  const leave = () => {
    close();
    onLeave();
  };
  const close = openPanel({
    kind: "question",
    title: () => text("leaveTitle"),
    content: () => [
      h("p", {}, text("leaveText")),
      h(
        "div",
        { class: "answers" },
        button(text("stay"), () => close(), true),
        button(text("leave"), leave),
      ),
    ],
    onClosed,
  });
  return close;
}
