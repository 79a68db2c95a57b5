/** What the browser remembers of two people at this screen: their names, and what they steer with. */
import { cleanName } from "@quickpong/shared/protocol/name.ts";
import { inventName } from "./nickname.ts";

/** One keyboard for both, a pad for each, one of each, or fingers on the screen between or before them. */
export const CONTROLS = ["keys", "pads", "mixed", "touch"] as const;
export type Controls = (typeof CONTROLS)[number];

export interface TwoHereChoice {
  controls: Controls;
  names: readonly [first: string, second: string];
}

const KEY = "quickpong.two-here";

type Store = Pick<Storage, "getItem" | "setItem">;
const browsers = (): Store => localStorage;

/** What was chosen before; of what is missing, `usual` and made-up names. */
export function loadTwoHere(
  usual: { controls: Controls; name: string },
  random: () => number = Math.random,
  store: () => Store = browsers,
): TwoHereChoice {
  const { controls, names } = read(store);
  const [first, second] = Array.isArray(names) ? names.map(cleanName) : [];
  return {
    controls: CONTROLS.find((each) => each === controls) ?? usual.controls,
    names: [first || usual.name, second || anotherName(usual.name, random)],
  };
}

/** Remembers it. */
export function keepTwoHere(choice: TwoHereChoice, store: () => Store = browsers): void {
  try {
    store().setItem(KEY, JSON.stringify(choice));
  } catch {
    // Not remembered, then.
  }
}

/** A made-up name, and not the one that is taken. */
function anotherName(taken: string, random: () => number): string {
  const name = inventName(random);
  return name === taken ? inventName(() => (random() + 0.5) % 1) : name;
}

function read(store: () => Store): Partial<Record<keyof TwoHereChoice, unknown>> {
  try {
    return Object(JSON.parse(store().getItem(KEY) ?? "{}"));
  } catch {
    return {};
  }
}
