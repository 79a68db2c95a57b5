/** A screen that says what happened and offers ways on: errors, unknown addresses, loading. */
import { h } from "../platform/dom.ts";
import { traceIcon } from "./icons.ts";
import { text } from "./texts.ts";

export interface Way {
  label: string;
  go: () => void;
}

/** The line between the paddles: something broke it, all is well, or nobody is on the other side. */
export type NoticeSymbol = "cut" | "whole" | "empty";

/** Says what happened. The first way is the likely one. */
export function createNotice(
  title: string,
  message: string,
  ways: Way[],
  mark: NoticeSymbol = "cut",
): HTMLElement {
  return h(
    "section",
    { class: "halves notice", role: "alert" },
    h("div", { class: "half own" }, h("h1", {}, title), h("p", {}, message), createWays(ways)),
    h("div", { class: "half opponent" }, h("div", { class: `mark ${mark}` }, traceIcon())),
  );
}

/** The ways on from it, side by side where they fit. The first has the focus. */
export function createWays(ways: Way[]): HTMLElement {
  const buttons = ways.map(({ label, go }, i) => {
    const look = i === 0 ? "bar lit" : "small";
    const attributes = { class: look, type: "button", onclick: go, "data-focus": i === 0 };
    return h("button", attributes, label);
  });
  return h("div", { class: "ways" }, ...buttons);
}

/** The line on its way: something is being loaded, with a way out where that can take long. */
export function createLoading(message: string = text("loadingCourt"), way?: Way): HTMLElement {
  return h(
    "section",
    { class: "loading" },
    h("div", { class: "mark moving" }, traceIcon()),
    h("p", { role: "status" }, message),
    way && h("button", { class: "small", type: "button", onclick: way.go }, way.label),
  );
}
