/** The browser's gamepads as two players share them: each joins by a button and steers one paddle. */
import { createPadReader, type Pad, type PadReader } from "./gamepad.ts";
import { assignPads, createPressReader, type PadPlaces } from "./pad-places.ts";
import { NO_PADS, type PadState, usePadsForMenus } from "./pad-state.ts";

export interface PadSeats {
  /** By player, whose pad is plugged in and known. */
  readonly places: PadPlaces;
  /** To be called once a frame: pads come and go. */
  look(): void;
  /** What a player's pad says now. */
  read(player: number): Readonly<PadState>;
  /** Only pads that are somebody's go through menus, so that the press by which one joins does nothing else. */
  guardMenus(on: boolean): void;
}

/** Seats for so many pads, all of them free. */
export function createPadSeats(players: number): PadSeats {
  let places: PadPlaces = Array.from({ length: players }, () => null);
  const readers: PadReader[] = places.map(() => createPadReader());
  const readPresses = createPressReader();
  const all = (): readonly (Pad | null)[] => navigator.getGamepads?.() ?? [];
  return {
    get places() {
      return places;
    },
    look() {
      places = assignPads(places, readPresses(all()));
    },
    read(player) {
      const place = places[player];
      const own = all().map((pad, n) => (n === place ? pad : null));
      return readers[player]?.read(own, performance.now()) ?? NO_PADS;
    },
    guardMenus(on) {
      usePadsForMenus(on ? (place) => places.includes(place) : null);
    },
  };
}
