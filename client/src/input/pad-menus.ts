/**
 * Moves through menus with a gamepad: the d-pad goes from one to the next and sideways changes a
 * value, A presses, B closes, Y opens the emotes. What is open over a match is gone through sideways: up and down steer.
 */
import { createPadReader } from "./gamepad.ts";
import { isTyping } from "./keys.ts";
import { use } from "./last-input.ts";
import { isForMenus, NO_PADS, type PadState, readPads, usePadReader } from "./pad-state.ts";

const REPEAT_AFTER = 380;
const REPEAT_EVERY = 140;
const TYPING_MS = 1000;
const REACHABLE =
  "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), [tabindex='0']";

/** The first that is there is gone through. */
const MENUS: readonly [selector: string, sideways: boolean][] = [
  [".emotes .choices:not([hidden])", true],
  [".panel", false],
  [".replay-bar", false],
  ["#screen:not(.playing)", false],
  [".warning:not([hidden])", true],
  [".searching, .lesson", true],
];

/** Runs in every frame from now on; called once the first pad has spoken. */
export function followPadMenus(): void {
  const reader = createPadReader();
  const pads = () => navigator.getGamepads?.() ?? [];
  const shown = () => pads().map((pad, place) => (isForMenus(place) ? pad : null));
  usePadReader(() => reader.read(shown(), performance.now()));
  let before: Readonly<PadState> = NO_PADS;
  let repeatAt = 0;
  let typedAt = Number.NEGATIVE_INFINITY;
  window.addEventListener("keydown", ({ target, timeStamp }) => {
    if (isTyping(target)) typedAt = timeStamp;
  });
  const look = (now: number) => {
    requestAnimationFrame(look);
    // A pad that somebody leans on while they type must not take the field away.
    const state = now - typedAt < TYPING_MS ? NO_PADS : readPads();
    if (Object.values(state).some(Boolean)) use("pad");
    const way = wayOf(state);
    const fresh = way !== wayOf(before);
    if (way !== 0 && (fresh || now >= repeatAt)) {
      repeatAt = now + (fresh ? REPEAT_AFTER : REPEAT_EVERY);
      if (state.y !== 0 || !change(way)) move(way);
    }
    if (state.confirm && !before.confirm) focused()?.click();
    if (state.back && !before.back) {
      window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", code: "Escape" }));
    }
    if (state.start && !before.start) press("[data-menu]");
    if (state.emotes && !before.emotes) {
      press("[data-emotes]");
      if (menu()?.sideways) move(1);
    }
    before = state;
  };
  requestAnimationFrame(look);
}

const press = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();

/** The menu there is now; none while one just plays. */
function menu(): { element: HTMLElement; sideways: boolean } | null {
  for (const [selector, sideways] of MENUS) {
    const element = document.querySelector<HTMLElement>(selector);
    if (element) return { element, sideways };
  }
  return null;
}

const wayOf = ({ x, y }: PadState) => (menu()?.sideways ? x : y || x);

function focused(): HTMLElement | null {
  const { activeElement } = document;
  const here = activeElement instanceof HTMLElement && menu()?.element.contains(activeElement);
  return here && activeElement.matches(REACHABLE) ? activeElement : null;
}

/** Sideways changes what has a value; false when nothing of the kind has the focus. */
function change(way: -1 | 1): boolean {
  const field = focused();
  if (field instanceof HTMLSelectElement) {
    const next = field.selectedIndex + way;
    if (!field.options[next]) return true;
    field.selectedIndex = next;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }
  if (!(field instanceof HTMLInputElement) || field.type !== "range") return false;
  field.stepUp(way * Number(field.dataset["padStep"] ?? 1));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function move(way: -1 | 1): void {
  const all = [...(menu()?.element.querySelectorAll<HTMLElement>(REACHABLE) ?? [])];
  const seen = all.filter((each) => each.offsetParent !== null);
  const at = seen.indexOf(focused() as HTMLElement);
  const next = at < 0 ? (way > 0 ? 0 : seen.length - 1) : at + way;
  seen[(next + seen.length) % Math.max(1, seen.length)]?.focus();
}
