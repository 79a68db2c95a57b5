/** What the browser remembers of two people at this screen: their names, and what they steer with. */
import { cleanName } from "@quickpong/shared/protocol/name.ts";
import { inventName } from "./nickname.ts";
import { browserSettings } from "./settings-storage.ts";

/** One keyboard for both, a pad for each, one of each, or fingers on the screen between or before them. */
export const CONTROLS = ["keys", "pads", "mixed", "touch"] as const;
export type Controls = (typeof CONTROLS)[number];

export interface TwoHereChoice {
  controls: Controls;
  names: readonly [first: string, second: string];
}

/** What was chosen before; of what is missing, `usual` and made-up names. */
export function loadTwoHere(
  usual: { controls: Controls; name: string },
  random: () => number = Math.random,
  storage = browserSettings,
): TwoHereChoice {
  const kept = Object(storage.read()["twoHere"]) as Partial<Record<keyof TwoHereChoice, unknown>>;
  const [first, second] = Array.isArray(kept.names) ? kept.names.map(cleanName) : [];
  return {
    controls: CONTROLS.find((each) => each === kept.controls) ?? usual.controls,
    names: [first || usual.name, second || anotherName(usual.name, random)],
  };
}

/** Remembers it. */
export const keepTwoHere = (twoHere: TwoHereChoice, storage = browserSettings): void =>
  storage.write({ twoHere });

/** A made-up name, and not the one that is taken. */
function anotherName(taken: string, random: () => number): string {
  const name = inventName(random);
  return name === taken ? inventName(() => (random() + 0.5) % 1) : name;
}
