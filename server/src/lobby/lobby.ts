/**
 * The lobby: takes in guests, pairs them and makes them offers. It reaches them through a port, so
 * it runs without a network.
 */
import { LEFT, otherSide, RIGHT, type Side } from "@quickpong/shared/court.ts";
import type { Rules } from "@quickpong/shared/match.ts";
import type {
  LobbyStatus,
  MatchOffer,
  RequeueReason,
} from "@quickpong/shared/protocol/messages.ts";
import type { SeatHolder } from "../match/seats.ts";
import { Queue } from "./queue.ts";
import { Waits } from "./waits.ts";

/** Somebody in the lobby. */
export interface Guest {
  /** This visit; unique. */
  id: string;
  /** The same tab is the same player. */
  player: string;
  /** As shown to others. */
  name: string;
  /** Since when they have been looking for a match (ms). */
  since: number;
}

/** What a match is made with. */
export interface MatchOrder {
  rules: Rules;
  left: SeatHolder;
  right: SeatHolder;
}

export interface LobbyPort {
  /** A monotonic clock (ms). */
  now(): number;
  found(guest: Guest, offer: MatchOffer): void;
  requeued(guest: Guest, reason: RequeueReason): void;
  /** The same player looks for a match elsewhere. */
  replaced(guest: Guest): void;
  /** Makes a match and reserves its seats, the left one first. */
  openMatch(order: MatchOrder): Promise<[unknown, unknown]>;
  /** Has `pair` called in `ms`; this replaces an earlier wish. */
  pairIn(ms: number): void;
  newTicket(): string;
  failed(error: unknown): void;
}

export class Lobby {
  readonly #rules: Rules;
  readonly #port: LobbyPort;
  readonly #queue = new Queue();
  readonly #waits = new Waits();
  /** Everybody who is here, in the queue or with an offer. */
  readonly #guests = new Map<string, Guest>();

  /** All matches are played by `rules`. */
  constructor(rules: Rules, port: LobbyPort) {
    this.#rules = rules;
    this.#port = port;
  }

  /** Takes a guest in and looks for an opponent at once. */
  enter(guest: Guest): void {
    this.#guests.set(guest.id, guest);
    const replaced = this.#queue.add(guest, this.#port.now());
    const old = replaced && this.#guests.get(replaced.id);
    if (old) this.#port.replaced(old);
    this.pair();
  }

  /** The guest has gone; nothing of them stays. */
  leave(id: string): void {
    this.#queue.remove(id);
    this.#guests.delete(id);
  }

  /** Whether the guest is in the queue, without an offer. */
  isWaiting(id: string): boolean {
    return this.#queue.has(id);
  }

  /** Makes offers to all who can be paired now. */
  pair(): void {
    const now = this.#port.now();
    for (const [a, b] of this.#queue.pair(now)) {
      const left = this.#guests.get(a.id);
      const right = this.#guests.get(b.id);
      if (left && right) void this.#offer([left, right]);
    }
    const due = this.#queue.nextDue();
    if (Number.isFinite(due)) this.#port.pairIn(due - now);
  }

  /** How it is going, with `online` players on this server. */
  status(online: number): LobbyStatus {
    return { online, waiting: this.#queue.size, usualWait: this.#waits.usual() };
  }

  async #offer(pair: [Guest, Guest]): Promise<void> {
    const rules = this.#rules;
    const [left, right] = pair.map((guest) => this.#holder(guest)) as [SeatHolder, SeatHolder];
    try {
      const reservations = await this.#port.openMatch({ rules, left, right });
      if (!pair.every((guest) => this.#guests.has(guest.id))) return this.#goBack(pair);
      const tell = (side: Side, { ticket }: SeatHolder) => {
        this.#waits.add(this.#port.now() - pair[side].since);
        const opponent = pair[otherSide(side)].name;
        const reservation = reservations[side];
        this.#port.found(pair[side], {
          opponent,
          bot: "",
          code: "",
          side,
          rules,
          ticket,
          reservation,
        });
      };
      tell(LEFT, left);
      tell(RIGHT, right);
    } catch (error) {
      this.#port.failed(error);
      this.#goBack(pair);
    }
  }

  /** Nothing came of a pair: whoever is still here goes back to the front of the queue. */
  #goBack(pair: readonly Guest[]): void {
    for (const guest of pair) {
      if (!this.#guests.has(guest.id)) continue;
      this.#port.requeued(guest, "opponentLeft");
      this.enter(guest);
    }
  }

  #holder({ name, since }: Guest): SeatHolder {
    return { name, since, ticket: this.#port.newTicket() };
  }
}
