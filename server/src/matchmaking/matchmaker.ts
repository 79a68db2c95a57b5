/**
 * Where all who look for a match are looked after: queue, private rooms, tickets, who is held back.
 * Every process has a desk, but guests of all of them are at the leader's; `home` says which process
 * a guest's connection is with, and what they are told goes there.
 */
import type { BotLevel } from "@quickpong/shared/bot.ts";
import {
  CloseReason,
  type HeldNotice,
  type InviteRules,
  LobbyMessage,
  type LobbyStatus,
} from "@quickpong/shared/protocol/messages.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { Invites } from "./invites.ts";
import type { LeaverKeys, LeaverPenalties } from "./leaver-penalties.ts";
import type { CreateMatchRequest, OfferPort, QueuedPlayer } from "./offers.ts";
import type { PriorityTickets } from "./priority-tickets.ts";
import { PrivateMatches } from "./private-matches.ts";
import { PATIENCE } from "./queue.ts";
import { QuickMatch } from "./quick-match.ts";

/** Somebody who comes to the desk, or is sent on from another one. */
export interface JoinRequest {
  /** This visit; unique in all processes. */
  id: string;
  /** The same tab is the same player. */
  player: string;
  /** Shown name. */
  name: string;
  /** For how long they have been looking already (ms): clocks of processes differ. */
  waited: number;
  keys: LeaverKeys;
  /** From a client, like all that follows: may be anything. */
  ticket?: unknown;
  host?: Partial<InviteRules> | undefined;
  code?: unknown;
}

/** What a guest is told: a message, or why they have to go. */
export type Notice = { type: string; content: unknown } | { close: number };

/** Whom of a process's guests the desk doesn't know, and how it is going. */
export interface Reconciliation extends Omit<LobbyStatus, "online"> {
  missing: string[];
}

export interface MatchmakerPort extends Omit<OfferPort, "found"> {
  tell(home: string, id: string, notice: Notice): void;
  /** Has `pair` called in `ms`; this replaces an earlier wish. */
  pairIn(ms: number): void;
  /** Somebody in the queue was offered an opponent after so long (ms). */
  waited(ms: number): void;
}

export interface MatchmakerOptions {
  rules: Rules;
  invites: Invites;
  tickets: PriorityTickets;
  leavers: LeaverPenalties;
}

export class Matchmaker {
  readonly #options: MatchmakerOptions;
  readonly #port: MatchmakerPort;
  readonly #lobby: QuickMatch;
  readonly #privateRooms: PrivateMatches;
  readonly #homes = new Map<string, string>();

  constructor(options: MatchmakerOptions, port: MatchmakerPort) {
    this.#options = options;
    this.#port = port;
    const guests = {
      ...port,
      openMatch: (order: CreateMatchRequest) => this.#open(order),
      found: (guest: QueuedPlayer, offer: unknown) => {
        this.#say(guest, LobbyMessage.found, offer);
        // They are done with here. Should that get lost on its way they still wait, and the roll misses them.
        this.leave(guest.id, false);
      },
      requeued: (guest: QueuedPlayer, reason: string) =>
        this.#say(guest, LobbyMessage.requeued, reason),
      invited: (guest: QueuedPlayer, status: object) =>
        this.#say(guest, LobbyMessage.invite, status),
      replaced: (guest: QueuedPlayer) => this.#tell(guest, { close: CloseReason.takenOver }),
      turnedAway: (guest: QueuedPlayer, close: number) => this.#tell(guest, { close }),
    };
    this.#lobby = new QuickMatch(options.rules, guests);
    this.#privateRooms = new PrivateMatches(options.invites, guests);
  }

  /** Takes in a guest of process `home`; who is here already begins anew. */
  enter(home: string, coming: JoinRequest): void {
    const { id, player, name, keys, ticket, host, code } = coming;
    if (this.#homes.has(id)) this.leave(id, false);
    this.#homes.set(id, home);
    const now = this.#port.now();
    // Made of an object, a string may throw.
    const since = this.#options.tickets.redeem(typeof ticket === "string" ? ticket : "", now);
    const guest: QueuedPlayer = { id, player, name, keys, since: since ?? now - coming.waited };
    if (isObject(host)) this.#privateRooms.open(guest, host, code);
    else if (code !== undefined) this.#privateRooms.come(guest, code);
    else this.#queue(guest, since !== undefined);
  }

  /** Their visit is over; `onPurpose` unless the connection was lost. */
  leave(id: string, onPurpose: boolean): void {
    if (!this.#homes.delete(id)) return;
    this.#lobby.leave(id);
    this.#privateRooms.leave(id, onPurpose);
  }

  bot(id: string, level: BotLevel): void {
    void this.#lobby.playBot(id, level);
  }

  /** The host of a private room says whether its match may be watched. */
  consent(id: string, watch: boolean): void {
    this.#privateRooms.consent(id, watch);
  }

  /** All who are with process `home`; whom it doesn't name any more has gone. About once a second. */
  roll(home: string, ids: readonly string[]): Reconciliation {
    this.#privateRooms.expire();
    const named = new Set(ids);
    for (const [id, where] of this.#homes)
      if (where === home && !named.has(id)) this.leave(id, false);
    return { missing: ids.filter((id) => !this.#homes.has(id)), ...this.queue() };
  }

  /** How it is going. */
  queue(): Omit<Reconciliation, "missing"> {
    const { waiting, usualWait } = this.#lobby.status(0);
    return { waiting, usualWait };
  }

  /** Guests of other processes than these are gone. */
  keep(homes: readonly string[]): void {
    for (const [id, home] of this.#homes) if (!homes.includes(home)) this.leave(id, false);
  }

  /** Another desk looks after everybody from now on, and has them all come again. */
  handOver(): void {
    for (const id of [...this.#homes.keys()]) this.leave(id, false);
    this.#options.invites.giveUpWaiting();
  }

  /** Makes offers to all who can be paired now. */
  pair(): void {
    this.#lobby.pair();
  }

  /** Into the queue; behind others who leaves often, or comes from where many seats are taken. */
  #queue(guest: QueuedPlayer, returning: boolean): void {
    const now = this.#port.now();
    const { keys } = guest;
    const hold = keys && this.#options.leavers.holdOf(keys, now);
    if (returning) this.#say(guest, LobbyMessage.requeued, "opponentMissing");
    if (keys) guest.givesWayUntil = now + this.#options.leavers.givesWayFor(keys, now);
    if (hold) {
      const seconds = Math.ceil((hold.until - now) / 1000);
      this.#say(guest, LobbyMessage.held, { seconds, leaves: hold.leaves } satisfies HeldNotice);
      guest.since = Math.min(hold.until, now + PATIENCE);
      guest.givesWayUntil = Math.max(hold.until, guest.givesWayUntil ?? 0);
    }
    this.#lobby.enter(guest);
  }

  /** Has the match made, and notes who was given a seat against a stranger. */
  async #open(order: CreateMatchRequest): Promise<[unknown, unknown]> {
    const seats = await this.#port.openMatch(order);
    const players = [order.left, order.right];
    if (order.code !== "" || players.some(({ bot }) => bot)) return seats;
    const now = this.#port.now();
    for (const { keys } of players) if (keys) this.#options.leavers.seated(keys, now);
    return seats;
  }

  #say(guest: QueuedPlayer, type: string, content: unknown): void {
    this.#tell(guest, { type, content });
  }

  #tell({ id }: QueuedPlayer, notice: Notice): void {
    const home = this.#homes.get(id);
    if (home !== undefined) this.#port.tell(home, id, notice);
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
