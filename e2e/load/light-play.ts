/** A seat that a light bot has taken, and what it plays there. */
import type { LightGame } from "./light-game.ts";
import type { LightRoom } from "./light-room.ts";
import type { Place } from "./pairing-checker.ts";

export interface Play {
  name: string;
  room: LightRoom;
  game: LightGame;
  place: Place;
  joined: boolean;
  started: boolean;
  matches: number;
  /** When it decides on a rematch, and gives up waiting for one (ms). */
  decideAt: number;
  giveUpAt: number;
}

/** Traffic in the lobby is not a match's. */
export const IGNORED = { upMessages: 0, upBytes: 0, downMessages: 0, downBytes: 0 };
