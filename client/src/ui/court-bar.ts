/** A question in a few words over the court, with its answers: nothing waits for them. */
import { isTyping } from "../input/keys.ts";
import { h, setText } from "../platform/dom.ts";

export interface CourtBarOptions {
  words: string;
  yes: string;
  onYes: () => void;
  no: string;
  /** Left out where there is nothing to decline. */
  onNo?: (() => void) | undefined;
}

export interface CourtBar {
  /** Whether it is seen: nothing lies in the ball's way. */
  show(on: boolean): void;
  /** Says something else. */
  say(words: string): void;
  /** Has been answered: there is nothing to press any more. */
  answered(): void;
  stop(): void;
}

/** Builds it, out of sight at first. Enter is yes as well, while it is seen. */
export function createCourtBar({ words, yes, onYes, no, onNo }: CourtBarOptions): CourtBar {
  const off = new AbortController();
  const said = h("p", { dir: "auto" }, words);
  const decline = () => onNo?.();
  const noButton = h("button", { class: "small", type: "button", onclick: decline }, no);
  noButton.hidden = !onNo;
  const yesButton = h("button", { class: "small", type: "button", onclick: onYes }, yes);
  const answers = h("div", { class: "row" }, yesButton, noButton);
  const label = { class: "court-bar away", "aria-label": words };
  const element = h("section", label, said, answers);
  const onKey = (event: KeyboardEvent) => {
    const { key, repeat, target } = event;
    const hidden = element.classList.contains("away") || answers.hidden;
    if (key !== "Enter" || repeat || hidden || isTyping(target)) return;
    if (target instanceof Element && target.closest("a, button, .panel")) return;
    event.preventDefault();
    onYes();
  };
  window.addEventListener("keydown", onKey, { signal: off.signal });
  document.body.append(element);
  return {
    show: (on) => element.classList.toggle("away", !on),
    say: (now) => setText(said, now),
    answered() {
      answers.hidden = true;
    },
    stop() {
      off.abort();
      element.remove();
    },
  };
}
