/**
 * All private rooms: a host opens one, a guest comes with its code, the two are paired. Pure: time is
 * an argument (ms, any origin), randomness too.
 */

import type { InviteAnswer } from "@quickpong/shared/protocol/http-answers.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import {
  admit,
  answerOf,
  HOST_AWAY_FOR,
  type Invite,
  missHost,
  newInvite,
  REMEMBERED_FOR,
  refusalOf,
  type Visitor,
} from "./invite.ts";
import { isDecent, newCode } from "./new-code.ts";

/** Rooms kept: beyond that those that are over or deserted are forgotten, and then nobody can open one. */
export const INVITES_MAX = 10_000;

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
    const earlier = this.waitingOf(host.player);
    if (earlier) this.#close(earlier, now);
    if (this.#byCode.size >= INVITES_MAX && !this.#forgetOne()) return undefined;
    let code = wanted && isDecent(wanted) ? wanted : newCode(this.#random);
    while (this.#byCode.has(code)) code = newCode(this.#random);
    const invite = newInvite(code, host, { rules, watch }, now);
    this.#byCode.set(code, invite);
    this.#byVisit.set(host.id, code);
    this.#byHost.set(host.player, code);
    return invite;
  }

  /** Somebody comes with a code. When both are here, `pair` is next. */
  come(code: string, visitor: Visitor, now: number): Coming {
    const invite = this.#byCode.get(code);
    if (!invite) return { kind: "unknown" };
    const refusal = refusalOf(invite, visitor, now);
    if (refusal) return { kind: refusal };
    const replaced = admit(invite, visitor);
    if (replaced !== undefined) this.#byVisit.delete(replaced);
    this.#byVisit.set(visitor.id, code);
    return { kind: "in", invite, replaced };
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
    else missHost(invite, now);
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
    if (!invite.hostHere) missHost(invite, now);
    // Visits that came to nothing may end later, when the room is another visit's.
    for (const each of [invite.host, invite.guest]) {
      if (each && !here.includes(each.id)) this.#byVisit.delete(each.id);
    }
    if (invite.guest && !here.includes(invite.guest.id)) invite.guest = undefined;
  }

  /** It can't go on: it is over before a match. */
  expel(invite: Invite, now: number): void {
    if (invite.phase === "waiting") this.#close(invite, now);
  }

  /** The room that this tab has opened and nobody plays in yet. */
  waitingOf(player: string): Invite | undefined {
    return this.#byCode.get(this.#byHost.get(player) ?? "");
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
    return invite ? answerOf(invite, now) : { state: "unknown" };
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

  /** Makes room by forgetting a room that is over, or one in which nobody waits; false when none is. */
  #forgetOne(): boolean {
    const all = [...this.#byCode.values()];
    const gone = all.find(({ phase }) => phase === "over") ?? all.find(isDeserted);
    if (!gone) return false;
    if (gone.phase === "waiting") this.#byHost.delete(gone.host.player);
    return this.#byCode.delete(gone.code);
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

/** Its host is away, and nobody waits in it. */
const isDeserted = ({ phase, hostHere, guest }: Invite): boolean =>
  phase === "waiting" && !hostHere && !guest;
