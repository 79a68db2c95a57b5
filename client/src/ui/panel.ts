/** A sheet over the page: the menu in a match, and what else is opened for a moment. */
import "../styles/panel.css";
import { h } from "../platform/dom.ts";
import { leaveIcon } from "./icons.ts";
import { onLanguage, text } from "./texts.ts";

export interface PanelOptions {
  /** A class of its own, when it does not look like a sheet. */
  kind?: string;
  title: () => string;
  /** Called again when the page's language changes. */
  content: () => (Node | null | false)[];
  onClosed: () => void;
}

/**
 * What has the focus once it is closed: what opens it (there may be a new one by then) or had it before,
 * but in a match the court, since the space bar must not open it again while playing.
 */
const OPENER = "[data-menu]";
const COURT = "main.playing";
const CAN_HAVE_FOCUS = "button, input, select, h2";

/** Opens a sheet; returns what closes it. Escape and its button close it, too. */
export function openPanel({ kind, title, content, onClosed }: PanelOptions): () => void {
  const off = new AbortController();
  const before = document.activeElement;
  const element = h("section", {
    class: kind ? `panel ${kind}` : "panel",
    role: "dialog",
    "aria-labelledby": "panel-title",
  });
  const close = () => {
    if (off.signal.aborted) return;
    off.abort();
    element.remove();
    forget();
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    const next = find(COURT) ?? find(OPENER) ?? before;
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
    onClosed();
  };
  const fill = () => element.replaceChildren(head(title(), close), ...content().filter(isNode));
  const forget = refillOnLanguage(element, fill);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
  };
  window.addEventListener("keydown", onKey, { signal: off.signal });
  fill();
  document.body.append(element);
  const first = element.querySelector<HTMLElement>("[data-focus]") ?? element.querySelector("h2");
  first?.focus({ preventScroll: true });
  return close;
}

const isNode = (child: Node | null | false): child is Node => child instanceof Node;

function head(title: string, close: () => void): HTMLElement {
  const button = h(
    "button",
    { class: "icon", type: "button", onclick: close, "aria-label": text("close") },
    leaveIcon(),
  );
  return h("div", { class: "head" }, h("h2", { id: "panel-title", tabindex: -1 }, title), button);
}

/** Fills the panel anew in another language; what had the focus has it again. */
function refillOnLanguage(element: HTMLElement, fill: () => void): () => void {
  const all = () => [...element.querySelectorAll<HTMLElement>(CAN_HAVE_FOCUS)];
  let at = 0;
  element.addEventListener("focusin", ({ target }) => {
    at = all().indexOf(target as HTMLElement);
  });
  const refill = () => {
    const { scrollTop } = element;
    const last = at;
    fill();
    element.scrollTop = scrollTop;
    all()[last]?.focus({ preventScroll: true });
  };
  // Whatever else is written anew may take the focus.
  return onLanguage(() => queueMicrotask(refill));
}
