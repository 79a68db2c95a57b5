/** Two people at this screen: who sits on which side, and what steers which paddle. */
import { type Devices, halfOfScreen, onePad, someKeys } from "../input/devices.ts";
import { keySets } from "../input/key-sets.ts";
import type { PadSeats } from "../input/pad-seats.ts";
import type { CourtTransform } from "../layout/court-transform.ts";
import type { Pair } from "../net/local-play.ts";
import type { Who } from "../net/view-frame.ts";
import type { KeyMap } from "../settings/key-map.ts";
import type { Controls, TwoHereChoice } from "../settings/two-here.ts";

export interface TwoPlayersOptions {
  choice: TwoHereChoice;
  pads: PadSeats;
  keys: () => KeyMap;
  fit: () => CourtTransform;
}

const WHO: Pair<Who> = ["own", "opponent"];

export class TwoPlayers {
  readonly controls: Controls;
  /** What steers the left paddle, and the right one. */
  readonly devices: Pair<Devices>;
  readonly #options: TwoPlayersOptions;
  #swapped = false;

  constructor(options: TwoPlayersOptions) {
    this.#options = options;
    this.controls = options.choice.controls;
    this.devices = [this.#devicesAt(0), this.#devicesAt(1)];
  }

  /** Names from left to right. */
  get names(): Pair<string> {
    const [first, second] = this.#options.choice.names;
    return this.#swapped ? [second, first] : [first, second];
  }

  /** They change places. Pads go along; keys and halves of the screen stay where they are. */
  swap(): void {
    this.#swapped = !this.#swapped;
  }

  /** Looks at the pads; says whose is missing. To be called once a frame. */
  padMissing(): Who | null {
    const { pads } = this.#options;
    if (!needsPad(this.controls, 0) && !needsPad(this.controls, 1)) return null;
    pads.look();
    const lacks = (side: 0 | 1) => {
      const seat = padSeat(this.controls, this.#personAt(side));
      return seat !== null && pads.places[seat] == null;
    };
    return WHO.find((_, side) => lacks(side as 0 | 1)) ?? null;
  }

  #personAt(side: 0 | 1): 0 | 1 {
    return this.#swapped ? (side === 0 ? 1 : 0) : side;
  }

  #devicesAt(side: 0 | 1): Devices {
    const { keys, fit, pads } = this.#options;
    switch (this.controls) {
      case "keys":
        return someKeys(() => [keySets(keys())[side]]);
      case "touch":
        return halfOfScreen(fit, WHO[side]);
      default: {
        // The player with the keyboard has all of it.
        const both = someKeys(() => keySets(keys()));
        const pad = onePad(() => pads.read(padSeat(this.controls, this.#personAt(side)) ?? -1));
        return {
          direction: (code, upright) =>
            needsPad(this.controls, this.#personAt(side)) ? null : both.direction(code, upright),
          pads: pad.pads,
          pointer: () => false,
        };
      }
    }
  }
}

/** How many pads are needed. */
export const padsFor = (controls: Controls): number =>
  ([0, 1] as const).filter((person) => needsPad(controls, person)).length;

const needsPad = (controls: Controls, person: 0 | 1): boolean => padSeat(controls, person) !== null;

/** Which of the pads is a person's; null for none. */
export function padSeat(controls: Controls, person: 0 | 1): number | null {
  if (controls === "pads") return person;
  return controls === "mixed" && person === 1 ? 0 : null;
}
