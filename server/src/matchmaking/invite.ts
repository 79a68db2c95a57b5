/**
 * One private room. It belongs to the host's tab, not to its connection: whoever shares a link on a
 * phone leaves the page to do so. It is `waiting` until both are here at the same time, then
 * `playing` until its match is done with, then `over` for a while, so that the link can say so.
 * Pure: time is an argument (ms, any origin).
 */

import type { InviteAnswer } from "@quickpong/shared/protocol/http-answers.ts";
import type { Rules } from "@quickpong/shared/rules.ts";

/** Rooms nobody joins close after this (ms), or this long after their host was last here. */
export const OPEN_FOR = 15 * 60_000;
export const HOST_AWAY_FOR = 5 * 60_000;
/** How long a link knows that its room is over (ms). */
export const REMEMBERED_FOR = 60 * 60_000;

/** Somebody with a connection to the lobby. */
export interface Visitor {
  /** This visit; unique. */
  id: string;
  /** The same tab is the same player. */
  player: string;
  /** Shown name. */
  name: string;
}

export interface Invite {
  readonly code: string;
  readonly rules: Rules;
  /** Who has the code may watch. */
  watch: boolean;
  phase: "waiting" | "playing" | "over";
  readonly host: Visitor;
  hostHere: boolean;
  guest: Visitor | undefined;
  /** When its phase ends by itself (ms). */
  ends: number;
  readonly openUntil: number;
  /** The match's room, once there is one. */
  roomId: string | undefined;
}

/** A room whose host has just opened it. */
export function newInvite(
  code: string,
  host: Visitor,
  { rules, watch }: Pick<Invite, "rules" | "watch">,
  now: number,
): Invite {
  const openUntil = now + OPEN_FOR;
  return {
    code,
    rules,
    watch,
    phase: "waiting",
    host: { ...host },
    hostHere: true,
    guest: undefined,
    ends: openUntil,
    openUntil,
    roomId: undefined,
  };
}

/** Why `visitor` can't come in; undefined when they can. */
export function refusalOf(
  invite: Invite,
  { player }: Visitor,
  now: number,
): "full" | "over" | undefined {
  const { phase, ends, host, guest } = invite;
  if (phase === "over" || now >= ends) return "over";
  if (phase === "playing") return "full";
  const taken = guest !== undefined && guest.player !== player && host.player !== player;
  return taken ? "full" : undefined;
}

/** They come in, as host or as guest. Returns the same tab's visit before, which this one replaces. */
export function admit(invite: Invite, visitor: Visitor): string | undefined {
  const { host, hostHere, guest } = invite;
  if (host.player !== visitor.player) {
    invite.guest = { ...visitor };
    return guest?.id;
  }
  const before = hostHere ? host.id : undefined;
  Object.assign(host, visitor);
  invite.hostHere = true;
  invite.ends = invite.openUntil;
  return before;
}

/** The host is gone, for a while or for good. */
export function missHost(invite: Invite, now: number): void {
  invite.hostHere = false;
  invite.ends = Math.min(invite.ends, now + HOST_AWAY_FOR);
}

/** What its link says, without joining. */
export function answerOf(invite: Invite, now: number): InviteAnswer {
  const { phase, ends, host, hostHere, guest, rules, watch } = invite;
  if (phase === "over" || now >= ends) return { state: "over" };
  if (!guest) return { state: "waiting", host: host.name, hostHere, rules, watch };
  return { state: "full", players: [host.name, guest.name], rules, watch };
}
