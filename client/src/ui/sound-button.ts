/** The switch for sound. */
import { h } from "../platform/dom.ts";
import { soundOffIcon, soundOnIcon } from "./icons.ts";
import { onLanguage, text } from "./texts.ts";

/** Builds it; `onChange` is told whether sound is now off. */
export function createSoundButton(muted: boolean, onChange: (muted: boolean) => void): HTMLElement {
  let off = muted;
  const button = h("button", { class: "icon", type: "button" });
  const show = () => {
    button.setAttribute("aria-label", text(off ? "soundOff" : "soundOn"));
    button.setAttribute("aria-pressed", String(!off));
    button.replaceChildren(off ? soundOffIcon() : soundOnIcon());
  };
  button.addEventListener("click", () => {
    off = !off;
    show();
    onChange(off);
    // The space bar must not press it again while playing.
    button.blur();
  });
  show();
  onLanguage(show);
  return button;
}
