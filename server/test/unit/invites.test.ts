/** Private rooms on a virtual clock: every sequence of opening, coming, going and waiting. */

import { CODE_LETTERS, readCode, showCode } from "@quickpong/shared/protocol/invite-code.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  HOST_AWAY_FOR,
  type Invite,
  OPEN_FOR,
  type Participant,
  REMEMBERED_FOR,
} from "../../src/matchmaking/invite.ts";
import { INVITES_MAX, Invites } from "../../src/matchmaking/invites.ts";
import { newCode } from "../../src/matchmaking/new-code.ts";

const visitor = (player: string, id = `visit of ${player}`): Participant => ({
  id,
  player,
  name: player.toUpperCase(),
});
const opened = (invites = new Invites(randomFrom(1)), now = 0) => {
  const invite = invites.open(visitor("ann"), DEFAULT_RULES, true, now) as Invite;
  return { invites, invite, code: invite.code };
};

test("INVITE-1: codes are six safe letters, none of them rude, and survive being typed", () => {
  const random = randomFrom(7);
  const codes = Array.from({ length: 20_000 }, () => newCode(random));
  for (const code of codes) {
    expect(code).toMatch(/^[BCDFGHJKMNPRTVXZ]{6}$/);
    expect(code).not.toMatch(/FCK|KKK|CNT|NGR|DCK|PRN|TWT/);
    expect(code).not.toMatch(/VV|RN|NN/);
    expect(readCode(` ${showCode(code).toLowerCase()}- `)).toBe(code);
  }
  expect(new Set(codes).size).toBeGreaterThan(19_900);
  expect([...CODE_LETTERS].some((letter) => "AEIOUYLQS0123456789".includes(letter))).toBe(false);
  for (const none of ["", "BCDFG", "BCDFGHJ", "ABCDFG", "BCDFG1", "__proto"]) {
    expect(readCode(none)).toBe("");
  }
});

test("INVITE-2: a guest who comes plays the host; a third is told that it is full", () => {
  const { invites, invite, code } = opened();
  expect(invites.pair(invite)).toBeUndefined();
  expect(invites.answer(code, 1)).toMatchObject({ state: "waiting", host: "ANN", hostHere: true });
  expect(invites.join(code, visitor("bob"), 1).kind).toBe("in");
  expect(invites.pair(invite)?.map(({ player }) => player)).toEqual(["ann", "bob"]);
  expect(invites.pair(invite)).toBeUndefined();
  expect(invites.join(code, visitor("eve"), 2).kind).toBe("full");
  expect(invites.answer(code, 2)).toMatchObject({ state: "full", players: ["ANN", "BOB"] });
  invites.finish(invite, 3);
  expect(invites.answer(code, 3)).toEqual({ state: "over" });
  expect(invites.join(code, visitor("eve"), 3).kind).toBe("over");
  invites.expire(3 + REMEMBERED_FOR);
  expect(invites.answer(code, 3 + REMEMBERED_FOR)).toEqual({ state: "unknown" });
  expect(invites.join("BBBBBB", visitor("eve"), 3).kind).toBe("unknown");
});

test("INVITE-3: the host may be away: the guest waits, and the same tab is the host again", () => {
  const { invites, invite, code } = opened();
  invites.leave(invite, invite.host.id, false, 10);
  expect(invites.join(code, visitor("bob"), 20).kind).toBe("in");
  expect(invites.pair(invite)).toBeUndefined();
  expect(invites.join(code, visitor("eve"), 21).kind).toBe("full");
  expect(invites.join(code, visitor("ann", "second visit"), 30)).toMatchObject({ kind: "in" });
  expect(invites.pair(invite)?.map(({ id }) => id)).toEqual(["second visit", "visit of bob"]);
});

