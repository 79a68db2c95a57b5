/** A question whose one answer can't be taken back. Enter, Escape and a gamepad's B give the other one. */
import "../styles/question.css";
import { h } from "../platform/dom.ts";
import { openPanel } from "./panel.ts";

export interface Question {
  title: () => string;
  message: () => string;
  /** What the answers are called. */
  no: () => string;
  yes: () => string;
  onYes: () => void;
  onClosed: () => void;
}

/** Opens it; returns what closes it. */
export function openQuestion({ title, message, no, yes, onYes, onClosed }: Question): () => void {
  const button = (label: string, onclick: () => void, first = false) =>
    h("button", { class: "small", type: "button", onclick, "data-focus": first }, label);
  const answer = () => {
    close();
    onYes();
  };
  const close = openPanel({
    kind: "question",
    title,
    content: () => [
      h("p", {}, message()),
      h(
        "div",
        { class: "answers" },
        button(no(), () => close(), true),
        button(yes(), answer),
      ),
    ],
    onClosed,
  });
  return close;
}
