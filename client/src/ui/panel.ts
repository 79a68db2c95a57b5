/** A sheet over the page: the menu in a match, and what else is opened for a moment. */
import "../styles/panel.css";
import { h } from "./dom.ts";
import { leaveIcon } from "./icons.ts";
import { text } from "./texts.ts";

/** Opens a sheet; returns what closes it. Escape and its button close it, too. */
export function openPanel(title: string, content: Node[], onClosed: () => void): () => void {
  const off = new AbortController();
  const before = document.activeElement;
  const close = () => {
    if (off.signal.aborted) return;
    off.abort();
    element.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    onClosed();
  };
  const button = h(
    "button",
    { class: "icon", type: "button", onclick: close, "aria-label": text("close") },
    leaveIcon(),
  );
  const heading = h("h2", { id: "panel-title", tabindex: -1 }, title);
  const element = h(
    "section",
    { class: "panel", role: "dialog", "aria-labelledby": "panel-title" },
    h("header", {}, heading, button),
    ...content,
  );
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
  };
  window.addEventListener("keydown", onKey, { signal: off.signal });
  document.body.append(element);
  heading.focus({ preventScroll: true });
  return close;
}
