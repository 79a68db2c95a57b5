/** What stands above every page of words. */
import type { AppContext } from "../app-context.ts";
import { h } from "../platform/dom.ts";
import { text } from "../ui/texts.ts";

/** The ways on from a page of words: above it, since it may be long. */
export function sheetHead({ go }: AppContext): HTMLElement {
  const way = (look: string, label: string, page: "home" | "play") =>
    h("button", { class: look, type: "button", onclick: () => go({ page }) }, label);
  return h(
    "nav",
    { class: "head" },
    way("small", text("home"), "home"),
    way("small lit", text("play"), "play"),
  );
}
