/** A button that copies a link and says so. */
import { h, setText } from "../platform/dom.ts";
import { text } from "./texts.ts";

/** How long "Copied" is said (ms). */
const SAID_FOR = 2000;

/** Builds it; `look` is its class. What is copied may be found out when it is pressed. */
export function createCopyButton(
  link: string | (() => string),
  look: string,
  label = text("copyLink"),
): HTMLButtonElement {
  const button = h("button", { class: look, type: "button", "aria-live": "polite" }, label);
  button.addEventListener("click", async () => {
    await copyText(typeof link === "string" ? link : link());
    setText(button, text("copied"));
    setTimeout(() => setText(button, label), SAID_FOR);
  });
  return button;
}

/** Copies a text. The clipboard is for secure pages only; the old way works everywhere. */
export async function copyText(value: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(value);
  } catch {
    const holder = h("textarea", {}, value);
    document.body.append(holder);
    holder.select();
    document.execCommand("copy");
    holder.remove();
  }
}