test("INVITE-3: the host's second page replaces the first; it never plays itself", () => {
  const { invites, invite, code } = opened();
  const coming = invites.join(code, visitor("ann", "second visit"), 5);
  expect(coming).toMatchObject({ kind: "in", replaced: "visit of ann" });
  expect(invites.pair(invite)).toBeUndefined();
  // The first connection's end is no news any more.
  expect(invites.leave(invite, "visit of ann", true, 6)).toBe(false);
  expect(invites.answer(code, 6).state).toBe("waiting");
});

test("INVITE-4: it closes when nobody comes, when the host stays away, and when the host leaves", () => {
  const waiting = opened();
  expect(waiting.invites.expire(OPEN_FOR - 1)).toEqual([]);
  expect(waiting.invites.expire(OPEN_FOR)).toEqual(["visit of ann"]);
  expect(waiting.invites.answer(waiting.code, OPEN_FOR)).toEqual({ state: "over" });

  const away = opened();
  away.invites.leave(away.invite, "visit of ann", false, 1000);
  away.invites.join(away.code, visitor("bob"), 2000);
  expect(away.invites.expire(1000 + HOST_AWAY_FOR)).toEqual(["visit of bob"]);

  const left = opened();
  left.invites.leave(left.invite, "visit of ann", true, 1000);
  expect(left.invites.answer(left.code, 1000)).toEqual({ state: "over" });
});

test("INVITE-5: when nothing came of a pair the same code is good again", () => {
  const { invites, invite, code } = opened();
  invites.join(code, visitor("bob"), 1);
  invites.pair(invite);
  invites.leave(invite, "visit of bob", true, 2);
  invites.reopen(invite, ["visit of ann"], 3);
  expect(invites.answer(code, 3)).toMatchObject({ state: "waiting", hostHere: true });
  invites.join(code, visitor("cid"), 4);
  expect(invites.pair(invite)?.[1].player).toBe("cid");
});

test("INVITE-5: visits that came to nothing may end later, and change nothing", () => {
  for (const late of ["visit of ann", "visit of bob"]) {
    for (const onPurpose of [true, false]) {
      const { invites, invite, code } = opened();
      invites.join(code, visitor("bob"), 1);
      invites.pair(invite);
      // Nobody of theirs is in the lobby any more; the quick one comes back first.
      invites.reopen(invite, [], 2);
      const quick = late === "visit of ann" ? "bob" : "ann";
      expect(invites.join(code, visitor(quick, `${quick} again`), 3).kind).toBe("in");
      expect(invites.leave(invite, late, onPurpose, 4)).toBe(false);
      const slow = quick === "ann" ? "bob" : "ann";
      expect(invites.join(code, visitor(slow, `${slow} again`), 5).kind).toBe("in");
      expect(invites.pair(invite)?.map(({ id }) => id)).toEqual(["ann again", "bob again"]);
    }
  }
});

const OTHER = { ...DEFAULT_RULES, pointsToWin: 3 };

test("INVITE-8: the host changes the rules while the room waits, and nobody else does", () => {
  const { invites, invite, code } = opened();
  expect(invites.join(code, visitor("ann", "page 2"), 1, OTHER).kind).toBe("in");
  expect(invites.answer(code, 1)).toMatchObject({ state: "waiting", rules: OTHER });
  invites.leave(invite, "page 2", false, 2);
  expect(invites.join(code, visitor("bob"), 2, DEFAULT_RULES).kind).toBe("in");
  expect(invite.rules).toBe(OTHER);
  invites.join(code, visitor("ann", "page 3"), 3);
  invites.pair(invite);
  expect(invites.join(code, visitor("ann", "page 4"), 4, DEFAULT_RULES).kind).toBe("full");
  expect(invite.rules).toBe(OTHER);
});

