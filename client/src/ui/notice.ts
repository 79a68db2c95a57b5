/** A screen that says what happened and offers ways on: errors, unknown addresses, loading. */
import { h } from "./dom.ts";
import { traceIcon } from "./icons.ts";
import { text } from "./texts.ts";

export interface Way {
  label: string;
  go: () => void;
}

/** The line is cut: something ended that should not have. The first way is the likely one. */
export function createNotice(title: string, message: string, ways: Way[]): HTMLElement {
  return h(
    "section",
    { class: "notice", role: "alert" },
    h("div", { class: "mark cut" }, traceIcon()),
    h("h1", {}, title),
    h("p", {}, message),
    h(
      "div",
      { class: "ways" },
      ...ways.map(({ label, go }, i) =>
        h(
          "button",
          {
            class: i === 0 ? "bar lit" : "bar outlined",
            type: "button",
            onclick: go,
            "data-focus": i === 0,
          },
          label,
        ),
      ),
    ),
  );
}

/** The line on its way: something is being loaded. */
export function createLoading(message: string = text("loadingCourt")): HTMLElement {
  return h(
    "section",
    { class: "notice" },
    h("div", { class: "mark moving" }, traceIcon()),
    h("p", { role: "status" }, message),
  );
}
