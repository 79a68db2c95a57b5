/** Matches between friends: tells host and guest how things stand, and offers them their match. */

import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import {
  CloseReason,
  type CloseReasonCode,
  type InviteRules,
  type InviteStatus,
  LobbyMessage,
} from "@quickpong/shared/protocol/messages.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { Invite } from "./invite.ts";
import type { Invites } from "./invites.ts";
import type { MatchmakerDependencies } from "./matchmaker.ts";
import { createMatch, sendOffers } from "./offers.ts";
import {
  IDLE,
  inviteOf,
  type PrivateState,
  type QueuedPlayer,
  type QueuedPlayers,
} from "./queued-player.ts";
import { roomRules } from "./room-rules.ts";

const REFUSALS = {
  full: CloseReason.inviteFull,
  over: CloseReason.inviteOver,
  unknown: CloseReason.inviteUnknown,
} as const;

export class PrivateMatches {
  readonly #invites: Invites;
  readonly #players: QueuedPlayers;
  readonly #deps: MatchmakerDependencies;

  /** `players` are the matchmaker's. */
  constructor(invites: Invites, players: QueuedPlayers, deps: MatchmakerDependencies) {
    this.#invites = invites;
    this.#players = players;
    this.#deps = deps;
  }

  /**
   * Opens a private match for its host, or brings the host back to the one with `code`, with other rules if
   * wished. A match that was lost with its process is opened again. `wish` and `code` come from a client and
   * may be anything.
   */
  host(player: QueuedPlayer, wish: Partial<InviteRules>, code?: unknown): void {
    const known = typeof code === "string" ? readCode(code) : "";
    const rules = roomRules(wish);
    if (!rules) return this.#turnAway(player, CloseReason.badRules);
    if (this.#invites.get(known)) return this.join(player, known, rules);
    const earlier = this.#invites.waitingOf(player.player);
    const now = this.#deps.now();
    const invite = this.#invites.open(player, rules, wish.watch === true, now, known);
    if (earlier) this.#clear(earlier);
    if (!invite) return this.#turnAway(player, CloseReason.full);
    player.state = { kind: "hosting", invite };
    this.#tell(invite);
  }

  /** Lets a player in who comes with a code, which may be anything; `rules` are those that a host wishes. */
  join(player: QueuedPlayer, code: unknown, rules?: Rules): void {
    const known = typeof code === "string" ? readCode(code) : "";
    const result = this.#invites.join(known, player, this.#deps.now(), rules);
    if (result.kind !== "in") return this.#turnAway(player, REFUSALS[result.kind]);
    const { invite, replaced } = result;
    this.#turnAway(this.#players.get(replaced ?? ""), CloseReason.takenOver);
    const isHost = invite.host.id === player.id;
    player.state = { kind: isHost ? "hosting" : "invited", invite };
    this.#tell(invite);
    void this.#pair(invite);
  }

  /** The player has gone; `onPurpose` unless the connection was lost. */
  leave(player: QueuedPlayer, onPurpose: boolean): void {
    const invite = inviteOf(player);
    if (!invite || !this.#invites.leave(invite, player.id, onPurpose, this.#deps.now())) return;
    if (invite.phase !== "over") return this.#tell(invite);
    this.#turnAway(this.#players.get(invite.guest?.id ?? ""), CloseReason.inviteOver);
  }

  /** The host says whether the match may be watched. */
  allowSpectators(player: QueuedPlayer, allowed: boolean): void {
    const invite = inviteOf(player);
    if (invite?.host.id !== player.id || invite.phase !== "waiting") return;
    invite.watch = allowed;
    this.#tell(invite);
  }

  /** Closes matches that nobody has joined; to be called now and then. */
  expire(): void {
    for (const id of this.#invites.expire(this.#deps.now())) {
      this.#turnAway(this.#players.get(id), CloseReason.inviteOver);
    }
  }

  async #pair(invite: Invite): Promise<void> {
    const ids = this.#invites.pair(invite)?.map(({ id }) => id) ?? [];
    const [host, guest] = ids.map((id) => this.#players.get(id));
    if (!host || !guest) return;
    const pair = [contender(host), contender(guest)] as const;
    for (const { player } of pair) player.state = { kind: "offered", invite };
    const { rules, code, watch } = invite;
    const match = await createMatch(this.#deps, { rules, code, watch }, pair);
    if (match && sendOffers(this.#deps, this.#players, pair, match)) return;
    this.#reopen(invite, [
      [host, "hosting"],
      [guest, "invited"],
    ]);
  }

  /** Nothing came of a pair: those who are still here wait on. */
  #reopen(invite: Invite, pair: readonly [QueuedPlayer, PrivateState["kind"]][]): void {
    const here = pair.filter(([player]) => this.#players.get(player.id) === player);
    const ids = here.map(([{ id }]) => id);
    this.#invites.reopen(invite, ids, this.#deps.now());
    for (const [player, kind] of here) player.state = { kind, invite };
    const bothAreHere = invite.hostHere && invite.guest !== undefined;
    if (!bothAreHere) return this.#tell(invite);
    // The match could not be made: another try at once would go on for ever.
    this.#invites.expel(invite, this.#deps.now());
    for (const [player] of here) this.#turnAway(player, CloseReason.roomFailed);
  }

  /** The host has opened another private match: nothing will come of this one. */
  #clear({ host, hostHere, guest }: Invite): void {
    this.#turnAway(this.#players.get(guest?.id ?? ""), CloseReason.inviteOver);
    if (hostHere) this.#turnAway(this.#players.get(host.id), CloseReason.takenOver);
  }

  #turnAway(player: QueuedPlayer | undefined, close: CloseReasonCode): void {
    if (!player) return;
    player.state = IDLE;
    this.#deps.network().notify(player.processId, player.id, { close });
  }

  /** Tells host and guest how things stand. */
  #tell(invite: Invite): void {
    const { code, rules, watch, hostHere } = invite;
    const expiresIn = Math.max(0, Math.round((invite.ends - this.#deps.now()) / 1000));
    const common = { code, host: invite.host.name, hostHere, rules, watch, expiresIn };
    if (hostHere) this.#tellOne(invite.host.id, { ...common, role: "host" });
    if (invite.guest) this.#tellOne(invite.guest.id, { ...common, role: "guest" });
  }

  #tellOne(id: string, content: InviteStatus): void {
    const player = this.#players.get(id);
    if (!player) return;
    this.#deps.network().notify(player.processId, id, { type: LobbyMessage.invite, content });
  }
}

const contender = (player: QueuedPlayer) => ({ player, since: player.since });
