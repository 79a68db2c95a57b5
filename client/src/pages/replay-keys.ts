/** The keys of a replay. */
import type { ReplayCommand } from "../ui/replay-bar.ts";

/** By what a key writes, or by its name where it writes nothing. */
const KEYS: Readonly<Record<string, ReplayCommand>> = {
  " ": "toggle",
  k: "toggle",
  ",": "frameBack",
  ".": "frameOn",
  ArrowLeft: "back",
  ArrowRight: "on",
  ArrowUp: "faster",
  ArrowDown: "slower",
  Home: "first",
  End: "last",
  r: "backwards",
  l: "loop",
  v: "nextView",
};
const OF_TOOLS: Readonly<Record<string, ReplayCommand>> = { s: "share", m: "more" };
const SHIFTED: Readonly<Record<string, ReplayCommand>> = {
  ArrowLeft: "pointBack",
  ArrowRight: "pointOn",
};
const PANEL = ".panel";

/** Listens until what it returns is called. */
export function listenToReplayKeys(
  on: (command: ReplayCommand) => void,
  tools: boolean,
): () => void {
  const off = new AbortController();
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector(PANEL)) return;
    const command = commandOf(event, tools);
    if (!command || isForFocused(event)) return;
    event.preventDefault();
    on(command);
  };
  // Before the slider takes them for its own.
  window.addEventListener("keydown", onKey, { signal: off.signal, capture: true });
  return () => off.abort();
}

function commandOf({ key, shiftKey }: KeyboardEvent, tools: boolean): ReplayCommand | undefined {
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (shiftKey && SHIFTED[name]) return SHIFTED[name];
  return KEYS[name] ?? (tools ? OF_TOOLS[name] : undefined);
}

/** Buttons are pressed by the space bar, and a choice changes by arrows and letters. */
function isForFocused({ key, target }: KeyboardEvent): boolean {
  if (target instanceof HTMLSelectElement) return true;
  const pressed = target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement;
  return pressed && key === " ";
}