test("INVITE-8: after a match the same two come back, and the host with other rules", () => {
  const afterMatch = () => {
    const game = opened();
    game.invites.join(game.code, visitor("bob"), 1);
    game.invites.pair(game.invite);
    game.invite.played = true;
    return game;
  };
  const first = afterMatch();
  expect(first.invites.join(first.code, visitor("eve"), 2).kind).toBe("full");
  expect(first.invites.join(first.code, visitor("ann", "again"), 2, OTHER).kind).toBe("in");
  expect(first.invites.answer(first.code, 2)).toMatchObject({ hostHere: true, rules: OTHER });
  expect(first.invites.expire(2 + OPEN_FOR)).toEqual(["again"]);
  const guest = afterMatch();
  expect(guest.invites.join(guest.code, visitor("bob", "again"), 2).kind).toBe("in");
  expect(guest.invite).toMatchObject({ phase: "waiting", hostHere: false });
  expect(guest.invites.join(guest.code, visitor("ann", "back"), 3, OTHER).kind).toBe("in");
  expect(guest.invites.pair(guest.invite)?.map(({ id }) => id)).toEqual(["back", "again"]);
  const over = afterMatch();
  over.invites.finish(over.invite, 2);
  // Both have left: a link that is opened again is over, unless the host wants another match.
  expect(over.invites.join(over.code, visitor("bob"), 3).kind).toBe("over");
  expect(over.invites.join(over.code, visitor("ann"), 3).kind).toBe("over");
  expect(over.invites.join(over.code, visitor("ann"), 3, OTHER).kind).toBe("in");
  expect(over.invites.waitingOf("ann")).toBe(over.invite);
});

test("INVITE-6: a tab has one room: opening another closes the first", () => {
  const { invites, code } = opened();
  const second = invites.open(visitor("ann", "v2"), DEFAULT_RULES, false, 1);
  expect(invites.answer(code, 1)).toEqual({ state: "over" });
  expect(invites.answer(second?.code ?? "", 1)).toMatchObject({ state: "waiting", watch: false });
});

test("INVITE-6: rooms are bounded: those that are over make way, then nobody can open one", () => {
  const { invites, invite, code } = opened();
  invites.leave(invite, "visit of ann", true, 1);
  const others = Array.from({ length: INVITES_MAX }, (_, n) =>
    invites.open(visitor(`p${n}`), DEFAULT_RULES, true, 2),
  );
  for (const other of others) expect(other).toBeDefined();
  expect(invites.answer(code, 2)).toEqual({ state: "unknown" });
  expect(invites.open(visitor("late"), DEFAULT_RULES, true, 2)).toBeUndefined();
  // Nor do those keep anybody out that were opened and left behind.
  invites.leave(others[7] as Invite, "visit of p7", false, 3);
  expect(invites.open(visitor("late"), DEFAULT_RULES, true, 3)).toBeDefined();
  expect(invites.open(visitor("later"), DEFAULT_RULES, true, 3)).toBeUndefined();
});

type Step = { type: string; player: number; room: number; ms: number };
const step: fc.Arbitrary<Step> = fc.record({
  type: fc.constantFrom("open", "come", "come", "come", "leave", "drop", "fail", "end", "wait"),
  player: fc.nat(3),
  room: fc.nat(2),
  ms: fc.constantFrom(1, 1000, HOST_AWAY_FOR / 2, OPEN_FOR),
});

/** Whether the visit waits or plays in this room. */
const isIn = ({ phase, host, hostHere, guest }: Invite, visit: string): boolean =>
  phase !== "over" && ((hostHere && host.id === visit) || guest?.id === visit);

/** The rooms beside a plain record of who is connected. */
class World {
  readonly invites = new Invites(randomFrom(3));
  readonly codes: string[] = [];
  readonly rooms: Invite[] = [];
  /** Live visits by player. */
  readonly live = new Map<string, string>();
  /** Rooms whose two have been told to play. */
  readonly playing = new Map<Invite, [Participant, Participant]>();
  now = 0;
  #ids = 0;

