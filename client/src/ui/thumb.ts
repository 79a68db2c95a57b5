/** A ghost thumb under the own paddle that shows how to move, until a finger has done so. */
import "../styles/thumb.css";
import { h } from "../platform/dom.ts";
import { text } from "./texts.ts";

let known = false;

/** Shows it over `screen`, on devices for fingers; style sheets show it on upright courts only. */
export function showThumb(screen: HTMLElement): void {
  if (known || !matchMedia("(any-pointer: coarse)").matches) return;
  const thumb = h("p", { class: "thumb" }, h("i", { "aria-hidden": "true" }), text("howTouch"));
  screen.append(thumb);
  const learnt = ({ pointerType }: PointerEvent) => {
    if (pointerType !== "touch") return;
    known = true;
    window.removeEventListener("pointermove", learnt);
    thumb.remove();
  };
  window.addEventListener("pointermove", learnt);
}
