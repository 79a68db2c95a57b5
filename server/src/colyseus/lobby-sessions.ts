/** Who is connected to this process's lobby, and what they wait for at the desk, wherever that is. */
import { type Client, CloseCode, matchMaker } from "@colyseus/core";
import {
  CloseReason,
  type InviteStatus,
  LobbyMessage,
  type MatchOffer,
} from "@quickpong/shared/protocol/messages.ts";
import type { MatchmakerClient } from "../cluster/cluster.ts";
import type { JoinRequest, Notice } from "../matchmaking/matchmaker.ts";
import type { Offer } from "../matchmaking/offers.ts";
import type { Seat } from "./switch-room.ts";

/** Who has not left this long after an offer, or not confirmed joining, is shown out (ms). */
const PATIENCE = 15_000;
/** Between two looks no more than this counts (ms). */
const LOOK_MAX = 2000;
/**
 * So long after another desk took over, all hosts have come to it; and so long after somebody was not told
 * of a match, it is void, and their private room open again (ms).
 */
const SETTLED_AFTER = 7000;

interface LobbySession {
  client: Client;
  /** As the desk gets to know them. */
  coming: JoinRequest;
  /** When they came (ms). */
  since: number;
  /** When the desk got them last (ms); NaN when it has not. */
  enteredAt: number;
  /** The desk changed, or did not know them any more, while they waited (ms). */
  unsettledAt: number;
  /** Since when there is nothing they wait for (ms); undefined while they wait. */
  idleSince: number | undefined;
  /** What they were offered last, if it is in this process. */
  seat: Seat | undefined;
}

export class LobbySessions {
  /** How it is going, as the desk said last. */
  queue = { waiting: 0, usualWait: 0 };
  readonly #desk: () => MatchmakerClient;
  readonly #visits = new Map<string, LobbySession>();
  /** When it was last asked who stays for nothing (ms). */
  #lookedAt = performance.now();

  constructor(desk: () => MatchmakerClient) {
    this.#desk = desk;
  }

  /** Somebody is connected; they wait once they have confirmed it. */
  add(client: Client, coming: JoinRequest): void {
    const now = performance.now();
    const never = Number.NEGATIVE_INFINITY;
    const times = { since: now, enteredAt: Number.NaN, unsettledAt: never, idleSince: now };
    this.#visits.set(coming.id, { client, coming, ...times, seat: undefined });
  }

  /** They wait from now on; false when they are not known. */
  wait(id: string): boolean {
    const visit = this.#visits.get(id);
    if (!visit) return false;
    visit.idleSince = undefined;
    this.#enter(visit);
    return true;
  }

  remove(id: string, onPurpose: boolean): void {
    this.#visits.delete(id);
    this.#desk().leave(id, onPurpose);
  }

  /** What the desk has to say to somebody who may have gone meanwhile. */
  tell(id: string, notice: Notice): void {
    const visit = this.#visits.get(id);
    if (!visit) return;
    if ("close" in notice) return this.#turnAway(visit, notice.close);
    const { type, content } = notice;
    if (type === LobbyMessage.found) return this.#offer(visit, content as Offer);
    if (type === LobbyMessage.invite) remember(visit.coming, content as InviteStatus);
    visit.client.send(type, content);
  }

  /** The seat that somebody was offered in this process and has not asked for yet. */
  claimSeat(id: string): Seat | undefined {
    const visit = this.#visits.get(id);
    const seat = visit?.seat;
    if (visit) visit.seat = undefined;
    return seat;
  }

  /** Another desk looks after everybody; hosts go first, for guests look for their rooms. */
  moved(): void {
    const now = performance.now();
    const waiting = [...this.#visits.values()].filter(isWaiting);
    for (const visit of waiting) visit.unsettledAt = now;
    for (const visit of waiting) if (visit.coming.host) this.#enter(visit);
    for (const visit of waiting) if (!visit.coming.host) this.#enter(visit);
  }

  /** Called every second: shows out who stays for nothing. */
  showOut(): void {
    const now = performance.now();
    // What came in while the process was stopped is read only after this.
    const missed = Math.max(0, now - this.#lookedAt - LOOK_MAX);
    this.#lookedAt = now;
    for (const visit of this.#visits.values()) {
      if (visit.idleSince === undefined) continue;
      visit.idleSince += missed;
      if (now - visit.idleSince > PATIENCE) visit.client.leave(CloseCode.NORMAL_CLOSURE);
    }
  }

  /** Has the desk call the roll, and brings it whom it doesn't know. */
  async roll(): Promise<void> {
    const asked = performance.now();
    try {
      const { missing, ...queue } = await this.#desk().roll([...this.#visits.keys()]);
      this.queue = queue;
      const unknown = new Set(missing);
      for (const [id, visit] of this.#visits) {
        // Whom it didn't know when it was asked, and who has not come to it since.
        const lost = unknown.has(id) && visit.enteredAt < asked;
        if (!isWaiting(visit)) continue;
        if (lost) visit.unsettledAt = performance.now();
        if (lost || Number.isNaN(visit.enteredAt)) this.#enter(visit);
      }
    } catch {
      // The desk's process does not answer; there will be another one.
    }
  }

  #enter(visit: LobbySession): void {
    visit.enteredAt = performance.now();
    visit.coming.waited = visit.enteredAt - visit.since;
    this.#desk().enter(visit.coming);
  }

  #offer(visit: LobbySession, offer: Offer): void {
    const seat = offer.reservation as Seat;
    const here = matchMaker.getLocalRoomById(seat.roomId) !== undefined;
    visit.idleSince = performance.now();
    visit.seat = here ? seat : undefined;
    visit.client.send(LobbyMessage.found, { ...offer, here } satisfies MatchOffer);
  }

  #turnAway(visit: LobbySession, reason: number): void {
    const unsettled = performance.now() - visit.unsettledAt < SETTLED_AFTER;
    // Their host may come after them, and the other of a pair waits in a match that they never heard of.
    const passes = reason === CloseReason.inviteUnknown || reason === CloseReason.inviteFull;
    if (passes && unsettled) visit.enteredAt = Number.NaN;
    else visit.client.leave(reason);
  }
}

const isWaiting = ({ idleSince }: LobbySession): boolean => idleSince === undefined;

/** The room is theirs, under this code and by these rules, at whatever desk. */
function remember(coming: JoinRequest, { code, role, rules, watch }: InviteStatus): void {
  coming.code = code;
  const { pointsToWin, pace } = rules;
  if (role === "host") coming.host = { pointsToWin, pace, own: rules, watch };
}
