/**
 * Private rooms: a host opens one, a guest comes with its code, the two are paired. Pure: time is an
 * argument (ms, any origin), randomness too.
 *
 * A room belongs to the host's tab, not to its connection: whoever shares a link on a phone leaves
 * the page to do so. It is `waiting` until both are here at the same time, then `playing` until its
 * match is done with, then `over` for a while, so that the link can say so.
 */
import type { Rules } from "@quickpong/shared/match.ts";
import type { InviteAnswer } from "@quickpong/shared/protocol/http-answers.ts";
import { isDecent, newCode } from "./new-code.ts";

/** Rooms nobody joins close after this (ms), or this long after their host was last here. */
export const OPEN_FOR = 15 * 60_000;
export const HOST_AWAY_FOR = 5 * 60_000;
/** How long a link knows that its room is over (ms). */
export const REMEMBERED_FOR = 60 * 60_000;
/** Rooms kept: beyond that those that are over are forgotten, and then nobody can open one. */
export const INVITES_MAX = 10_000;

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

export type Coming =
  /** `replaced`: an earlier visit of the same tab, whose connection can go. */
  | { kind: "in"; invite: Invite; replaced: string | undefined }
  | { kind: "full" | "over" | "unknown" };

export class Invites {
  readonly #random: () => number;
  readonly #byCode = new Map<string, Invite>();
  /** Codes by the ids of visits. */
  readonly #byVisit = new Map<string, string>();
  /** Codes of waiting rooms by their hosts' tabs. */
  readonly #byHost = new Map<string, string>();

  /** `random` in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * Opens a room; undefined when there are too many. A tab has one: its earlier one is over. With
   * `wanted` it is a room that was lost with its process and has this code again.
   */
  open(host: Visitor, rules: Rules, watch: boolean, now: number, wanted = ""): Invite | undefined {
    const earlier = this.#byCode.get(this.#byHost.get(host.player) ?? "");
    if (earlier) this.#close(earlier, now);
    if (this.#byCode.size >= INVITES_MAX && !this.#forgetOne()) return undefined;
    let code = wanted && isDecent(wanted) ? wanted : newCode(this.#random);
    while (this.#byCode.has(code)) code = newCode(this.#random);
    const openUntil = now + OPEN_FOR;
    const invite: Invite = {
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
    this.#byCode.set(code, invite);
    this.#byVisit.set(host.id, code);
    this.#byHost.set(host.player, code);
    return invite;
  }

  /** Somebody comes with a code. When both are here, `pair` is next. */
  come(code: string, visitor: Visitor, now: number): Coming {
    const invite = this.#byCode.get(code);
    if (!invite) return { kind: "unknown" };
    if (invite.phase === "over" || now >= invite.ends) return { kind: "over" };
    if (invite.phase === "playing") return { kind: "full" };
    const isHost = invite.host.player === visitor.player;
    if (!isHost && invite.guest && invite.guest.player !== visitor.player) return { kind: "full" };
    const before = isHost ? (invite.hostHere ? invite.host.id : undefined) : invite.guest?.id;
    if (before !== undefined) this.#byVisit.delete(before);
    this.#byVisit.set(visitor.id, code);
    if (isHost) {
      Object.assign(invite.host, visitor);
      invite.hostHere = true;
      invite.ends = invite.openUntil;
    } else {
      invite.guest = { ...visitor };
    }
    return { kind: "in", invite, replaced: before };
  }

  /** Takes host and guest out to play when both are here. */
  pair(invite: Invite): [Visitor, Visitor] | undefined {
    const { host, guest } = invite;
    if (invite.phase !== "waiting" || !invite.hostHere || !guest) return undefined;
    invite.phase = "playing";
    invite.ends = Number.POSITIVE_INFINITY;
    this.#byHost.delete(host.player);
    return [{ ...host }, guest];
  }

  /** The visit is over; the host closes the room by leaving it on purpose before the match. */
  leave(visit: string, onPurpose: boolean, now: number): Invite | undefined {
    const invite = this.of(visit);
    this.#byVisit.delete(visit);
    if (invite?.phase !== "waiting") return undefined;
    if (invite.guest?.id === visit) invite.guest = undefined;
    else if (onPurpose) this.#close(invite, now);
    else this.#missHost(invite, now);
    return invite;
  }

  /** Nothing came of a pair: both may come in again. Who is not among `here` has gone meanwhile. */
  reopen(invite: Invite, here: readonly string[], now: number): void {
    if (invite.phase !== "playing") return;
    // The host has opened another room since.
    if (this.#byHost.has(invite.host.player)) return this.#close(invite, now);
    invite.phase = "waiting";
    invite.roomId = undefined;
    invite.ends = Math.max(invite.openUntil, now + HOST_AWAY_FOR);
    this.#byHost.set(invite.host.player, invite.code);
    invite.hostHere = here.includes(invite.host.id);
    if (!invite.hostHere) this.#missHost(invite, now);
    if (invite.guest && !here.includes(invite.guest.id)) invite.guest = undefined;
  }

  /** It can't go on: it is over before a match. */
  expel(invite: Invite, now: number): void {
    if (invite.phase === "waiting") this.#close(invite, now);
  }

  /** The match is done with. */
  finish(invite: Invite, now: number): void {
    if (invite.phase === "playing") this.#close(invite, now);
  }

  /** The room of this visit, if it is in one. */
  of(visit: string): Invite | undefined {
    return this.#byCode.get(this.#byVisit.get(visit) ?? "");
  }

  get(code: string): Invite | undefined {
    return this.#byCode.get(code);
  }

  /** Rooms whose match has not begun are another process's affair from now on. */
  giveUpWaiting(): void {
    for (const { phase, code, host } of this.#byCode.values()) {
      if (phase !== "waiting") continue;
      this.#byCode.delete(code);
      this.#byHost.delete(host.player);
    }
  }

  /** What the link says, without joining. */
  answer(code: string, now: number): InviteAnswer {
    const invite = this.#byCode.get(code);
    if (!invite) return { state: "unknown" };
    const { host, hostHere, guest, rules, watch } = invite;
    if (invite.phase === "over" || now >= invite.ends) return { state: "over" };
    if (!guest) return { state: "waiting", host: host.name, hostHere, rules, watch };
    return { state: "full", players: [host.name, guest.name], rules, watch };
  }

  /** Closes what is out of time and forgets what is long over. Returns the visits that can go. */
  expire(now: number): string[] {
    const out: string[] = [];
    for (const invite of this.#byCode.values()) {
      if (now < invite.ends) continue;
      if (invite.phase === "over") {
        this.#byCode.delete(invite.code);
        continue;
      }
      if (invite.hostHere) out.push(invite.host.id);
      if (invite.guest) out.push(invite.guest.id);
      this.#close(invite, now);
    }
    return out;
  }

  /** Makes room by forgetting a room that is over; false when none is. */
  #forgetOne(): boolean {
    const over = [...this.#byCode.values()].find(({ phase }) => phase === "over");
    return over !== undefined && this.#byCode.delete(over.code);
  }

  #missHost(invite: Invite, now: number): void {
    invite.hostHere = false;
    invite.ends = Math.min(invite.ends, now + HOST_AWAY_FOR);
  }

  #close(invite: Invite, now: number): void {
    invite.phase = "over";
    invite.ends = now + REMEMBERED_FOR;
    if (this.#byHost.get(invite.host.player) === invite.code) {
      this.#byHost.delete(invite.host.player);
    }
    this.#byVisit.delete(invite.host.id);
    if (invite.guest) this.#byVisit.delete(invite.guest.id);
  }
}
