/** What the store promises, whichever database stands behind it. */
import { PLAYER_ID, type PlayerId } from "@quickpong/shared/protocol/players.ts";
import type { TopAnswer } from "@quickpong/shared/protocol/top.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { matchWeight, newRating, rateMatch, ratingAt } from "../../src/rating/rating.ts";
import { type Store, StoreError } from "../../src/store/store.ts";
import {
  claimOf,
  credentialOf,
  DAY,
  HOUR,
  hashOf,
  MINUTE,
  NOON,
  newMatchId,
  resultOf,
  STRANGER,
} from "./results.ts";
import { openTestStore, type StoreSettings } from "./test-store.ts";

let made = 0;
/** A secret that no other test has. */
const secret = (): string => `secret ${made++}`;

/** Adds the tests, of the store that `settings` name when they begin. */
export function testStore(settings: () => StoreSettings): void {
  let store: Store;
  beforeAll(async () => {
    store = (await openTestStore(settings())).store;
  });
  afterAll(() => store.close(1000));

  /** A player who has finished one match against a bot, with the secret of the first device. */
  async function newPlayer(name = "Ann"): Promise<{ id: PlayerId; secret: string }> {
    const [claim, device] = [secret(), secret()];
    const bot = { kind: "bot", level: "mo" } as const;
    const played = { kind: "bot", rated: false, names: [name, "Mo"] } as const;
    await store.record(resultOf(claimOf(claim), bot, played));
    const credential = { hash: hashOf(device), label: "Firefox, Linux" };
    const id = await store.redeemClaim(hashOf(claim), credential, NOON);
    return { id: id as PlayerId, secret: device };
  }
  const ratingOf = async ({ secret }: { secret: string }, at = NOON) =>
    (await store.findPlayer(hashOf(secret), at))?.rating;

  test("works", () => {
    expect(store.state).toBe("ready");
  });

  test("a match makes a player once it is claimed, and the claim stands for that player", async () => {
    const [ann, device] = [secret(), secret()];
    const saved = await store.record(resultOf(claimOf(ann), claimOf(secret())));
    expect(saved.players).toEqual([null, null]);
    expect(saved.changes[0]).toEqual({
      before: { rating: 1500, provisional: true },
      after: { rating: 1662, provisional: true },
    });
    expect(await store.findPlayer(hashOf(ann), NOON)).toBeNull();
    const credential = { hash: hashOf(device), label: "Firefox, Linux" };
    const id = (await store.redeemClaim(hashOf(ann), credential, NOON + MINUTE)) as PlayerId;
    expect(id).toMatch(PLAYER_ID);
    const [rated] = rateMatch(newRating(NOON), newRating(NOON), 0, 1, NOON);
    const known = { id, name: "Ann", rating: ratingAt(rated, NOON) };
    expect(await store.findPlayer(hashOf(device), NOON)).toEqual(known);
    expect(await store.findPlayer(hashOf(ann), NOON)).toEqual(known);
    const rematch = await store.record(resultOf(claimOf(ann), STRANGER));
    expect(rematch.players).toEqual([id, null]);
    // The same page once more, which has lost its cookie: another device.
    const other = { hash: hashOf(secret()), label: "Safari, iOS" };
    expect(await store.redeemClaim(hashOf(ann), other, NOON + MINUTE)).toBe(id);
    expect(await store.devices(id, hashOf(device))).toHaveLength(2);
  });

  test("a claim under which nothing was played, or an hour ago, makes nobody", async () => {
    const credential = () => ({ hash: hashOf(secret()), label: "" });
    expect(await store.redeemClaim(hashOf(secret()), credential(), NOON)).toBeNull();
    const late = secret();
    await store.record(resultOf(claimOf(late), STRANGER));
    expect(await store.redeemClaim(hashOf(late), credential(), NOON + HOUR)).toBeNull();
    expect(await store.redeemClaim(hashOf(late), credential(), NOON + HOUR - 1)).not.toBeNull();
  });

  test("a claim brings all its matches, in order", async () => {
    const claim = secret();
    const opponents = [secret(), secret(), secret()];
    let rating = newRating(NOON);
    for (const [n, opponent] of opponents.entries()) {
      const endedAt = NOON + n * MINUTE;
      const winner = n === 1 ? 1 : 0;
      const { changes } = await store.record(
        resultOf(claimOf(claim), claimOf(opponent), { endedAt, winner }),
      );
      expect(changes[0]?.before.rating).toBe(Math.round(rating.rating));
      // A newcomer to each of them, since nobody may ever claim.
      expect(changes[1]?.after.rating).toBe(winner === 1 ? 1662 : 1338);
      [rating] = rateMatch(rating, newRating(endedAt), winner, 1, endedAt);
    }
    const device = secret();
    const credential = { hash: hashOf(device), label: "" };
    const id = (await store.redeemClaim(hashOf(claim), credential, NOON + HOUR)) as PlayerId;
    const at = NOON + 2 * MINUTE;
    expect((await store.findPlayer(hashOf(device), at))?.rating).toEqual(ratingAt(rating, at));
    expect(await store.profile(id, null, at)).toMatchObject({ played: 3, won: 2, lost: 1 });
  });

  test("both ratings come from those before the match, and the same result twice counts once", async () => {
    const [ann, bob] = [await newPlayer("Ann"), await newPlayer("Bob")];
    const result = resultOf(credentialOf(ann.secret), credentialOf(bob.secret));
    const saved = await store.record(result);
    expect(saved.players).toEqual([ann.id, bob.id]);
    const [left, right] = rateMatch(newRating(NOON), newRating(NOON), 0, 1, NOON);
    expect([await ratingOf(ann), await ratingOf(bob)]).toEqual([
      ratingAt(left, NOON),
      ratingAt(right, NOON),
    ]);
    expect(await Promise.all([store.record(result), store.record(result)])).toEqual([saved, saved]);
    expect([await ratingOf(ann), await ratingOf(bob)]).toEqual([
      ratingAt(left, NOON),
      ratingAt(right, NOON),
    ]);
    expect(await store.profile(ann.id, null, NOON)).toMatchObject({ played: 2, won: 1 });
  });

  test("a tie that time has ended counts half, and a void match nothing", async () => {
    const [ann, bob] = [await newPlayer(), await newPlayer()];
    const seats = [credentialOf(ann.secret), credentialOf(bob.secret)] as const;
    const tie = { winner: null, reason: "timeout", score: [3, 3] } as const;
    await store.record(resultOf(...seats));
    const { changes } = await store.record(resultOf(...seats, tie));
    expect(changes[0]?.after.rating).toBeLessThan(changes[0]?.before.rating as number);
    for (const reason of ["void", "interrupted", "idle", "absent"] as const) {
      const before = await store.profile(ann.id, null, NOON);
      const saved = await store.record(resultOf(...seats, { winner: null, reason }));
      expect(saved.changes).toEqual([null, null]);
      expect(await store.profile(ann.id, null, NOON)).toEqual(before);
    }
    expect(await store.profile(ann.id, bob.id, NOON)).toMatchObject({
      played: 3,
      won: 1,
      drawn: 1,
      headToHead: { won: 0, lost: 1, drawn: 1 },
    });
    const { matches } = await store.history(ann.id, null, 20);
    expect(matches.map(({ result }) => result)).toEqual([
      ...["void", "void", "void", "void", "drawn", "won", "won"],
    ]);
  });

  test("nobody is rated against bots, strangers or themselves", async () => {
    const ann = await newPlayer();
    const own = credentialOf(ann.secret);
    for (const opponent of [{ kind: "bot", level: "zoe" } as const, STRANGER, own]) {
      const { changes } = await store.record(resultOf(own, opponent));
      expect(changes, opponent.kind).toEqual([null, null]);
    }
    expect(await ratingOf(ann)).toEqual(ratingAt(newRating(NOON), NOON));
  });

  test("the same two count three times in full, three times half, and then not, for a day", async () => {
    const [ann, bob] = [await newPlayer(), await newPlayer()];
    const seats = [credentialOf(ann.secret), credentialOf(bob.secret)] as const;
    let left = newRating(NOON);
    let right = newRating(NOON);
    for (let n = 0; n < 9; n++) {
      const endedAt = NOON + n * MINUTE;
      // Whichever side he sits on, Bob wins each.
      const swapped = n % 2 === 1;
      const { changes } = swapped
        ? await store.record(resultOf(seats[1], seats[0], { endedAt, winner: 0 }))
        : await store.record(resultOf(...seats, { endedAt, winner: 1 }));
      [left, right] = rateMatch(left, right, 1, matchWeight(n, false), endedAt);
      expect(changes[0] === null, `match ${n}`).toBe(n > 5);
      expect(await ratingOf(ann, endedAt)).toEqual(ratingAt(left, endedAt));
      expect(await ratingOf(bob, endedAt)).toEqual(ratingAt(right, endedAt));
    }
    const next = await store.record(resultOf(...seats, { endedAt: NOON + DAY + 3 * MINUTE }));
    expect(next.changes[0]).not.toBeNull();
  });

  test("two at one address count half", async () => {
    const seats = [claimOf(secret()), claimOf(secret())] as const;
    const { changes } = await store.record(resultOf(...seats, { sameAddress: true }));
    const [half] = rateMatch(newRating(NOON), newRating(NOON), 0, 0.5, NOON);
    expect(changes[0]?.after.rating).toBe(Math.round(half.rating));
  });

  test("the deviation grows with time, and never when the clock goes back", async () => {
    const [ann, bob] = [await newPlayer(), await newPlayer()];
    const seats = [credentialOf(ann.secret), credentialOf(bob.secret)] as const;
    await store.record(resultOf(...seats));
    const known = (await ratingOf(ann)) as { deviation: number };
    const later = (await ratingOf(ann, NOON + 30 * DAY)) as { deviation: number };
    expect(later.deviation).toBeGreaterThan(known.deviation);
    expect(await ratingOf(ann, NOON - HOUR)).toEqual(known);
    await store.record(resultOf(...seats, { endedAt: NOON - HOUR }));
    expect(((await ratingOf(ann)) as { deviation: number }).deviation).toBeLessThan(
      known.deviation,
    );
  });

  test("a profile has sums, bests and the opponent's score", async () => {
    const [ann, bob] = [await newPlayer("Ann"), await newPlayer("Bob")];
    const seats = [credentialOf(ann.secret), credentialOf(bob.secret)] as const;
    await store.record(resultOf(...seats, { longestRally: 40, topSpeed: 900 }));
    await store.record(resultOf(...seats, { winner: 1, kind: "private", rated: false }));
    await store.record(resultOf(...seats, { winner: 1, topSpeed: 2000 }));
    expect(await store.profile(ann.id, bob.id, NOON)).toMatchObject({
      id: ann.id,
      name: "Ann",
      since: NOON,
      provisional: true,
      played: 4,
      won: 1,
      lost: 1,
      drawn: 0,
      longestRally: 40,
      topSpeed: 2000,
      headToHead: { won: 1, lost: 1, drawn: 0 },
    });
    expect(await store.profile(ann.id, ann.id, NOON)).not.toHaveProperty("headToHead");
    expect(await store.profile("a".repeat(16), null, NOON)).toBeNull();
  });

  test("history comes in pages, the latest first", async () => {
    const [ann, bob] = [await newPlayer("Ann"), await newPlayer("Bob")];
    const seats = [credentialOf(bob.secret), credentialOf(ann.secret)] as const;
    for (let n = 0; n < 5; n++)
      await store.record(
        resultOf(...seats, { names: ["Bob", "Ann"], score: [7, n], endedAt: NOON + n * MINUTE }),
      );
    const first = await store.history(ann.id, null, 4);
    expect(first.matches).toHaveLength(4);
    expect(first.matches[0]).toMatchObject({
      at: NOON + 4 * MINUTE,
      kind: "public",
      opponent: { id: bob.id, name: "Bob", bot: "" },
      score: [4, 7],
      result: "lost",
      reason: "score",
      seconds: 95.5,
      longestRally: 17,
      topSpeed: 1234.5,
    });
    expect(first.next).toBe(first.matches[3]?.seq);
    const second = await store.history(ann.id, first.next, 4);
    expect(second.matches.map(({ score }) => score[0])).toEqual([0, 7]);
    expect(second.matches[1]?.opponent).toEqual({ id: null, name: "", bot: "mo" });
    expect(second.next).toBeNull();
  });

  test("a curve has 200 points at most, the latest among them", async () => {
    const ann = await newPlayer();
    const results = Array.from({ length: 450 }, (_, n) => {
      const seats = [credentialOf(ann.secret), claimOf(secret())] as const;
      return resultOf(...seats, { endedAt: NOON + n * MINUTE, winner: n % 2 ? 1 : 0 });
    });
    await Promise.all(results.map((result) => store.record(result)));
    const profile = await store.profile(ann.id, null, NOON);
    expect(profile?.curve.length).toBe(150);
    expect(profile?.curve.at(-1)).toEqual({ at: NOON + 449 * MINUTE, rating: profile?.rating });
    const times = profile?.curve.map(({ at }) => at) ?? [];
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test("devices are listed and signed out one by one", async () => {
    const ann = await newPlayer();
    const code = hashOf(secret());
    await store.addMoveCode(ann.id, code, NOON + 5 * MINUTE);
    const phone = { hash: hashOf(secret()), label: "Safari, iOS" };
    expect(await store.redeemCode(code, phone, NOON + MINUTE)).toBe(ann.id);
    const devices = await store.devices(ann.id, phone.hash);
    expect(devices).toMatchObject([
      { label: "Safari, iOS", since: NOON + MINUTE, lastUsed: NOON + MINUTE, current: true },
      { label: "Firefox, Linux", since: NOON, lastUsed: NOON, current: false },
    ]);
    await store.signOut(ann.id, devices[1]?.id as string);
    expect(await store.findPlayer(hashOf(ann.secret), NOON)).toBeNull();
    expect(await store.findPlayer(phone.hash, NOON + 2 * HOUR)).toMatchObject({ id: ann.id });
    await store.signOut(ann.id, "nothing of the kind");
    await expect
      .poll(async () => (await store.devices(ann.id, phone.hash))[0]?.lastUsed)
      .toBe(NOON + 2 * HOUR);
  });

  test("a match counts for whose the credential was when it began, as long as there is that player", async () => {
    const [ann, bob] = [await newPlayer(), await newPlayer()];
    const was = (player: string) =>
      ({ kind: "credential", hash: hashOf(secret()), player }) as const;
    const saved = await store.record(resultOf(was(ann.id), was(bob.id)));
    expect(saved.players).toEqual([ann.id, bob.id]);
    expect(await store.profile(ann.id, null, NOON)).toMatchObject({ played: 2, won: 1 });
    await store.erase(ann.id);
    const after = await store.record(resultOf(was(ann.id), was(bob.id)));
    expect(after.players).toEqual([null, bob.id]);
    expect(await store.profile(bob.id, null, NOON)).toMatchObject({ played: 3, won: 0, lost: 2 });
  });

  test("a move code is good once, and for its time", async () => {
    const ann = await newPlayer();
    const code = hashOf(secret());
    const device = () => ({ hash: hashOf(secret()), label: "" });
    const expires = NOON + 5 * MINUTE;
    await store.addMoveCode(ann.id, code, expires);
    expect(await store.redeemCode(code, device(), expires)).toBeNull();
    const both = [store.redeemCode(code, device(), NOON), store.redeemCode(code, device(), NOON)];
    expect(new Set(await Promise.all(both))).toEqual(new Set([ann.id, null]));
    expect(await store.devices(ann.id, "")).toHaveLength(2);
    // A new one replaces the one before.
    const [first, second] = [hashOf(secret()), hashOf(secret())];
    await store.addMoveCode(ann.id, first, expires);
    await store.addMoveCode(ann.id, second, expires);
    expect(await store.redeemCode(first, device(), NOON)).toBeNull();
  });

  test("a recovery code is good until it is replaced", async () => {
    const ann = await newPlayer();
    const [first, second] = [hashOf(secret()), hashOf(secret())];
    const device = () => ({ hash: hashOf(secret()), label: "" });
    expect(await store.hasRecoveryCode(ann.id)).toBe(false);
    await store.setRecoveryCode(ann.id, first);
    expect(await store.hasRecoveryCode(ann.id)).toBe(true);
    expect(await store.redeemCode(first, device(), NOON)).toBe(ann.id);
    expect(await store.redeemCode(first, device(), NOON + 100 * DAY)).toBe(ann.id);
    await store.setRecoveryCode(ann.id, second);
    expect(await store.redeemCode(first, device(), NOON)).toBeNull();
    expect(await store.redeemCode(second, device(), NOON)).toBe(ann.id);
  });

  test("twenty devices at most: those unused for the longest go", async () => {
    const ann = await newPlayer();
    const code = hashOf(secret());
    await store.setRecoveryCode(ann.id, code);
    for (let n = 1; n <= 20; n++)
      await store.redeemCode(code, { hash: hashOf(secret()), label: "" }, NOON + n * MINUTE);
    expect(await store.devices(ann.id, "")).toHaveLength(20);
    expect(await store.findPlayer(hashOf(ann.secret), NOON)).toBeNull();
  });

  test("a deleted player leaves opponents their matches, without a name", async () => {
    const [ann, bob] = [await newPlayer("Ann"), await newPlayer("Bob")];
    const seats = [credentialOf(ann.secret), credentialOf(bob.secret)] as const;
    const code = hashOf(secret());
    await store.setRecoveryCode(ann.id, code);
    await store.record(resultOf(...seats));
    const before = await ratingOf(bob);
    const [, beaten] = rateMatch(newRating(NOON), newRating(NOON), 0, 1, NOON);
    await store.erase(ann.id);
    expect(await store.findPlayer(hashOf(ann.secret), NOON)).toBeNull();
    expect(await store.profile(ann.id, null, NOON)).toBeNull();
    expect(await store.exportPlayer(ann.id)).toBeNull();
    expect((await store.history(ann.id, null, 20)).matches).toEqual([]);
    expect(await store.redeemCode(code, { hash: hashOf(secret()), label: "" }, NOON)).toBeNull();
    const [match] = (await store.history(bob.id, null, 20)).matches;
    expect(match).toMatchObject({ opponent: { id: null, name: "", bot: "" }, result: "lost" });
    expect(await ratingOf(bob)).toEqual(before);
    // One that was running meanwhile, and one more deletion.
    const { changes, players } = await store.record(resultOf(...seats));
    expect(players).toEqual([null, bob.id]);
    // The opponent has played it, as if against a newcomer.
    const [, expected] = rateMatch(newRating(NOON), beaten, 0, 1, NOON);
    expect(changes[1]?.after.rating).toBe(Math.round(expected.rating));
    expect(await ratingOf(bob)).toEqual(ratingAt(expected, NOON));
    expect((await store.history(bob.id, null, 20)).matches).toHaveLength(3);
    await store.erase(ann.id);
  });

  test("an export has everything but secrets", async () => {
    const ann = await newPlayer();
    const exported = (await store.exportPlayer(ann.id)) as string;
    expect(JSON.parse(exported)).toMatchObject({
      player: { id: ann.id, name: "Ann", rating: 1500 },
      devices: [{ label: "Firefox, Linux" }],
      hasRecoveryCode: false,
      matches: [{ score: [7, 3], opponent: { bot: "mo" } }],
    });
    expect(exported).not.toContain(hashOf(ann.secret));
  });

  test("a name can be changed, and is that of the last match", async () => {
    const ann = await newPlayer("Ann");
    const seats = [credentialOf(ann.secret), STRANGER] as const;
    await store.record(resultOf(...seats, { names: ["Anna", "Bob"] }));
    expect(await store.findPlayer(hashOf(ann.secret), NOON)).toMatchObject({ name: "Anna" });
    await store.rename(ann.id, "Änn 🏓");
    expect(await store.findPlayer(hashOf(ann.secret), NOON)).toMatchObject({ name: "Änn 🏓" });
  });

  /** Everybody with everybody, on two days; who comes first wins two of three. */
  async function playAllRound(players: readonly { secret: string }[]): Promise<void> {
    const results = players.flatMap((winner, n) =>
      players.slice(n + 1).flatMap((loser) =>
        Array.from({ length: 6 }, (_, k) => {
          const seats = [credentialOf(winner.secret), credentialOf(loser.secret)] as const;
          const endedAt = NOON + Math.floor(k / 3) * DAY + k * MINUTE;
          return resultOf(...seats, { endedAt, winner: k % 3 === 1 ? 1 : 0 });
        }),
      ),
    );
    await Promise.all(results.map((result) => store.record(result)));
  }

  test("TOP-1, TOP-3, TOP-4: who is sure and known is listed, with the places around and of whom one has met", async () => {
    const eight = [];
    for (let n = 0; n < 8; n++) eight.push(await newPlayer(`Player ${n}`));
    await playAllRound(eight);
    const ids = eight.map(({ id }) => id);
    const [first, , , fourth, , , seventh, last] = ids as [PlayerId, ...PlayerId[]];
    const at = NOON + 2 * DAY;
    const top = await store.top("month", fourth as PlayerId, at);
    expect(top).toMatchObject({ board: "month", at, listed: 8, missing: null });
    expect(top.rows.map(({ id }) => id)).toEqual(ids);
    expect(top.rows.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const sure = top.rows.map((row) => row.sure);
    expect(sure).toEqual(sure.toSorted((a, b) => b - a));
    for (const { rating, sure } of top.rows) expect(rating - sure).toBeLessThanOrEqual(90);
    expect(top.own).toEqual(top.rows[3]);
    expect(top.around.map(({ id }) => id)).toEqual(ids.slice(0, 7));
    expect(top.played.map(({ id }) => id)).toEqual(ids);
    // Names are those of now, and a deleted player is gone at once.
    await store.rename(first, "Änn 🏓");
    await store.erase(seventh as PlayerId);
    const later = await store.top("month", null, at + 1000);
    expect(later).toMatchObject({ at, own: null, around: [], played: [], missing: null });
    expect(later.rows[0]).toMatchObject({ id: first, name: "Änn 🏓" });
    expect(later.rows.map(({ id }) => id)).toEqual(ids.filter((id) => id !== seventh));
    const ever = await store.top("ever", last as PlayerId, at);
    expect(ever.rows.map(({ id }) => id)).toEqual(ids.filter((id) => id !== seventh));
    expect(ever.rows[0]).toMatchObject({ place: 1, reached: at, sure: top.rows[0]?.sure });
    // Somebody who has played little hears what is lacking.
    const newcomer = await newPlayer("New");
    await store.record(
      resultOf(credentialOf(newcomer.secret), credentialOf(eight[1]?.secret as string)),
    );
    const lacking = { games: 14, opponents: 5, oneOpponent: false, newcomers: false };
    const answer = await store.top("month", newcomer.id, at + 1000);
    expect(answer).toMatchObject({ own: null, around: [], missing: { ...lacking, unsure: true } });
    // A month later nobody has played; the best places stay.
    await expect.poll(async () => (await store.top("month", first, at + 40 * DAY)).listed).toBe(0);
    const gone = await store.top("month", first, at + 40 * DAY);
    expect(gone).toMatchObject({ rows: [], own: null, missing: { opponents: 5 } });
    const placesIn = (rows: TopAnswer["rows"]) => rows.map(({ id, sure }) => [id, sure]);
    const stayed = await store.top("ever", first, at + 40 * DAY);
    expect(placesIn(stayed.rows)).toEqual(placesIn(ever.rows));
    const { bestPlace } = JSON.parse((await store.exportPlayer(first)) as string);
    expect(bestPlace).toMatchObject({ reached_at: at });
  });

  test("a result that can't be saved is refused, and those beside it are saved", async () => {
    const good = Array.from({ length: 3 }, () => resultOf(claimOf(secret()), STRANGER));
    const bad = resultOf(claimOf(secret()), STRANGER, { seconds: "long" as never });
    const [one, two, three] = good.map((result) => store.record(result));
    const refused = store.record({ ...bad, id: newMatchId() });
    await expect(refused).rejects.toBeInstanceOf(StoreError);
    expect(await Promise.all([one, two, three])).toHaveLength(3);
    expect(store.state).toBe("ready");
  });
}
