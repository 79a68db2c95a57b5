/** Players who press Play at a steady rate, take their seat, stay a moment and go. */
import { setTimeout as sleep } from "node:timers/promises";
import { LobbyMessage, type MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { Distribution } from "../../load/distribution.ts";
import {
  LightRoom,
  type LightRoomHooks,
  lobbyPath,
  type Reservation,
  seatPath,
} from "../../load/light-room.ts";
import { Pairs } from "../../load/pairing-checker.ts";

/** In the match (ms): long enough that matches overlap. */
const STAY = 1000;
/** Names that there are: most of those who play are called something usual. From 455 on some read as rude words. */
const NAMES = 400;
/** The rate is kept in steps of this (ms). */
const STEP = 2;
/** So long after the last press somebody may still get a seat (ms). */
const GRACE = 3000;

export class Joiners {
  /** From pressing Play to the offer, and to the seat (ms). */
  readonly toOffer = new Distribution();
  readonly toSeat = new Distribution();
  readonly errors: Record<string, number> = {};
  /** Players by match, and matches' processes. */
  readonly rooms = new Map<string, { players: number; process: string }>();
  pressed = 0;
  seated = 0;
  wrongPairs = 0;
  readonly #pairs = new Pairs(this);
  readonly #server: URL;
  readonly #traffic = { upMessages: 0, upBytes: 0, downMessages: 0, downBytes: 0 };

  constructor(url: string) {
    this.#server = new URL(url);
  }

  /** `rate` players a second for so many seconds; resolves when the last have had time for a seat. */
  async press(rate: number, seconds: number): Promise<void> {
    const begin = performance.now();
    const wanted = rate * seconds;
    const before = this.pressed;
    while (this.pressed - before < wanted) {
      const due = Math.min(wanted, ((performance.now() - begin) * rate) / 1000);
      while (this.pressed - before < due) this.#play(`crowd-${process.pid}-${this.pressed++}`);
      await sleep(STEP);
    }
    const end = performance.now() + GRACE;
    while (this.seated < this.pressed && performance.now() < end) await sleep(STEP);
  }

  error(kind: string): void {
    this.errors[kind] = (this.errors[kind] ?? 0) + 1;
  }

  #play(tab: string): void {
    const pressed = performance.now();
    const name = `Player ${this.pressed % NAMES}`;
    const path = lobbyPath({ version: PROTOCOL_VERSION, name, tab });
    const lobby: LightRoom = new LightRoom(this.#server, path, this.#traffic, {
      joined: () => {},
      message: (type, content) => {
        if (type !== LobbyMessage.found) return;
        this.toOffer.add(performance.now() - pressed);
        this.#sit(name, content as MatchOffer, pressed, lobby);
      },
      closed: (code) => this.error(`lobby closed: ${code}`),
    });
  }

  #sit(name: string, offer: MatchOffer, pressed: number, lobby: LightRoom): void {
    const seat = offer.reservation as Reservation;
    const { side, opponent } = offer;
    const place = this.#pairs.sit({ room: seat.roomId, side, name, opponent });
    const hooks: LightRoomHooks = {
      joined: () => {
        this.seated++;
        this.toSeat.add(performance.now() - pressed);
        const room = this.rooms.get(seat.roomId) ?? { players: 0, process: seat.processId };
        room.players++;
        this.rooms.set(seat.roomId, room);
        if (match !== lobby) lobby.leave();
        setTimeout(() => {
          match.leave();
          place.leave();
        }, STAY);
      },
      message: () => {},
      closed: (code) => this.error(`match closed: ${code}`),
    };
    const match = offer.sameProcess
      ? lobby.sit(this.#traffic, hooks)
      : new LightRoom(this.#server, seatPath(seat), this.#traffic, hooks);
  }
}