  run({ type, player, room, ms }: Step): void {
    const name = `p${player}`;
    const invite = this.rooms[room % Math.max(1, this.rooms.length)];
    this.now += 1;
    if (type === "open") this.#open(name);
    else if (type === "come" && invite) this.#come(name, invite);
    else if (type === "leave" || type === "drop") this.#leave(name, type === "leave");
    else if (type === "fail" && invite) this.#fail(invite);
    else if (type === "end" && invite) this.#end(invite);
    else if (type === "wait") this.#wait(ms);
    this.#check();
  }

  #open(name: string): void {
    this.#leave(name, false);
    const host = visitor(name, `v${this.#ids++}`);
    const invite = this.invites.open(host, DEFAULT_RULES, true, this.now);
    if (!invite) throw new Error("too many");
    this.live.set(name, host.id);
    this.rooms.unshift(invite);
  }

  #come(name: string, invite: Invite): void {
    const before = this.live.get(name);
    // A second page of a tab that is in already takes the first one's place, and no other's.
    const wasIn = before !== undefined && isIn(invite, before);
    if (!wasIn) this.#leave(name, false);
    const who = visitor(name, `v${this.#ids++}`);
    const coming = this.invites.join(invite.code, who, this.now);
    if (coming.kind !== "in") return;
    expect(coming.replaced).toBe(wasIn ? before : undefined);
    // The end of the first one's connection is no news.
    if (wasIn) expect(this.invites.leave(invite, before, true, this.now)).toBe(false);
    this.live.set(name, who.id);
    const pair = this.invites.pair(invite);
    if (!pair) return;
    expect(this.playing.has(invite)).toBe(false);
    expect(pair[0].player).not.toBe(pair[1].player);
    // No ghosts: both are connected at this moment.
    for (const { player, id } of pair) expect(this.live.get(player)).toBe(id);
    this.playing.set(invite, pair);
  }

  #leave(name: string, onPurpose: boolean): void {
    const visit = this.live.get(name);
    this.live.delete(name);
    // Only the room that the visit is in takes notice.
    if (visit !== undefined)
      for (const room of this.rooms) this.invites.leave(room, visit, onPurpose, this.now);
  }

  #fail(invite: Invite): void {
    if (!this.playing.delete(invite)) return;
    this.invites.reopen(invite, [...this.live.values()], this.now);
    const pair = this.invites.pair(invite);
    if (pair) this.playing.set(invite, pair);
  }

  #end(invite: Invite): void {
    if (this.playing.delete(invite)) this.invites.finish(invite, this.now);
  }

  #wait(ms: number): void {
    this.now += ms;
    const gone = new Set(this.invites.expire(this.now));
    for (const [player, visit] of this.live) if (gone.has(visit)) this.live.delete(player);
  }

  #check(): void {
    for (const invite of this.rooms) {
      const { phase, host, guest, hostHere } = invite;
      expect(phase === "playing").toBe(this.playing.has(invite));
      if (phase !== "waiting") continue;
      expect(guest?.player).not.toBe(host.player);
      // A player whom a waiting room counts as here is connected, and nobody waits beside the other.
      if (hostHere) expect(this.live.get(host.player)).toBe(host.id);
      if (guest) expect(this.live.get(guest.player)).toBe(guest.id);
      expect(hostHere && guest !== undefined).toBe(false);
      expect(invite.ends).toBeLessThanOrEqual(this.now + OPEN_FOR);
    }
  }
}

test("INVITE-2, INVITE-3: whatever happens, two and never three, nobody alone, no ghosts", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
      const world = new World();
      for (const each of steps) world.run(each);
      // In the end everything that nobody plays in closes by itself.
      const rest: Step = { type: "end", player: 0, room: 0, ms: OPEN_FOR };
      for (const room of world.rooms.keys()) world.run({ ...rest, room });
      world.run({ ...rest, type: "wait" });
      expect(world.rooms.every(({ phase }) => phase === "over")).toBe(true);
    }),
    { numRuns: 400 },
  );
});
