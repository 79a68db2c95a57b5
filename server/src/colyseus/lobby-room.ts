/** Colyseus's side of the lobby: the room in which players wait for a match. */
import { randomUUID } from "node:crypto";
import { type Client, ClientState, CloseCode } from "@colyseus/core";
import { BOT_LEVELS } from "@quickpong/shared/bot-levels.ts";
import {
  CloseReason,
  type LobbyJoinOptions,
  LobbyMessage,
  LobbyRequest,
  type LobbyStatus,
} from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { shownName } from "../matchmaking/names.ts";
import { type Recognized, recognize, type Visitor } from "../players/recognition.ts";
import { BaseRoom, Refusal } from "./base-room.ts";
import { connectionOf } from "./colyseus-internals.ts";
import { inPieces } from "./in-pieces.ts";
import type { LobbySessions } from "./lobby-sessions.ts";
import { messageFrame } from "./match-frames.ts";
import { recordViolation } from "./message-guard.ts";
import type { RoomServices } from "./room-services.ts";
import { switchRoom } from "./switch-room.ts";

/** How often clients get the status, so that they know that the lobby is alive (ms). */
const STATUS_EVERY = 1000;
/** A newcomer gets the status after so long (ms): most have been offered a match by then. */
const STATUS_FIRST = 100;

/** Options that the HTTP server adds, whatever the client says. */
interface FromServer {
  address: string | undefined;
  visitor: Visitor | undefined;
}

const NOBODY: Visitor = { credential: undefined, ownPage: false };

export class LobbyRoom extends BaseRoom {
  override autoDispose = false;
  override seatReservationTimeout = 10;
  #services!: RoomServices;
  #sessions!: LobbySessions;
  #timer: NodeJS.Timeout | undefined;
  #newcomers: Client[] = [];
  #welcoming: NodeJS.Timeout | undefined;
  /** While the last status is on its way to everybody. */
  #sendingStatus = false;

  override onCreate({ services, sessions }: { services: RoomServices; sessions: LobbySessions }) {
    this.#services = services;
    this.#sessions = sessions;
    this.onMessage(LobbyRequest.bot, ({ sessionId }, level: unknown) => {
      const wanted = BOT_LEVELS[Number(level)];
      if (!wanted) return;
      sessions.whenWaiting(sessionId, () => services.cluster.matchmaker.playBot(sessionId, wanted));
    });
    this.onMessage(LobbyRequest.allowSpectators, ({ sessionId }, watch: unknown) =>
      sessions.whenWaiting(sessionId, () =>
        services.cluster.matchmaker.allowSpectators(sessionId, watch === true),
      ),
    );
    this.#onProposals();
    this.onMessage(LobbyRequest.takeSeat, (client) => {
      const seat = sessions.claimSeat(client.sessionId);
      if (seat) return switchRoom(this, client, seat);
      recordViolation(client);
    });
    this.onMessage("*", (client) => recordViolation(client));
    this.#timer = setInterval(() => void this.#everySecond(), STATUS_EVERY);
  }

  #onProposals(): void {
    const sessions = this.#sessions;
    const { cluster } = this.#services;
    this.onMessage(LobbyRequest.askFirst, ({ sessionId }, askFirst: unknown) =>
      sessions.whenWaiting(sessionId, () => sessions.setAskFirst(sessionId, askFirst === true)),
    );
    const answer = (accepted: boolean) => (client: Client, n: unknown) => {
      if (typeof n !== "number") return recordViolation(client);
      cluster.matchmaker.answerProposal(client.sessionId, n, accepted);
    };
    this.onMessage(LobbyRequest.accept, answer(true));
    this.onMessage(LobbyRequest.decline, answer(false));
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

  override onJoin(client: Client, options: LobbyJoinOptions & FromServer) {
    const player = playerOf(options.tab);
    const { ticket, host, code, askFirst, daily, address, visitor = NOBODY } = options;
    const request = {
      id: client.sessionId,
      processId: this.#services.config.processName,
      player,
      name: shownName(options.name, ""),
      waited: 0,
      keys: { tab: player, address },
      askFirst: askFirst === true,
      daily: daily === true,
      ticket,
      host: isObject(host) ? { ...host } : undefined,
      code,
    };
    this.#sessions.add(client, request, this.#recognize(visitor));
  }

  async #recognize(visitor: Visitor): Promise<Recognized> {
    const { store, metrics } = this.#services;
    const recognized = await recognize(store, visitor, Date.now());
    const { how } = recognized;
    if (how !== "none") metrics.recognitions.inc({ how });
    if (how === "unknown") metrics.badCookies.inc({ kind: "unknown" });
    return recognized;
  }

  protected override onAcknowledged(client: Client) {
    if (!this.#sessions.confirm(client.sessionId)) return;
    this.#services.admission.arrived(client.sessionId);
    if (this.#newcomers.push(client) > 1) return;
    this.#welcoming = setTimeout(() => this.#welcome(), STATUS_FIRST);
  }

  /** There is no `onDrop`: a player who closes the tab is gone at once and leaves no ghost. */
  override onLeave({ sessionId }: Client, code?: number) {
    this.#services.admission.arrived(sessionId);
    this.#sessions.remove(sessionId, code === CloseCode.CONSENTED);
  }

  override onDispose() {
    clearInterval(this.#timer);
    clearTimeout(this.#welcoming);
  }

  override onBeforeShutdown() {
    void this.disconnect(CloseReason.shutdown);
  }

  protected override onFailure(error: unknown, where: string) {
    this.#services.log.error({ where, err: error }, "lobby failed");
  }

  #welcome(): void {
    this.#sendStatus(this.#newcomers.splice(0));
  }

  async #everySecond(): Promise<void> {
    this.#sessions.disconnectIdle();
    await this.#sessions.reconcile();
    this.#sendStatusToAll();
  }

  #sendStatusToAll(): void {
    if (this.clients.length === 0 || this.#sendingStatus) return;
    this.#sendingStatus = true;
    this.#sendStatus([...this.clients], () => {
      this.#sendingStatus = false;
    });
  }

  /** Sends the status in pieces: to 5,000 clients at once it would block for 60 ms. */
  #sendStatus(clients: readonly Client[], done?: () => void): void {
    const frame = messageFrame(LobbyMessage.status, this.#status());
    const send = (client: Client) => {
      // The connection may be a match's by now.
      const isHere = this.clients.get(client.sessionId) === client;
      if (isHere && client.state === ClientState.JOINED) connectionOf(client).write(frame);
    };
    inPieces(clients, send, done);
  }

  #status(): LobbyStatus {
    const { cluster } = this.#services;
    const { waiting, usualWait } = cluster.matchmaker.status() ?? this.#sessions.queue;
    return { online: cluster.online(), waiting: Math.max(1, waiting), usualWait };
  }
}

/** The tab's own id, or a fresh one for a client that sends none. */
const playerOf = (tab: unknown): string =>
  typeof tab === "string" && tab.length > 0 && tab.length <= 32 ? tab : randomUUID();

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
