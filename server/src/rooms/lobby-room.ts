/** Colyseus's side of the lobby: whoever joins it looks for an opponent. */
import { randomBytes, randomInt } from "node:crypto";
import { type Client, Room, type RoomException } from "@colyseus/core";
import { otherSide, SIDES } from "@quickpong/shared/court.ts";
import { DEFAULT_RULES, type Rules } from "@quickpong/shared/match.ts";
import {
  CloseReason,
  type LobbyJoinOptions,
  LobbyMessage,
  type LobbyStatus,
  type MatchOffer,
  type RequeueReason,
} from "@quickpong/shared/protocol/messages.ts";
import { cleanName } from "@quickpong/shared/protocol/name.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { guardMessages, strike } from "../edge/message-guard.ts";
import { Queue } from "../lobby/queue.ts";
import { Waits } from "../lobby/waits.ts";
import type { SeatHolder } from "../match/seats.ts";
import type { Services } from "../services.ts";
import { openMatch } from "./open-match.ts";
import { isRefusal, NEVER, Refusal } from "./room-basics.ts";

/** How often the lobby says that it is alive (ms). */
const STATUS_EVERY = 1000;
/** Who has not left this long after an offer is shown out (ms). */
const OFFER_STANDS = 15_000;

/** Somebody in the lobby. */
interface Guest {
  client: Client;
  player: string;
  name: string;
  /** Since when they have been looking for a match (ms). */
  since: number;
  /** A ticket brought them to the front. */
  returning: boolean;
  /** When they were offered a match (ms). */
  offeredAt: number | undefined;
}

export class LobbyRoom extends Room {
  override autoDispose = false;
  override patchRate = NEVER;
  override seatReservationTimeout = 10;
  #services!: Services;
  readonly #queue = new Queue();
  readonly #waits = new Waits();
  readonly #guests = new Map<string, Guest>();
  #statusTimer: NodeJS.Timeout | undefined;
  #pairTimer: NodeJS.Timeout | undefined;

  override onCreate({ services }: { services: Services }) {
    this.#services = services;
    guardMessages(this, {
      acknowledged: (client) => this.#enter(client),
      failed: (error) => this.#report(error, "enter"),
    });
    this.onMessage("*", (client) => strike(client));
    this.#statusTimer = setInterval(() => this.#everySecond(), STATUS_EVERY);
  }

  override onAuth(_: Client, options: Partial<LobbyJoinOptions>) {
    if (options?.version !== PROTOCOL_VERSION) throw new Refusal(CloseReason.version);
    const { online, config } = this.#services;
    if (online() > config.maxPlayers) throw new Refusal(CloseReason.full);
    return true;
  }

  override onJoin(client: Client, options: LobbyJoinOptions) {
    const now = performance.now();
    const since = this.#services.tickets.redeem(String(options.ticket), now);
    this.#guests.set(client.sessionId, {
      client,
      player: playerId(options.tab),
      name: cleanName(options.name) || `Player ${randomInt(1, 100)}`,
      since: since ?? now,
      returning: since !== undefined,
      offeredAt: undefined,
    });
  }

  /** No `onDrop`: whoever closes the tab is gone at once and leaves no ghost. */
  override onLeave(client: Client) {
    this.#queue.remove(client.sessionId);
    this.#guests.delete(client.sessionId);
  }

  override onDispose() {
    clearInterval(this.#statusTimer);
    clearTimeout(this.#pairTimer);
  }

  override onBeforeShutdown() {
    void this.disconnect(CloseReason.shutdown);
  }

  override onUncaughtException(error: RoomException, where: string) {
    if (!isRefusal(error)) this.#report(error.cause ?? error, where);
  }

  /** The client is really there: it waits from now on. */
  #enter(client: Client): void {
    const guest = this.#guests.get(client.sessionId);
    if (!guest) return;
    if (guest.returning) this.#tell(guest, LobbyMessage.requeued, "opponentMissing");
    this.#wait(guest);
    this.#tell(guest, LobbyMessage.status, this.#status());
  }

  #wait(guest: Guest): void {
    const { player, since } = guest;
    const id = guest.client.sessionId;
    const replaced = this.#queue.add({ id, player, since }, performance.now());
    if (replaced) this.#guests.get(replaced.id)?.client.leave(CloseReason.takenOver);
    this.#pair();
  }

  /** Pairs whoever can be paired, now and when the next two can. */
  #pair(): void {
    const now = performance.now();
    for (const [a, b] of this.#queue.pair(now)) {
      const left = this.#guests.get(a.id);
      const right = this.#guests.get(b.id);
      if (left && right) void this.#offer(left, right);
    }
    clearTimeout(this.#pairTimer);
    const due = this.#queue.nextDue();
    if (Number.isFinite(due)) this.#pairTimer = setTimeout(() => this.#pair(), due - now + 1);
  }

  async #offer(left: Guest, right: Guest): Promise<void> {
    const pair = [left, right] as const;
    for (const guest of pair) guest.offeredAt = performance.now();
    const rules: Rules = { ...DEFAULT_RULES, pointsToWin: this.#services.config.points };
    try {
      const holders = pair.map(holder) as [SeatHolder, SeatHolder];
      const reservations = await openMatch({ rules, left: holders[0], right: holders[1] });
      if (pair.some((guest) => !this.#isHere(guest))) return this.#goBack(pair);
      for (const side of SIDES) {
        const offer: MatchOffer = {
          opponent: holders[otherSide(side)].name,
          side,
          rules,
          ticket: holders[side].ticket,
          reservation: reservations[side],
        };
        this.#waits.add(performance.now() - pair[side].since);
        this.#tell(pair[side], LobbyMessage.found, offer);
      }
    } catch (error) {
      this.#report(error, "offer");
      this.#goBack(pair);
    }
  }

  /** Nothing came of a pair: whoever is still here goes back to the front of the queue. */
  #goBack(pair: readonly Guest[]): void {
    for (const guest of pair) {
      if (!this.#isHere(guest)) continue;
      guest.offeredAt = undefined;
      this.#tell(guest, LobbyMessage.requeued, "opponentLeft");
      this.#wait(guest);
    }
  }

  #everySecond(): void {
    if (this.clients.length === 0) return;
    const now = performance.now();
    for (const { client, offeredAt } of this.#guests.values()) {
      if (offeredAt !== undefined && now - offeredAt > OFFER_STANDS) client.leave(1000);
    }
    this.broadcast(LobbyMessage.status, this.#status());
  }

  #status(): LobbyStatus {
    return {
      online: this.#services.online(),
      waiting: this.#queue.size,
      usualWait: this.#waits.usual(),
    };
  }

  #isHere(guest: Guest): boolean {
    return this.#guests.has(guest.client.sessionId);
  }

  #tell(guest: Guest, type: string, message: LobbyStatus | MatchOffer | RequeueReason): void {
    guest.client.send(type, message);
  }

  #report(error: unknown, where: string): void {
    this.#services.log.error({ where, err: error }, "lobby failed");
  }
}

const holder = ({ name, since }: Guest): SeatHolder => ({
  name,
  since,
  ticket: randomBytes(12).toString("base64url"),
});

/** The tab's own id, or a fresh one for a client that has none. */
const playerId = (tab: unknown): string =>
  typeof tab === "string" && tab.length > 0 && tab.length <= 32
    ? tab
    : randomBytes(12).toString("base64url");
