/** Private rooms' side of the lobby: tells host and guest how it stands, and has them play. */

import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import {
  CloseReason,
  type CloseReasonCode,
  type InviteRules,
  type InviteStatus,
} from "@quickpong/shared/protocol/messages.ts";
import type { Invite } from "./invite.ts";
import type { Invites } from "./invites.ts";
import { makeOffer, type OfferPort, type QueuedPlayer } from "./offers.ts";
import { roomRules } from "./room-rules.ts";

export interface PrivateMatchesPort extends OfferPort {
  invited(guest: QueuedPlayer, status: InviteStatus): void;
  /** The guest can't stay. */
  turnedAway(guest: QueuedPlayer, reason: CloseReasonCode): void;
}

const REFUSALS = {
  full: CloseReason.inviteFull,
  over: CloseReason.inviteOver,
  unknown: CloseReason.inviteUnknown,
} as const;

export class PrivateMatches {
  readonly #invites: Invites;
  readonly #port: PrivateMatchesPort;
  readonly #guests = new Map<string, QueuedPlayer>();

  constructor(invites: Invites, port: PrivateMatchesPort) {
    this.#invites = invites;
    this.#port = port;
  }

  /**
   * Opens a room for its host, or brings them back to the one with `code`; when that was lost with
   * its process, it is opened again. `wish` and `code` come from a client and may be anything.
   */
  open(guest: QueuedPlayer, wish: Partial<InviteRules>, code?: unknown): void {
    const known = typeof code === "string" ? readCode(code) : "";
    if (this.#invites.get(known)) return this.come(guest, known);
    const rules = roomRules(wish);
    if (!rules) return this.#port.turnedAway(guest, CloseReason.badRules);
    const now = this.#port.now();
    this.#guests.set(guest.id, guest);
    const earlier = this.#invites.waitingOf(guest.player);
    const invite = this.#invites.open(guest, rules, wish.watch === true, now, known);
    if (earlier) this.#clear(earlier);
    if (invite) this.#tell(invite);
    else this.#port.turnedAway(guest, CloseReason.full);
  }

  /** Somebody comes with a code, which may be anything as well. */
  come(guest: QueuedPlayer, code: unknown): void {
    this.#guests.set(guest.id, guest);
    const known = typeof code === "string" ? readCode(code) : "";
    const coming = this.#invites.come(known, guest, this.#port.now());
    if (coming.kind !== "in") return this.#port.turnedAway(guest, REFUSALS[coming.kind]);
    this.#turnAway(coming.replaced, CloseReason.takenOver);
    this.#tell(coming.invite);
    void this.#pair(coming.invite);
  }

  /** The guest's visit is over; `onPurpose` unless the connection was lost. */
  leave(id: string, onPurpose: boolean): void {
    if (!this.#guests.delete(id)) return;
    const invite = this.#invites.leave(id, onPurpose, this.#port.now());
    if (!invite) return;
    if (invite.phase === "over") this.#turnAway(invite.guest?.id, CloseReason.inviteOver);
    else this.#tell(invite);
  }

  /** The host says whether the match may be watched. */
  consent(id: string, watch: boolean): void {
    const invite = this.#invites.of(id);
    if (invite?.host.id !== id) return;
    invite.watch = watch;
    this.#tell(invite);
  }

  /** Closes rooms that nobody has joined; call now and then. */
  expire(): void {
    for (const id of this.#invites.expire(this.#port.now())) {
      this.#turnAway(id, CloseReason.inviteOver);
    }
  }

  async #pair(invite: Invite): Promise<void> {
    const pair = this.#invites.pair(invite)?.map(({ id }) => this.#guests.get(id));
    const [host, guest] = pair ?? [];
    if (!host || !guest) return;
    const { rules, code, watch } = invite;
    const isHere = ({ id }: QueuedPlayer) => this.#guests.has(id);
    if (await makeOffer(this.#port, { rules, code, watch }, [host, guest], isHere)) return;
    this.#invites.reopen(invite, [...this.#guests.keys()], this.#port.now());
    // Both being here, it could not be made: trying again at once would go on for ever.
    const failed = invite.hostHere && invite.guest !== undefined;
    if (!failed) return this.#tell(invite);
    this.#invites.expel(invite, this.#port.now());
    for (const { id } of [host, guest]) this.#turnAway(id, CloseReason.roomFailed);
  }

  /** The room's host has opened another one: nothing will come of this one. */
  #clear({ host, hostHere, guest }: Invite): void {
    this.#turnAway(guest?.id, CloseReason.inviteOver);
    if (hostHere) this.#turnAway(host.id, CloseReason.takenOver);
  }

  #turnAway(id: string | undefined, reason: CloseReasonCode): void {
    const guest = this.#guests.get(id ?? "");
    if (guest) this.#port.turnedAway(guest, reason);
  }

  #tell(invite: Invite): void {
    const { code, rules, watch, hostHere } = invite;
    const expiresIn = Math.max(0, Math.round((invite.ends - this.#port.now()) / 1000));
    const common = { code, host: invite.host.name, hostHere, rules, watch, expiresIn };
    const host = hostHere && this.#guests.get(invite.host.id);
    if (host) this.#port.invited(host, { ...common, role: "host" });
    const guest = this.#guests.get(invite.guest?.id ?? "");
    if (guest) this.#port.invited(guest, { ...common, role: "guest" });
  }
}
