/** Colyseus's side of the lobby: whoever joins it looks for an opponent. */
import { randomBytes, randomInt } from "node:crypto";
import { type Client, CloseCode } from "@colyseus/core";
import { BOT_LEVELS } from "@quickpong/shared/bot.ts";
import { DEFAULT_RULES } from "@quickpong/shared/match.ts";
import {
  CloseReason,
  type HeldNotice,
  type LobbyJoinOptions,
  LobbyMessage,
  LobbyRequest,
} from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { strike } from "../edge/message-guard.ts";
import { Lobby, type LobbyPort } from "../lobby/lobby.ts";
import { shownName } from "../lobby/names.ts";
import type { Guest } from "../lobby/offers.ts";
import { type PrivatePort, PrivateRooms } from "../lobby/private-rooms.ts";
import type { Services } from "../services.ts";
import { BaseRoom, Refusal } from "./base-room.ts";

/** How often the lobby says that it is alive (ms). */
const STATUS_EVERY = 1000;
/** Who has not left this long after an offer, or not confirmed joining, is shown out (ms). */
const PATIENCE = 15_000;

interface Visit {
  client: Client;
  guest: Guest;
  /** What they came for. */
  options: Partial<LobbyJoinOptions>;
  /** A ticket brought them to the front of the queue. */
  returning: boolean;
  /** Since when there is nothing they wait for (ms); undefined while they wait. */
  idleSince: number | undefined;
}

export class LobbyRoom extends BaseRoom {
  override autoDispose = false;
  override seatReservationTimeout = 10;
  #services!: Services;
  #lobby!: Lobby;
  #privateRooms!: PrivateRooms;
  readonly #visits = new Map<string, Visit>();
  #statusTimer: NodeJS.Timeout | undefined;
  #pairTimer: NodeJS.Timeout | undefined;

  override onCreate({ services }: { services: Services }) {
    this.#services = services;
    const rules = { ...DEFAULT_RULES, pointsToWin: services.config.points };
    const port = this.#port();
    this.#lobby = new Lobby(rules, port);
    this.#privateRooms = new PrivateRooms(services.invites, port);
    services.metrics.waiting = () => this.#lobby.status(0).waiting;
    this.onMessage(LobbyRequest.bot, ({ sessionId }, level: unknown) => {
      const wanted = BOT_LEVELS[Number(level)];
      if (wanted) void this.#lobby.playBot(sessionId, wanted);
    });
    this.onMessage(LobbyRequest.watch, ({ sessionId }, watch: unknown) =>
      this.#privateRooms.consent(sessionId, watch === true),
    );
    this.onMessage("*", (client) => strike(client));
    this.#statusTimer = setInterval(() => this.#everySecond(), STATUS_EVERY);
  }

  /** There is room for everybody; Colyseus would count the pending seats for each of them. */
  override hasReachedMaxClients() {
    return false;
  }

  override onAuth(_: Client, options: Partial<LobbyJoinOptions>) {
    if (options.version !== PROTOCOL_VERSION) throw new Refusal(CloseReason.version);
    const { online, isOverloaded, config } = this.#services;
    if (online() > config.maxPlayers || isOverloaded()) throw new Refusal(CloseReason.full);
    return true;
  }

  /** The address is the front's word, not the client's. */
  override onJoin(client: Client, options: LobbyJoinOptions & { address?: string }) {
    const now = performance.now();
    const since = this.#services.tickets.redeem(String(options.ticket), now);
    const player = playerOf(options.tab);
    const guest: Guest = {
      id: client.sessionId,
      player,
      name: shownName(options.name, `Player ${randomInt(1, 100)}`),
      since: since ?? now,
      keys: { tab: player, address: options.address },
    };
    const returning = since !== undefined;
    this.#visits.set(guest.id, { client, guest, options, returning, idleSince: now });
  }

