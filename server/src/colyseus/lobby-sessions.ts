/** The connections to this process's lobby, and what each waits for. */
import { randomInt } from "node:crypto";
import { type Client, CloseCode, matchMaker } from "@colyseus/core";
import {
  CloseReason,
  type CloseReasonCode,
  type InviteStatus,
  LobbyMessage,
  type MatchOffer,
} from "@quickpong/shared/protocol/messages.ts";
import type {
  JoinRequest,
  LobbyNotifier,
  MatchmakerClient,
  Notice,
  Offer,
  QueueStatus,
} from "../matchmaking/matchmaker.ts";
import type { Recognized } from "../players/recognition.ts";
import type { SeatReservation } from "./switch-room.ts";

/** A client that has not left this long after an offer, or not confirmed joining, is disconnected (ms). */
const IDLE_MAX = 15_000;
/** Between two checks no more than this counts as idle (ms). */
const CHECK_MAX = 2000;
/**
 * So long after another matchmaker took over, all hosts have come to it; and so long after a player was not
 * told of a match, it is void, and their private match open again (ms).
 */
const SETTLED_AFTER = 7000;

/** What a session waits for; times in ms. */
type SessionState =
  /** The client has not confirmed that it joined. */
  | { readonly kind: "joining"; idleSince: number }
  /** The matchmaker got the player at `enteredAt`. */
  | { readonly kind: "waiting"; readonly enteredAt: number }
  /** The matchmaker got the player again, after it changed or had lost them at `unsettledAt`. */
  | { readonly kind: "unsettled"; readonly enteredAt: number; readonly unsettledAt: number }
  /** Turned away while unsettled: the player comes to the matchmaker again at the next reconciliation. */
  | { readonly kind: "retrying"; readonly unsettledAt: number }
  /** The player was offered a seat in this process and has not taken it. */
  | { readonly kind: "offered"; readonly seat: SeatReservation; idleSince: number }
  /** The seat is taken, or in another process: the connection is about to close. */
  | { readonly kind: "leaving"; idleSince: number };

interface LobbySession {
  readonly client: Client;
  /** Since when the player has been connected (ms). */
  readonly since: number;
  /** As the matchmaker gets to know the player. */
  request: JoinRequest;
  readonly recognized: Promise<Recognized>;
  state: SessionState;
}

export class LobbySessions implements LobbyNotifier {
  /** The queue as the matchmaker last described it. */
  queue: QueueStatus = { waiting: 0, usualWait: 0 };
  readonly #processId: string;
  readonly #matchmaker: () => MatchmakerClient;
  readonly #sessions = new Map<string, LobbySession>();
  /** When idle sessions were last looked for (ms). */
  #checkedAt = performance.now();

  /** The sessions of process `processId`. */
  constructor(processId: string, matchmaker: () => MatchmakerClient) {
    this.#processId = processId;
    this.#matchmaker = matchmaker;
  }

  /** A client has connected; its player waits once the client has confirmed it and it is known who it is. */
  add(client: Client, request: JoinRequest, recognized: Promise<Recognized>): void {
    const since = performance.now();
    const state: SessionState = { kind: "joining", idleSince: since };
    this.#sessions.set(request.id, { client, since, request, recognized, state });
  }

