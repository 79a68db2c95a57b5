/** Colyseus's side of the lobby: connections of all who look for an opponent, for the desk. */
import { randomBytes, randomInt } from "node:crypto";
import { type Client, CloseCode } from "@colyseus/core";
import { BOT_LEVELS } from "@quickpong/shared/bot.ts";
import {
  CloseReason,
  type InviteStatus,
  type LobbyJoinOptions,
  LobbyMessage,
  LobbyRequest,
  type LobbyStatus,
} from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { strike } from "../edge/message-guard.ts";
import type { Coming, Notice } from "../lobby/desk.ts";
import { shownName } from "../lobby/names.ts";
import type { Hall, Services } from "../services.ts";
import { BaseRoom, Refusal } from "./base-room.ts";

/** How often the lobby says that it is alive (ms). */
const STATUS_EVERY = 1000;
/** Who has not left this long after an offer, or not confirmed joining, is shown out (ms). */
const PATIENCE = 15_000;
/** So long after another desk took over, all hosts have come to it (ms). */
const SETTLED_AFTER = 5000;

interface Visit {
  client: Client;
  /** As the desk gets to know them. */
  coming: Coming;
  /** When they came (ms). */
  since: number;
  /** When the desk got them last (ms); NaN when it has not. */
  enteredAt: number;
  /** The desk changed while they waited (ms). */
  movedAt: number;
  /** Since when there is nothing they wait for (ms); undefined while they wait. */
  idleSince: number | undefined;
}

export class LobbyRoom extends BaseRoom {
  override autoDispose = false;
  override seatReservationTimeout = 10;
  #services!: Services;
  readonly #visits = new Map<string, Visit>();
  /** How it is going, as the desk said last. */
  #queue = { waiting: 0, usualWait: 0 };
  #timer: NodeJS.Timeout | undefined;

  override onCreate({ services }: { services: Services }) {
    this.#services = services;
    Object.assign(services.hall, {
      tell: (id: string, notice: Notice) => this.#tell(id, notice),
      moved: () => this.#moved(),
    } satisfies Hall);
    this.onMessage(LobbyRequest.bot, ({ sessionId }, level: unknown) => {
      const wanted = BOT_LEVELS[Number(level)];
      if (wanted) services.cluster.desk.bot(sessionId, wanted);
    });
    this.onMessage(LobbyRequest.watch, ({ sessionId }, watch: unknown) => {
      const { host } = this.#visits.get(sessionId)?.coming ?? {};
      if (host) host.watch = watch === true;
      services.cluster.desk.consent(sessionId, watch === true);
    });
    this.onMessage("*", (client) => strike(client));
    this.#timer = setInterval(() => void this.#everySecond(), STATUS_EVERY);
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
    const player = playerOf(options.tab);
    const { ticket, host, code, address } = options;
    const coming: Coming = {
      id: client.sessionId,
      player,
      name: shownName(options.name, `Player ${randomInt(1, 100)}`),
      waited: 0,
      keys: { tab: player, address },
      ticket,
      host: isObject(host) ? { ...host } : undefined,
      code,
    };
    const never = Number.NEGATIVE_INFINITY;
    const times = { since: now, enteredAt: Number.NaN, movedAt: never, idleSince: now };
    this.#visits.set(client.sessionId, { client, coming, ...times });
  }

  protected override onAcknowledged({ sessionId }: Client) {
    const visit = this.#visits.get(sessionId);
    if (!visit) return;
    visit.idleSince = undefined;
    this.#enter(visit);
    if (visit.idleSince === undefined) this.#services.gate.arrived(sessionId);
    visit.client.send(LobbyMessage.status, this.#status());
  }

  /** There is no `onDrop`: whoever closes the tab is gone at once and leaves no ghost. */
  override onLeave({ sessionId }: Client, code?: number) {
    this.#services.gate.arrived(sessionId);
    this.#visits.delete(sessionId);
    this.#services.cluster.desk.leave(sessionId, code === CloseCode.CONSENTED);
  }

  override onDispose() {
    clearInterval(this.#timer);
  }

  override onBeforeShutdown() {
    void this.disconnect(CloseReason.shutdown);
  }

  protected override onFailure(error: unknown, where: string) {
    this.#services.log.error({ where, err: error }, "lobby failed");
  }

  #enter(visit: Visit): void {
    visit.enteredAt = performance.now();
    visit.coming.waited = visit.enteredAt - visit.since;
    this.#services.cluster.desk.enter(visit.coming);
  }

  /** What the desk has to say to somebody who may have gone meanwhile. */
  #tell(id: string, notice: Notice): void {
    const visit = this.#visits.get(id);
    if (!visit) return;
    const now = performance.now();
    if ("close" in notice) {
      const { close } = notice;
      // After a move a guest may be there before their host.
      const early = close === CloseReason.inviteUnknown && now - visit.movedAt < SETTLED_AFTER;
      if (early) visit.enteredAt = Number.NaN;
      else visit.client.leave(close);
      return;
    }
    const { type, content } = notice;
    if (type === LobbyMessage.found) visit.idleSince = now;
    // The room is theirs under this code wherever they go.
    if (type === LobbyMessage.invite) visit.coming.code = (content as InviteStatus).code;
    visit.client.send(type, content);
  }

  /** Another desk looks after everybody; hosts go first, for guests look for their rooms. */
  #moved(): void {
    const now = performance.now();
    const waiting = [...this.#visits.values()].filter(isWaiting);
    for (const visit of waiting) visit.movedAt = now;
    for (const visit of waiting) if (visit.coming.host) this.#enter(visit);
    for (const visit of waiting) if (!visit.coming.host) this.#enter(visit);
  }

  async #everySecond(): Promise<void> {
    const { desk } = this.#services.cluster;
    const now = performance.now();
    for (const visit of this.#visits.values()) {
      const { client, idleSince } = visit;
      if (idleSince !== undefined && now - idleSince > PATIENCE)
        client.leave(CloseCode.NORMAL_CLOSURE);
    }
    try {
      const { missing, waiting, usualWait } = await desk.roll([...this.#visits.keys()]);
      this.#queue = { waiting, usualWait };
      const unknown = new Set(missing);
      for (const [id, visit] of this.#visits) {
        // Whom it didn't know when it was asked, and who has not come to it since.
        const lost = unknown.has(id) && visit.enteredAt < now;
        if (isWaiting(visit) && (lost || Number.isNaN(visit.enteredAt))) this.#enter(visit);
      }
    } catch {
      // The desk's process does not answer; there will be another one.
    }
    if (this.clients.length > 0) this.broadcast(LobbyMessage.status, this.#status());
  }

  #status(): LobbyStatus {
    const { cluster } = this.#services;
    const { waiting, usualWait } = cluster.desk.queue() ?? this.#queue;
    return { online: cluster.online(), waiting: Math.max(1, waiting), usualWait };
  }
}

const isWaiting = ({ idleSince }: Visit): boolean => idleSince === undefined;

/** The tab's own id, or a fresh one for a client that says none. */
const playerOf = (tab: unknown): string =>
  typeof tab === "string" && tab.length > 0 && tab.length <= 32
    ? tab
    : randomBytes(12).toString("base64url");

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
