/**
 * The invite to a private match. It belongs to the host's tab, not to its connection: a host who shares a
 * link on a phone leaves the page to do so. It is `waiting` until both are here at the same time, then
 * `playing` until its match has ended, then `over` for a while, so that the link can say so. Pure: time is
 * an argument (ms, any origin).
 */

import type { InviteAnswer } from "@quickpong/shared/protocol/http-answers.ts";
import type { Rules } from "@quickpong/shared/rules.ts";

/** An invite that nobody joins closes after this (ms), or this long after its host was last here. */
export const OPEN_FOR = 15 * 60_000;
export const HOST_AWAY_FOR = 5 * 60_000;
/** How long a link knows that its match is over (ms). */
export const REMEMBERED_FOR = 60 * 60_000;

/** A player with a connection to the lobby. */
export interface Participant {
  /** The lobby session; unique. */
  id: string;
  /** The same browser tab is the same player. */
  player: string;
  /** The name that others see. */
  name: string;
}

export interface Invite {
  readonly code: string;
  /** The host may change them while nothing is played. */
  rules: Rules;
  /** Whether people with the code may watch. */
  watch: boolean;
  phase: "waiting" | "playing" | "over";
  readonly host: Participant;
  hostHere: boolean;
  guest: Participant | undefined;
  /** When the phase ends by itself (ms). */
  ends: number;
  openUntil: number;
  /** A match of it has ended: the same two may come back. */
  played: boolean;
  /** The match's room, once there is one. */
  roomId: string | undefined;
}

/** An invite that its host has just opened. */
export function newInvite(
  code: string,
  { id, player, name }: Participant,
  { rules, watch }: Pick<Invite, "rules" | "watch">,
  now: number,
): Invite {
  const openUntil = now + OPEN_FOR;
  return {
    code,
    rules,
    watch,
    phase: "waiting",
    host: { id, player, name },
    hostHere: true,
    guest: undefined,
    ends: openUntil,
    openUntil,
    played: false,
    roomId: undefined,
  };
}

/** Why the player can't join; undefined for a player who can. */
export function refusalOf(
  invite: Invite,
  { player }: Participant,
  now: number,
): "full" | "over" | undefined {
  const { phase, ends, host, guest } = invite;
  if (phase === "over" || now >= ends) return "over";
  if (phase === "playing") return "full";
  const taken = guest !== undefined && guest.player !== player && host.player !== player;
  return taken ? "full" : undefined;
}

/** Lets a player in, as host or as guest. Returns the same tab's earlier session, which this one replaces. */
export function admit(invite: Invite, { id, player, name }: Participant): string | undefined {
  const { host, hostHere, guest } = invite;
  if (host.player !== player) {
    invite.guest = { id, player, name };
    return guest?.id;
  }
  const before = hostHere ? host.id : undefined;
  Object.assign(host, { id, name });
  invite.hostHere = true;
  invite.ends = invite.openUntil;
  return before;
}

/**
 * Whether the player may open the room for another match: one of the two whose match has ended, and the host
 * also once both have left.
 */
export function mayComeBack(
  { played, phase, host, guest }: Invite,
  { player }: Participant,
): boolean {
  if (!played || phase === "waiting") return false;
  if (host.player === player) return true;
  return phase === "playing" && guest?.player === player;
}

/** The host has gone, for a while or for good. */
export function missHost(invite: Invite, now: number): void {
  invite.hostHere = false;
  invite.ends = Math.min(invite.ends, now + HOST_AWAY_FOR);
}

/** What the link says, without joining. */
export function answerOf(invite: Invite, now: number): InviteAnswer {
  const { phase, ends, host, hostHere, guest, rules, watch } = invite;
  if (phase === "over" || now >= ends) return { state: "over" };
  if (!guest) return { state: "waiting", host: host.name, hostHere, rules, watch };
  return { state: "full", players: [host.name, guest.name], rules, watch };
}
