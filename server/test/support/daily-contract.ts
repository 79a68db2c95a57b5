/** What the store promises of the daily, whichever database stands behind it. */
import { beginOfDay, dayAt, TRIES } from "@quickpong/shared/daily.ts";
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DAYS_KEPT } from "../../src/store/daily.ts";
import type { Database } from "../../src/store/database.ts";
import { newPublicId } from "../../src/store/identity.ts";
import { openDatabase, type Place } from "../../src/store/open-database.ts";
import { createRequests, type Requests } from "../../src/store/requests.ts";
import type { SavedMatch, SeatIdentity } from "../../src/store/store.ts";
import { RECORDING } from "./replay-contract.ts";
import { claimOf, credentialOf, DAY, hashOf, NOON, resultOf } from "./results.ts";

let made = 0;
const secret = (): string => `of dailies ${made++}`;
const WALL: SeatIdentity = { kind: "bot", level: "wall" };
const hashIn = (seat: SeatIdentity): string => ("hash" in seat ? seat.hash : "");
/** Each test has a day of its own, and the one before it. */
let days = dayAt(NOON) + 1000;
const newDay = (): number => {
  days += 10;
  return days;
};

/** Adds the tests, of the store at the place that is there when they begin. */
export function testDaily(place: () => Place): void {
  let database: Database;
  let store: Requests;
  beforeAll(async () => {
    database = await openDatabase(place(), false);
    store = createRequests(database);
  });
  afterAll(() => database.close());

  /** Records a try that ended `after` ms after the day's beginning. */
  async function finish(
    seat: SeatIdentity,
    day: number,
    hits: number,
    after = 1000,
    isCounted = true,
  ): Promise<SavedMatch> {
    const { name = "Ann" } = (await store.findPlayer(hashIn(seat), NOON)) ?? {};
    const result = resultOf(seat, WALL, {
      kind: "daily",
      rated: false,
      names: [name, "Bot"],
      score: [hits, 0],
      winner: 1,
      endedAt: beginOfDay(day) + after,
      longestRally: 2 * hits,
      replay: { id: newPublicId(), recording: RECORDING, rtts: [0, 0] },
      daily: { day, hits, isCounted },
    });
    const [saved] = await store.recordAll([result]);
    // The same once more changes nothing.
    expect(await store.recordAll([result])).toEqual([saved]);
    return saved as SavedMatch;
  }

  /** A player whose first match was a try with so many hits. */
  async function newPlayer(day: number, hits: number, after = 1000, name = "Ann") {
    const [claim, device] = [secret(), secret()];
    const result = resultOf(claimOf(claim), WALL, {
      kind: "daily",
      rated: false,
      names: [name, "Bot"],
      score: [hits, 0],
      winner: 1,
      endedAt: beginOfDay(day) + after,
      daily: { day, hits, isCounted: false },
    });
    await store.recordAll([result]);
    const credential = { hash: hashOf(device), label: "" };
    const id = await store.redeemClaim(hashOf(claim), credential, beginOfDay(day) + after);
    return { id: id as PlayerId, hash: hashOf(device), seat: credentialOf(device) };
  }
  const tableOf = (day: number, viewer: PlayerId | null = null) =>
    store.daily(viewer, day, beginOfDay(day) + DAY - 1);

  test("DAILY-3: a player has three tries a day, a newcomer's first one among them", async () => {
    const day = newDay();
    const { id, hash } = await newPlayer(day, 5);
    expect((await tableOf(day, id)).own?.triesLeft).toBe(TRIES - 1);
    expect(await store.beginTry(hash, day)).toBe(1);
    // As many at once as there are.
    const rest = await Promise.all([1, 2, 3].map(() => store.beginTry(hash, day)));
    expect(rest.toSorted()).toEqual([0, "none", "none"]);
    expect((await tableOf(day, id)).own).toMatchObject({ triesLeft: 0, best: { hits: 5 } });
    expect(await store.beginTry(hash, day + 1)).toBe(2);
    expect(await store.beginTry(hashOf(secret()), day)).toBe("nobody");
  });

  test("DAILY-3: a try that was begun and not finished counts, one that the server broke off does not", async () => {
    const day = newDay();
    const { id, hash } = await newPlayer(day - 1, 5);
    expect(await store.beginTry(hash, day)).toBe(2);
    expect((await tableOf(day, id)).own).toEqual({ triesLeft: 2, best: null, streak: 1 });
    await store.giveTryBack(hash, day);
    await store.giveTryBack(hash, day);
    expect((await tableOf(day, id)).own?.triesLeft).toBe(3);
    expect((await tableOf(day)).rows).toEqual([]);
  });

  test("DAILY-5: the table has the best of each player; among equals the first one to have it leads", async () => {
    const day = newDay();
    const ann = await newPlayer(day, 12, 5000, "Ann");
    const bob = await newPlayer(day, 9, 1000, "Bob");
    const cy = await newPlayer(day, 12, 3000, "Cy");
    await store.beginTry(bob.hash, day);
    await finish(bob.seat, day, 30, 8000);
    await store.beginTry(bob.hash, day);
    await finish(bob.seat, day, 29, 9000);
    const { players, rows, own } = await tableOf(day, ann.id);
    expect(players).toBe(3);
    expect(rows).toEqual([
      { place: 1, id: bob.id, name: "Bob", hits: 30 },
      { place: 2, id: cy.id, name: "Cy", hits: 12 },
      { place: 3, id: ann.id, name: "Ann", hits: 12 },
    ]);
    expect(own).toEqual({ triesLeft: 2, best: rows[2], streak: 1 });
    expect((await tableOf(day, bob.id)).own).toMatchObject({ triesLeft: 0, best: rows[0] });
    await store.rename(cy.id, "Cleo");
    await store.erase(bob.id);
    expect((await tableOf(day)).rows.map(({ place, name }) => [place, name])).toEqual([
      [1, "Cleo"],
      [2, "Ann"],
    ]);
  });

  test("DAILY-5: fifty are shown, and everybody has a place", async () => {
    const day = newDay();
    let last = await newPlayer(day, 0, 0);
    for (let n = 1; n <= 52; n++) {
      const player = await newPlayer(day, n, 1000);
      if (n === 1) last = player;
    }
    const { players, rows, own } = await tableOf(day, last.id);
    expect([players, rows.length, rows[0]?.hits]).toEqual([53, 50, 52]);
    expect(own?.best).toMatchObject({ place: 52, hits: 1 });
  });

  test("DAILY-6: yesterday's winner is shown with the replay, which nobody sees before", async () => {
    const day = newDay();
    const ann = await newPlayer(day, 3);
    await store.beginTry(ann.hash, day);
    const { replay } = await finish(ann.seat, day, 8, DAY - 1);
    expect(replay).not.toBeNull();
    const id = replay as string;
    const midnight = beginOfDay(day + 1);
    expect(await store.replay(id, ann.id, midnight - 1)).toBeNull();
    expect(await store.recordingOf(id, midnight - 1)).toBeNull();
    expect((await store.history(ann.id, null, 5, ann.id)).matches[0]).toMatchObject({
      kind: "daily",
      score: [8, 0],
      replay: null,
    });
    const { yesterday, rows } = await tableOf(day + 1);
    expect(rows).toEqual([]);
    expect(yesterday).toEqual({ place: 1, id: ann.id, name: "Ann", hits: 8, replay: id });
    expect(await store.replay(id, null, midnight)).toMatchObject({ kind: "daily", score: [8, 0] });
    expect((await store.recordingOf(id, midnight))?.kind).toBe("daily");
  });

  test("DAILY-7: days in a row are counted up to today or yesterday", async () => {
    const day = newDay();
    const ann = await newPlayer(day, 3);
    const streakAt = async (at: number) => (await tableOf(at, ann.id)).own?.streak;
    for (const next of [day + 1, day + 2]) {
      await store.beginTry(ann.hash, next);
      await finish(ann.seat, next, 1);
    }
    expect(await Promise.all([2, 3, 4].map((n) => streakAt(day + n)))).toEqual([3, 3, 0]);
    // One that was given up is no day.
    await store.beginTry(ann.hash, day + 3);
    expect(await streakAt(day + 3)).toBe(3);
    await store.beginTry(ann.hash, day + 5);
    await finish(ann.seat, day + 5, 0);
    expect(await streakAt(day + 5)).toBe(1);
  });

  test("DAILY-4: tries change no rating and no record of a player, and are in what is saved as a file", async () => {
    const day = newDay();
    const { id } = await newPlayer(day, 40);
    expect(await store.profile(id, null, beginOfDay(day))).toMatchObject({
      played: 0,
      won: 0,
      lost: 0,
      longestRally: 0,
      rating: 1500,
    });
    const saved = JSON.parse((await store.exportPlayer(id)) as string);
    const [only] = saved.dailies;
    expect(only).toEqual({ day, tries: 1, hits: 40, reached_at: beginOfDay(day) + 1000 });
  });

  test("DAILY-8: what is older than a streak can be is forgotten", async () => {
    const day = newDay();
    const ann = await newPlayer(day, 4);
    for (const [n, last] of [
      [DAYS_KEPT, 4],
      [DAYS_KEPT + 1, undefined],
    ] as const) {
      // Who was here lately stays.
      await store.findPlayer(ann.hash, beginOfDay(day + n));
      await store.tidy(beginOfDay(day + n));
      const { rows } = await store.daily(null, day, beginOfDay(day + n));
      expect(rows[0]?.hits).toBe(last);
    }
  });
}
