/** Two rows of two keys: press one, then the key it should be. */
import { keyName, learnKeyNames } from "../input/key-names.ts";
import { ASKING } from "../input/keys.ts";
import { h, setText } from "../platform/dom.ts";
import { assignKey, DEFAULT_KEYS, type KeyMap } from "../settings/key-map.ts";
import type { SettingsStore } from "../settings/settings.ts";
import { text } from "./texts.ts";

const WAYS = ["up", "down"] as const;
const SETS = [0, 1] as const;

/** Builds the rows and the way back to the usual keys. */
export function createKeyRows(settings: SettingsStore): HTMLElement[] {
  const buttons: { button: HTMLElement; way: keyof KeyMap; set: 0 | 1 }[] = [];
  const show = () => {
    for (const { button, way, set } of buttons) {
      if (button.classList.contains(ASKING)) continue;
      setText(button, keyName(settings.now.keys[way][set]) || "–");
    }
  };
  const rows = WAYS.map((way) => {
    const label = text(way === "up" ? "steerUp" : "steerDown");
    const keys = SETS.map((set) => {
      const button = h("button", { class: "key", type: "button" });
      const named = `${label}, ${text("keySet", { n: set + 1 })}`;
      button.setAttribute("aria-description", named);
      button.addEventListener("click", () =>
        ask(button, (code) => {
          settings.change({ keys: assignKey(settings.now.keys, way, set, code) });
          show();
        }),
      );
      buttons.push({ button, way, set });
      return button;
    });
    return h(
      "div",
      { class: "setting" },
      h("span", {}, label),
      h("span", { class: "keys" }, ...keys),
    );
  });
  const usual = h("button", { class: "small", type: "button" }, text("usualKeys"));
  usual.addEventListener("click", () => {
    settings.change({ keys: DEFAULT_KEYS });
    show();
  });
  show();
  void learnKeyNames().then(show);
  return [...rows, usual];
}

/**
 * The next key is the answer; Escape and looking elsewhere leave it as it was. It is heard only while
 * the button is there: its panel may be closed first.
 */
function ask(button: HTMLElement, answer: (code: string) => void): void {
  if (button.classList.contains(ASKING)) return;
  const off = new AbortController();
  const done = (code: string) => {
    off.abort();
    button.classList.remove(ASKING);
    answer(code);
  };
  // Safari gives a clicked button no focus that it could lose.
  button.focus();
  button.classList.add(ASKING);
  setText(button, text("pressKey"));
  window.addEventListener(
    "keydown",
    (event) => {
      if (!button.isConnected) return off.abort();
      event.preventDefault();
      event.stopImmediatePropagation();
      done(event.code);
    },
    { signal: off.signal, capture: true },
  );
  button.addEventListener("blur", () => done(""), { signal: off.signal });
}
