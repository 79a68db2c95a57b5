/**
 * All private matches: a host opens one, a guest joins with its code, and the two are paired. Pure: time is
 * an argument (ms, any origin), and so is randomness.
 */

import type { InviteAnswer } from "@quickpong/shared/protocol/http-answers.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import {
  admit,
  answerOf,
  HOST_AWAY_FOR,
  type Invite,
  mayComeBack,
  missHost,
  newInvite,
  OPEN_FOR,
  type Participant,
  REMEMBERED_FOR,
  refusalOf,
} from "./invite.ts";
import { isDecent, newCode } from "./new-code.ts";

/** Invites kept. Beyond that those that are over or deserted are forgotten, and then nobody can open one. */
export const INVITES_MAX = 10_000;

export type JoinResult =
  /** `replaced`: an earlier session of the same tab, whose connection can go. */
  | { kind: "in"; invite: Invite; replaced: string | undefined }
  | { kind: "full" | "over" | "unknown" };

export class Invites {
  readonly #random: () => number;
  readonly #byCode = new Map<string, Invite>();
  /** Codes of waiting invites by their hosts' tabs. */
  readonly #byHost = new Map<string, string>();

  /** `random` in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * Opens an invite; undefined when there are too many. A tab has one: its earlier one is over. With
   * `wanted` it is an invite that was lost with its process and has this code again.
   */
  open(
    host: Participant,
    rules: Rules,
    watch: boolean,
    now: number,
    wanted = "",
  ): Invite | undefined {
    const earlier = this.waitingOf(host.player);
    if (earlier) this.#close(earlier, now);
    if (this.#byCode.size >= INVITES_MAX && !this.#forgetOne()) return undefined;
    let code = wanted && isDecent(wanted) ? wanted : newCode(this.#random);
    while (this.#byCode.has(code)) code = newCode(this.#random);
    const invite = newInvite(code, host, { rules, watch }, now);
    this.#byCode.set(code, invite);
    this.#byHost.set(host.player, code);
    return invite;
  }

  /** Lets a player in by a code, a host with `rules` of their wish. When both are here, `pair` is next. */
  join(code: string, participant: Participant, now: number, rules?: Rules): JoinResult {
    const invite = this.#byCode.get(code);
    if (!invite) return { kind: "unknown" };
    // A link that is opened again leads to no new match.
    const comesBack = mayComeBack(invite, participant) && (invite.phase === "playing" || rules);
    if (comesBack) this.#renew(invite, now);
    if (rules && invite.phase === "waiting" && invite.host.player === participant.player)
      invite.rules = rules;
    const refusal = refusalOf(invite, participant, now);
    if (refusal) return { kind: refusal };
    return { kind: "in", invite, replaced: admit(invite, participant) };
  }

  /** Takes host and guest out to play when both are here. */
  pair(invite: Invite): [Participant, Participant] | undefined {
    const { host, guest } = invite;
    if (invite.phase !== "waiting" || !invite.hostHere || !guest) return undefined;
    invite.phase = "playing";
    invite.ends = Number.POSITIVE_INFINITY;
    this.#byHost.delete(host.player);
    return [{ ...host }, guest];
  }

  /**
   * The session `id` has ended; a host who leaves on purpose before the match closes the invite. False when
   * that changes nothing: the match has begun, or the session was replaced by a later one.
   */
  leave(invite: Invite, id: string, onPurpose: boolean, now: number): boolean {
    if (invite.phase !== "waiting") return false;
    if (invite.guest?.id === id) invite.guest = undefined;
    else if (!invite.hostHere || invite.host.id !== id) return false;
    else if (onPurpose) this.#close(invite, now);
    else missHost(invite, now);
    return true;
  }

  /** Nothing came of a pair: both may come in again. Sessions that are not in `here` have ended. */
  reopen(invite: Invite, here: readonly string[], now: number): void {
    if (invite.phase !== "playing") return;
    // The host has opened another invite since.
    if (this.#byHost.has(invite.host.player)) return this.#close(invite, now);
    invite.phase = "waiting";
    invite.roomId = undefined;
    invite.ends = Math.max(invite.openUntil, now + HOST_AWAY_FOR);
    this.#byHost.set(invite.host.player, invite.code);
    invite.hostHere = here.includes(invite.host.id);
    if (!invite.hostHere) missHost(invite, now);
    if (invite.guest && !here.includes(invite.guest.id)) invite.guest = undefined;
  }

  /** The match can't be made: the invite is over before a match. */
  expel(invite: Invite, now: number): void {
    if (invite.phase === "waiting") this.#close(invite, now);
  }

  /** The invite of this tab whose match has not begun. */
  waitingOf(player: string): Invite | undefined {
    return this.#byCode.get(this.#byHost.get(player) ?? "");
  }

  /** The match is done with. */
  finish(invite: Invite, now: number): void {
    if (invite.phase === "playing") this.#close(invite, now);
  }

  /** The room of the match with this code is there. */
  opened(code: string, roomId: string): void {
    const invite = this.#byCode.get(code);
    if (invite) invite.roomId = roomId;
  }

  /** A match in this room has begun, or has ended: from then on the same two may come back. */
  played(code: string, roomId: string, played: boolean): void {
    const invite = this.#playedIn(code, roomId);
    if (invite) invite.played = played;
  }

  /** Nobody plays in this room any more; `noShow` when a player never came, so that both may come in again. */
  over(code: string, roomId: string, noShow: boolean, now: number): void {
    const invite = this.#playedIn(code, roomId);
    if (!invite) return;
    if (noShow) this.reopen(invite, [], now);
    else this.finish(invite, now);
  }

  /** The host says, while the match is played in this room, whether it may be watched. */
  allowSpectators(code: string, roomId: string, allowed: boolean): void {
    const invite = this.#playedIn(code, roomId);
    if (invite) invite.watch = allowed;
  }

  /** The same code may be good for another match by now. */
  #playedIn(code: string, roomId: string): Invite | undefined {
    const invite = this.#byCode.get(code);
    return invite?.roomId === roomId ? invite : undefined;
  }

  get(code: string): Invite | undefined {
    return this.#byCode.get(code);
  }

  /** Forgets the invites whose match has not begun: another process keeps them from now on. */
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

  /** Closes what is out of time and forgets what is long over. Returns the sessions that can be closed. */
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

  /** Forgets an invite that is over, or one in which nobody waits; false when there is none. */
  #forgetOne(): boolean {
    const all = [...this.#byCode.values()];
    const gone = all.find(({ phase }) => phase === "over") ?? all.find(isDeserted);
    if (!gone) return false;
    if (gone.phase === "waiting") this.#byHost.delete(gone.host.player);
    return this.#byCode.delete(gone.code);
  }

  /** One of the two is back after a match: the invite waits for both again. */
  #renew(invite: Invite, now: number): void {
    const { host, code } = invite;
    const other = this.waitingOf(host.player);
    if (other) this.#close(other, now);
    Object.assign(invite, { phase: "waiting", played: false, roomId: undefined, guest: undefined });
    invite.openUntil = now + OPEN_FOR;
    invite.hostHere = false;
    invite.ends = now + HOST_AWAY_FOR;
    this.#byHost.set(host.player, code);
  }

  #close(invite: Invite, now: number): void {
    invite.phase = "over";
    invite.ends = now + REMEMBERED_FOR;
    if (this.#byHost.get(invite.host.player) === invite.code) {
      this.#byHost.delete(invite.host.player);
    }
  }
}

/** Whether the host is away and no guest waits. */
const isDeserted = ({ phase, hostHere, guest }: Invite): boolean =>
  phase === "waiting" && !hostHere && !guest;
