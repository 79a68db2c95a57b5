/** Moves through menus with a gamepad: the d-pad goes from one to the next, A presses, B closes. */
import { type PadState, pads, readPads } from "./gamepad.ts";

const REPEAT_AFTER = 380;
const REPEAT_EVERY = 140;
const REACHABLE =
  "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), [tabindex='0']";

/** Runs in every frame from now on; called once the first pad has spoken. */
export function followPadMenus(): void {
  let before: PadState = readPads([]);
  let repeatAt = 0;
  const look = (now: number) => {
    requestAnimationFrame(look);
    const state = readPads(pads());
    const way = state.y || state.x;
    const fresh = way !== (before.y || before.x);
    if (way !== 0 && (fresh || now >= repeatAt)) {
      repeatAt = now + (fresh ? REPEAT_AFTER : REPEAT_EVERY);
      move(way);
    }
    if (state.confirm && !before.confirm) focused()?.click();
    if (state.back && !before.back) {
      window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", code: "Escape" }));
    }
    if (state.start && !before.start) {
      document.querySelector<HTMLElement>("[data-menu]")?.click();
    }
    before = state;
  };
  requestAnimationFrame(look);
}

/** What menus there are now: an open panel, or a screen; none while one plays. */
function menu(): HTMLElement | null {
  const panel = document.querySelector<HTMLElement>(".panel");
  const screen = document.querySelector<HTMLElement>("#screen:not(.playing)");
  return panel ?? screen;
}

function focused(): HTMLElement | null {
  const { activeElement } = document;
  const here = activeElement instanceof HTMLElement && menu()?.contains(activeElement);
  return here && activeElement.matches(REACHABLE) ? activeElement : null;
}

function move(way: -1 | 1): void {
  const all = [...(menu()?.querySelectorAll<HTMLElement>(REACHABLE) ?? [])];
  const seen = all.filter((each) => each.offsetParent !== null);
  const at = seen.indexOf(focused() as HTMLElement);
  const next = at < 0 ? (way > 0 ? 0 : seen.length - 1) : at + way;
  seen[(next + seen.length) % Math.max(1, seen.length)]?.focus();
}
