/**
 * Which pad steers which paddle: a pad that is nobody's takes the first free paddle by any of its buttons,
 * and one that is unplugged leaves its paddle free. Pure.
 */

/** By player, the place of their pad in the browser's list; null waits for one. */
export type PadPlaces = readonly (number | null)[];

/** A pad that is plugged in. */
export interface PadPress {
  place: number;
  /** One of its buttons has gone down since the last look. */
  pressed: boolean;
}

/** The places after a look at the pads; the same object when nothing has changed. */
export function assignPads(places: PadPlaces, pads: readonly PadPress[]): PadPlaces {
  const next = places.map((place) => (pads.some((pad) => pad.place === place) ? place : null));
  for (const { place, pressed } of pads) {
    const free = next.indexOf(null);
    if (pressed && free >= 0 && !next.includes(place)) next[free] = place;
  }
  return next.every((place, i) => place === places[i]) ? places : next;
}

/** What is read of a pad to hear its buttons. */
export interface PressablePad {
  readonly connected: boolean;
  readonly buttons: readonly { readonly pressed: boolean }[];
}

/** Hears buttons go down: to be asked once a frame. One that is down from the start is stuck, or held. */
export function createPressReader(): (pads: readonly (PressablePad | null)[]) => PadPress[] {
  let before = new Map<number, readonly boolean[]>();
  return (pads) => {
    const now = new Map<number, readonly boolean[]>();
    const presses = pads.flatMap((pad, place): PadPress[] => {
      if (!pad?.connected) return [];
      const down = pad.buttons.map(({ pressed }) => pressed);
      now.set(place, down);
      const was = before.get(place);
      return [{ place, pressed: down.some((each, i) => each && was?.[i] === false) }];
    });
    before = now;
    return presses;
  };
}