  protected override onAcknowledged({ sessionId }: Client) {
    const visit = this.#visits.get(sessionId);
    if (!visit) return;
    visit.idleSince = undefined;
    const { guest, options } = visit;
    const { host, code } = options;
    if (isObject(host)) this.#privateRooms.open(guest, host);
    else if (code !== undefined) this.#privateRooms.come(guest, code);
    else this.#queue(visit);
    if (visit.idleSince === undefined) this.#services.gate.arrived(sessionId);
    visit.client.send(LobbyMessage.status, this.#lobby.status(this.#services.cluster.online()));
  }

  /** There is no `onDrop`: whoever closes the tab is gone at once and leaves no ghost. */
  override onLeave({ sessionId }: Client, code?: number) {
    this.#services.gate.arrived(sessionId);
    this.#lobby.leave(sessionId);
    this.#privateRooms.leave(sessionId, code === CloseCode.CONSENTED);
    this.#visits.delete(sessionId);
  }

  override onDispose() {
    clearInterval(this.#statusTimer);
    clearTimeout(this.#pairTimer);
  }

  override onBeforeShutdown() {
    void this.disconnect(CloseReason.shutdown);
  }

  protected override onFailure(error: unknown, where: string) {
    this.#services.log.error({ where, err: error }, "lobby failed");
  }

  /** To the end of the queue, behind everybody, for as long as they are held back for leaving. */
  #queue({ client, guest, returning }: Visit): void {
    const now = performance.now();
    const hold = guest.keys && this.#services.leavers.holdOf(guest.keys, now);
    if (returning) client.send(LobbyMessage.requeued, "opponentMissing");
    if (hold) {
      const seconds = Math.ceil((hold.until - now) / 1000);
      client.send(LobbyMessage.held, { seconds, leaves: hold.leaves } satisfies HeldNotice);
      guest.since = hold.until;
    }
    this.#lobby.enter(guest);
  }

  #everySecond(): void {
    this.#privateRooms.expire();
    if (this.clients.length === 0) return;
    const now = performance.now();
    const leads = this.#services.cluster.leads();
    for (const { client, idleSince } of this.#visits.values()) {
      if (idleSince !== undefined && now - idleSince > PATIENCE)
        client.leave(CloseCode.NORMAL_CLOSURE);
      // Everybody waits elsewhere now; a page that is told so comes again.
      else if (!leads && idleSince === undefined) client.leave(CloseReason.shutdown);
    }
    this.broadcast(LobbyMessage.status, this.#lobby.status(this.#services.cluster.online()));
  }

  /** What the lobby wants done, in Colyseus's terms. */
  #port(): LobbyPort & PrivatePort {
    const visitOf = (guest: Guest) => this.#visits.get(guest.id);
    return {
      now: () => performance.now(),
      found: (guest, offer) => {
        const visit = visitOf(guest);
        if (!visit) return;
        visit.idleSince = performance.now();
        this.#services.metrics.wait.observe(Math.max(0, visit.idleSince - guest.since) / 1000);
        visit.client.send(LobbyMessage.found, offer);
      },
      requeued: (guest, reason) => visitOf(guest)?.client.send(LobbyMessage.requeued, reason),
      replaced: (guest) => visitOf(guest)?.client.leave(CloseReason.takenOver),
      invited: (guest, status) => visitOf(guest)?.client.send(LobbyMessage.invite, status),
      turnedAway: (guest, reason) => visitOf(guest)?.client.leave(reason),
      openMatch: (order) => this.#services.cluster.openMatch(order),
      pairIn: (ms) => {
        clearTimeout(this.#pairTimer);
        this.#pairTimer = setTimeout(() => this.#lobby.pair(), Math.ceil(ms));
      },
      newTicket: () => randomBytes(12).toString("base64url"),
      failed: (error) => this.onFailure(error, "offer"),
    };
  }
}

/** The tab's own id, or a fresh one for a client that says none. */
const playerOf = (tab: unknown): string =>
  typeof tab === "string" && tab.length > 0 && tab.length <= 32
    ? tab
    : randomBytes(12).toString("base64url");

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