  /** The client has confirmed joining, and its player waits from now on; false for an unknown one. */
  confirm(id: string): boolean {
    const session = this.#sessions.get(id);
    void session?.recognized.then((who) => {
      if (this.#sessions.get(id) !== session) return;
      session.request = withIdentity(session.request, who);
      this.#enter(session);
    });
    return session !== undefined;
  }

  /** Has something done for a player once the matchmaker has heard of them: at once in nearly all cases. */
  whenWaiting(id: string, act: () => void): void {
    void this.#sessions.get(id)?.recognized.then(act);
  }

  /** The player begins to play a bot in their page, or has done with it. */
  setAskFirst(id: string, askFirst: boolean): void {
    const session = this.#sessions.get(id);
    if (!session) return;
    session.request = { ...session.request, askFirst };
    this.#matchmaker().setAskFirst(id, askFirst);
  }

  /** The connection has closed; `onPurpose` unless it was lost. */
  remove(id: string, onPurpose: boolean): void {
    this.#sessions.delete(id);
    this.#matchmaker().leave(id, onPurpose);
  }

  /** Passes a notice of the matchmaker on to a client that may have gone meanwhile. */
  notify(id: string, notice: Notice): void {
    const session = this.#sessions.get(id);
    if (!session) return;
    if ("close" in notice) return this.#turnAway(session, notice.close);
    const { type, content } = notice;
    if (type === LobbyMessage.found) return this.#offer(session, content);
    if (type === LobbyMessage.invite) session.request = withInvite(session.request, content);
    session.client.send(type, content);
  }

  /** The seat that the player was offered in this process; undefined when there is none, or it was claimed. */
  claimSeat(id: string): SeatReservation | undefined {
    const session = this.#sessions.get(id);
    if (session?.state.kind !== "offered") return undefined;
    const { seat, idleSince } = session.state;
    session.state = { kind: "leaving", idleSince };
    return seat;
  }

  /** Announces all waiting players to the matchmaker that is there now: hosts first, for guests look for their invites. */
  matchmakerMoved(): void {
    const unsettledAt = performance.now();
    const waiting = [...this.#sessions.values()].filter(({ state }) => isWaiting(state));
    for (const session of waiting) if (session.request.host) this.#enter(session, unsettledAt);
    for (const session of waiting) if (!session.request.host) this.#enter(session, unsettledAt);
  }

  /** Disconnects clients that stay for nothing; to be called every second. */
  disconnectIdle(): void {
    const now = performance.now();
    // Messages that came in while the process was stopped are read only after this.
    const missed = Math.max(0, now - this.#checkedAt - CHECK_MAX);
    this.#checkedAt = now;
    for (const { client, state } of this.#sessions.values()) {
      if (!("idleSince" in state)) continue;
      state.idleSince += missed;
      if (now - state.idleSince > IDLE_MAX) client.leave(CloseCode.NORMAL_CLOSURE);
    }
  }

  /** Compares players with the matchmaker, and announces those whom it doesn't know. */
  async reconcile(): Promise<void> {
    const askedAt = performance.now();
    try {
      const waiting = [...this.#sessions].filter(([, { state }]) => isWaiting(state));
      const ids = waiting.map(([id]) => id);
      const { missing, ...queue } = await this.#matchmaker().reconcile(this.#processId, ids);
      this.queue = queue;
      const unknown = new Set(missing);
      for (const [id, session] of this.#sessions) {
        const { state } = session;
        if (state.kind === "retrying") this.#enter(session, state.unsettledAt);
        // A player who was announced after the question is not missing.
        else if (isWaiting(state) && unknown.has(id) && state.enteredAt < askedAt)
          this.#enter(session, performance.now());
      }
    } catch {
      // The matchmaker's process does not answer; there will be another one.
    }
  }

  /** Announces the player to the matchmaker. */
  #enter(session: LobbySession, unsettledAt?: number): void {
    const enteredAt = performance.now();
    session.state =
      unsettledAt === undefined
        ? { kind: "waiting", enteredAt }
        : { kind: "unsettled", enteredAt, unsettledAt };
    session.request = { ...session.request, waited: enteredAt - session.since };
    this.#matchmaker().enter(session.request);
  }

  #offer(session: LobbySession, offer: Offer): void {
    // Another offer came before: of the matchmaker that was there then.
    if (!isWaiting(session.state)) return;
    const seat = offer.reservation as SeatReservation;
    const sameProcess = matchMaker.getLocalRoomById(seat.roomId) !== undefined;
    const idleSince = performance.now();
    session.state = sameProcess
      ? { kind: "offered", seat, idleSince }
      : { kind: "leaving", idleSince };
    session.client.send(LobbyMessage.found, {
      ...offer,
      sameProcess: sameProcess,
    } satisfies MatchOffer);
  }

  #turnAway(session: LobbySession, reason: CloseReasonCode): void {
    const { state } = session;
    const unsettled =
      "unsettledAt" in state && performance.now() - state.unsettledAt < SETTLED_AFTER;
    // The host may come later, and the other of a pair may wait in a match that this player never heard of.
    const mayPass = reason === CloseReason.inviteUnknown || reason === CloseReason.inviteFull;
    if (mayPass && unsettled) session.state = { kind: "retrying", unsettledAt: state.unsettledAt };
    else session.client.leave(reason);
  }
}

type WaitingState = Exclude<SessionState, { idleSince: number }>;
const isWaiting = (state: SessionState): state is WaitingState => !("idleSince" in state);

/** Players who say no name have the one that they had last. */
function withIdentity(
  request: JoinRequest,
  { identity, account, player }: Recognized,
): JoinRequest {
  const name = request.name || player?.name || `Player ${randomInt(1, 100)}`;
  return { ...request, name, identity, account, rating: player?.rating };
}

/** The request of a player in a private match: whichever matchmaker gets it finds the match, or opens it. */
function withInvite(request: JoinRequest, { code, role, rules, watch }: InviteStatus): JoinRequest {
  if (role !== "host") return { ...request, code };
  const { pointsToWin, pace } = rules;
  return { ...request, code, host: { pointsToWin, pace, own: rules, watch } };
}
