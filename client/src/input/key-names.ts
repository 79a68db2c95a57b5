/** What keys are called for people. They are known by position; what is printed there, few browsers tell. */
import type { KeyMap } from "../settings/key-map.ts";

interface Labels {
  get(code: string): string | undefined;
}

const ARROWS: Labels = new Map([
  ["ArrowUp", "↑"],
  ["ArrowDown", "↓"],
  ["ArrowLeft", "←"],
  ["ArrowRight", "→"],
]);

let labels: Labels = new Map();
let asked: Promise<void> | null = null;

/** Chromium has it, on secure pages. */
const keyboard = () =>
  (navigator as { keyboard?: { getLayoutMap(): Promise<Labels> } }).keyboard ?? null;

/** Asks the browser what is printed on the keys, once; the names are the right ones from then on. */
export function learnKeyNames(): Promise<void> {
  asked ??= (async () => {
    try {
      labels = (await keyboard()?.getLayoutMap()) ?? labels;
    } catch {
      // Not in every frame it may be asked: they are called as on QWERTY, then.
    }
  })();
  return asked;
}

/** A key's name, such as "Z" for "KeyW" on a French keyboard. */
export const keyName = (code: string): string =>
  ARROWS.get(code) ?? labels.get(code)?.toUpperCase() ?? code.replace(/^(Key|Digit)/, "");

/** The key of a pair to tell people of: an arrow is one everywhere, a letter may have another label. */
export function keyToTell([first, second]: KeyMap["up"]): string {
  const sure = keyboard() === null && ARROWS.get(second) !== undefined;
  return sure ? second : first || second;
}
