/** One match of a competition, as a light bot plays it: without a rematch, and gone soon after its end. */
import { MatchMessage, type MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import type { LightFleet } from "../light.ts";
import { LightGame } from "../light-game.ts";
import { LightMind } from "../light-mind.ts";
import { LightRoom, type Reservation, seatPath } from "../light-room.ts";
import { PLAYER_SKILL_NAMES } from "../skills.ts";
import type { Sleeper } from "../sleeper-wheel.ts";
import { AFTERTHOUGHT, nth } from "../swarm.ts";

interface Parts {
  fleet: LightFleet;
  offer: MatchOffer;
  n: number;
  name: string;
  random: () => number;
}

export class MatchOfBot implements Sleeper {
  wakeAt = Number.POSITIVE_INFINITY;
  slot = -1;
  readonly #parts: Parts;
  readonly #room: LightRoom;
  readonly #game: LightGame;
  readonly #leavePair: () => void;
  #leaveAt = Number.POSITIVE_INFINITY;
  #isOver = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { fleet, offer, n, name, random } = parts;
    const { tally, pairs, skill } = fleet.crowd;
    const { side, opponent } = offer;
    const seat = offer.reservation as Reservation;
    const place = pairs.sit({ room: seat.roomId, side, name, opponent });
    this.#leavePair = () => place.leave();
    const level = skill === "mixed" ? nth(PLAYER_SKILL_NAMES, n) : skill;
    const send = (bytes: Uint8Array) => this.#room.sendBytes(MatchMessage.play, bytes);
    this.#game = new LightGame({ side, mind: new LightMind(level, random), place, tally, send });
    this.#room = new LightRoom(fleet.server, seatPath(seat), tally.traffic, {
      joined: () => this.#sleep(),
      state: (bytes, at, full) => this.#see(bytes, at, full),
      bytes: (_, bytes) => this.#game.pong(bytes, performance.now()),
      message: () => {},
      closed: () => this.#end(),
    });
  }

  /** Being played, as far as the bot knows. */
  get isRunning(): boolean {
    return !this.#isOver && this.#game.phase !== "finished" && this.#game.phase !== "waiting";
  }

  leave(): void {
    if (this.#isOver) return;
    this.#end();
    this.#room.leave();
  }

  wake(now: number): void {
    this.wakeAt = Number.POSITIVE_INFINITY;
    if (this.#isOver) return;
    if (now >= this.#leaveAt) return this.leave();
    this.#game.tick(now);
    this.#sleep();
  }

  #see(bytes: Buffer, at: number, full: boolean): void {
    if (this.#isOver) return;
    const now = performance.now();
    this.#game.take(bytes, at, full, now);
    if (this.#game.phase === "finished" && this.#leaveAt === Number.POSITIVE_INFINITY)
      this.#leaveAt = now + AFTERTHOUGHT.least + AFTERTHOUGHT.spread * this.#parts.random();
    this.#sleep();
  }

  #sleep(): void {
    this.wakeAt = Math.min(this.#game.wakeAt, this.#leaveAt);
    this.#parts.fleet.wheel.schedule(this);
  }

  #end(): void {
    if (!this.#isOver) this.#leavePair();
    this.#isOver = true;
    this.wakeAt = Number.POSITIVE_INFINITY;
  }
}
