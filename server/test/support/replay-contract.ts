/** What the store promises of replays, whichever database stands behind it. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import { REPLAY_ID } from "@quickpong/shared/protocol/replay-id.ts";
import { REPLAYS_KEPT_MOST } from "@quickpong/shared/protocol/replays.ts";
import { RULES_VERSION } from "@quickpong/shared/replay.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { newPublicId } from "../../src/store/identity.ts";
import { openDatabase, type Place } from "../../src/store/open-database.ts";
import { LAST_MATCHES, REPLAYS_KEPT_FOR } from "../../src/store/replay-retention.ts";
import { createRequests, type Requests } from "../../src/store/requests.ts";
import type { MatchResult, SavedMatch, SeatIdentity } from "../../src/store/store.ts";
import { claimOf, credentialOf, DAY, hashOf, NOON, resultOf, STRANGER } from "./results.ts";
import { openTestStore } from "./test-store.ts";

/** Of a game that was recorded once. */
const file = new URL("../../../shared/test/stored/rules-2/beginners-1.qpr", import.meta.url);
export const RECORDING = new Uint8Array(readFileSync(file));
/** The same, with another hash at its end. */
const WRONG = RECORDING.map((byte, n) => (n === RECORDING.length - 1 ? byte ^ 1 : byte));

export const withReplay = (
  left: SeatIdentity,
  right: SeatIdentity,
  changes: Partial<MatchResult> = {},
): MatchResult =>
  resultOf(left, right, {
    rulesVersion: RULES_VERSION,
    replay: { id: newPublicId(), recording: RECORDING, rtts: [40, 120] },
    ...changes,
  });

let made = 0;
const secret = (): string => `of replays ${made++}`;

/** Adds the tests, of the store at the place that is there when they begin. */
export function testReplays(place: () => Place): void {
  let database: Database;
  let store: Requests;
  beforeAll(async () => {
    database = await openDatabase(place(), false);
    store = createRequests(database);
  });
  afterAll(() => database.close());

  async function record(...results: MatchResult[]): Promise<SavedMatch[]> {
    const saved = await store.recordAll(results);
    return saved.map((each) => {
      if ("refused" in each) throw new Error(each.refused);
      return each;
    });
  }
  const recordOne = async (result: MatchResult) => (await record(result))[0] as SavedMatch;
  const replayIn = async (result: MatchResult) => (await recordOne(result)).replay as string;

  async function newPlayer(name = "Ann"): Promise<{ id: PlayerId; seat: SeatIdentity }> {
    const [claim, device] = [secret(), secret()];
    await record(resultOf(claimOf(claim), STRANGER, { names: [name, "Bob"] }));
    const credential = { hash: hashOf(device), label: "" };
    const id = await store.redeemClaim(hashOf(claim), credential, NOON);
    return { id: id as PlayerId, seat: credentialOf(device) };
  }

  test("REPLAY-8: a match's recording is kept with it, once, and given as it was", async () => {
    const [ann, bob] = [await newPlayer("Ann"), await newPlayer("Bob")];
    const result = withReplay(ann.seat, bob.seat);
    const saved = await recordOne(result);
    expect(saved.replay).toMatch(REPLAY_ID);
    expect(await recordOne(result)).toEqual(saved);
    const replay = { id: newPublicId(), recording: WRONG, rtts: [0, 0] as const };
    const other = { ...result, replay };
    expect(await recordOne(other)).toEqual(saved);
    const stored = await store.recordingOf(saved.replay as string, NOON);
    expect(stored?.kind).toBe("public");
    expect(gunzipSync(stored?.gzip ?? "")).toEqual(Buffer.from(RECORDING));
    expect(await store.replay(saved.replay as string, ann.id, NOON)).toEqual({
      id: saved.replay,
      kind: "public",
      endedAt: NOON,
      players: [
        { id: ann.id, name: "Ann", bot: "", rtt: 40 },
        { id: bob.id, name: "Bob", bot: "", rtt: 120 },
      ],
      score: [7, 3],
      winner: 0,
      reason: "score",
      seconds: 95.5,
      longestRally: 17,
      topSpeed: 1234.5,
      rulesVersion: RULES_VERSION,
      verified: null,
      keptUntil: NOON + REPLAYS_KEPT_FOR,
      starred: false,
      mayStar: true,
      mayDelete: false,
    });
    const { matches } = await store.history(ann.id, null, 1);
    expect(matches[0]?.replay).toBe(saved.replay);
    const unknown = newPublicId();
    expect([
      await store.replay(unknown, null, NOON),
      await store.recordingOf(unknown, NOON),
    ]).toEqual([null, null]);
  });

  test("LIVE-2: the rally of the day is a public match's, of the last 24 hours, the longest", async () => {
    const [ann, bob] = [await newPlayer("Ann"), await newPlayer("Bob")];
    const day = NOON + 700 * DAY;
    const played = (endedAt: number, longestRally: number, changes: Partial<MatchResult> = {}) =>
      replayIn(withReplay(ann.seat, bob.seat, { endedAt, longestRally, ...changes }));
    expect(await store.rallyOfTheDay(day)).toBeNull();
    await played(day - DAY, 90);
    await played(day - 5000, 80, { kind: "private" });
    await played(day - 4000, 70, { rulesVersion: RULES_VERSION - 1 });
    await recordOne(resultOf(ann.seat, bob.seat, { endedAt: day - 3000, longestRally: 60 }));
    expect(await store.rallyOfTheDay(day)).toBeNull();
    const one = await played(day - DAY + 1, 20);
    await played(day - 2000, 19);
    expect(await store.rallyOfTheDay(day)).toBe(one);
    const other = await played(day - 1000, 20);
    expect(await store.rallyOfTheDay(day)).toBe(other);
  });

  test("REPLAY-9: a deleted player leaves the replay without a name", async () => {
    const [ann, bob] = [await newPlayer("Ann"), await newPlayer("Bob")];
    const id = await replayIn(withReplay(ann.seat, bob.seat));
    await store.star(id, ann.id, true);
    await store.erase(ann.id);
    const replay = await store.replay(id, bob.id, NOON);
    expect(replay?.players[0]).toEqual({ id: null, name: "", bot: "", rtt: 40 });
    expect(replay?.keptUntil).not.toBeNull();
    expect((await store.history(bob.id, null, 1)).matches[0]?.replay).toBe(id);
  });

  test("REPLAY-10: a private match's replay is listed to its players only, who may delete it", async () => {
    const [ann, bob, eve] = [
      await newPlayer("Ann"),
      await newPlayer("Bob"),
      await newPlayer("Eve"),
    ];
    const id = await replayIn(withReplay(ann.seat, bob.seat, { kind: "private", rated: false }));
    const listed = async (viewer: PlayerId | null) =>
      (await store.history(ann.id, null, 1, viewer)).matches[0]?.replay;
    expect(await Promise.all([ann.id, bob.id, eve.id, null].map(listed))).toEqual([
      id,
      id,
      null,
      null,
    ]);
    expect(await store.replay(id, null, NOON)).toMatchObject({ mayStar: false, mayDelete: false });
    expect(await store.replay(id, bob.id, NOON)).toMatchObject({ mayStar: true, mayDelete: true });
    expect(await store.deleteReplay(id, eve.id)).toBe("refused");
    expect(await store.deleteReplay(id, bob.id)).toBe("done");
    expect(await store.deleteReplay(id, bob.id)).toBe("unknown");
    expect([await store.replay(id, ann.id, NOON), await store.recordingOf(id, NOON)]).toEqual([
      null,
      null,
    ]);
    expect((await store.history(ann.id, null, 1)).matches).toHaveLength(1);
    // A player whom nobody knows is nobody else's opponent.
    const guests = await replayIn(
      withReplay(ann.seat, STRANGER, { kind: "private", rated: false }),
    );
    expect(await Promise.all([ann.id, null].map(listed))).toEqual([guests, null]);
    const open = await replayIn(withReplay(ann.seat, bob.seat));
    expect(await store.deleteReplay(open, ann.id)).toBe("refused");
  });

  test("REPLAY-11: its players keep a replay for good, so many at most", async () => {
    const [ann, bob, eve] = [
      await newPlayer("Ann"),
      await newPlayer("Bob"),
      await newPlayer("Eve"),
    ];
    const results = Array.from({ length: REPLAYS_KEPT_MOST + 1 }, () =>
      withReplay(ann.seat, bob.seat),
    );
    const ids = (await record(...results)).map(({ replay }) => replay as string);
    const [first = "", second = "", ...others] = ids;
    expect(await store.star(first, eve.id, true)).toBe("refused");
    expect(await store.star(newPublicId(), ann.id, true)).toBe("unknown");
    for (const id of [first, first, ...others])
      expect(await store.star(id, ann.id, true)).toBe("done");
    expect(await store.star(second, ann.id, true)).toBe("full");
    expect(await store.replay(first, ann.id, NOON)).toMatchObject({
      starred: true,
      keptUntil: null,
    });
    expect(await store.replay(first, bob.id, NOON)).toMatchObject({
      starred: false,
      keptUntil: null,
    });
    expect(await store.star(first, ann.id, false)).toBe("done");
    expect(await store.star(second, ann.id, true)).toBe("done");
    expect(await store.replay(first, ann.id, NOON)).toMatchObject({ starred: false });
  }, 60_000);

  test("REPLAY-11: replays go after 30 days, but for each player's last matches and those that somebody keeps", async () => {
    const [ann, bob] = [await newPlayer("Ann"), await newPlayer("Bob")];
    const match = (n: number) => withReplay(ann.seat, STRANGER, { endedAt: NOON + n });
    const results = Array.from({ length: LAST_MATCHES + 3 }, (_, n) => match(n));
    const [kept = "", ...rest] = (await record(...results)).map(({ replay }) => replay as string);
    const bobs = await replayIn(withReplay(bob.seat, STRANGER));
    const nobodys = await replayIn(withReplay(claimOf(secret()), STRANGER));
    await store.star(kept, ann.id, true);
    const left = async () => {
      const all = await Promise.all(
        [kept, ...rest, bobs, nobodys].map((id) => store.replay(id, null, NOON)),
      );
      return all.map((replay) => replay !== null);
    };
    const always = Array.from({ length: LAST_MATCHES + 5 }, () => true);
    await store.tidy(NOON + REPLAYS_KEPT_FOR);
    expect(await left()).toEqual(always);
    await store.tidy(NOON + REPLAYS_KEPT_FOR + DAY);
    // The second and the third are no longer among her last ones.
    expect(await left()).toEqual(always.map((_, n) => n !== 1 && n !== 2 && n < always.length - 1));
    const { matches } = await store.history(ann.id, null, 100);
    expect(matches).toHaveLength(LAST_MATCHES + 4);
  });

  test("REPLAY-12: what is saved is played again, and said to be the match or not", async () => {
    const ann = await newPlayer();
    const { store: whole, lines } = await openTestStore(settingsOf(place()));
    const good = withReplay(ann.seat, STRANGER);
    const bad = withReplay(ann.seat, STRANGER, {
      replay: { id: newPublicId(), recording: WRONG, rtts: [0, 0] },
    });
    const noBytes = withReplay(ann.seat, STRANGER, {
      replay: { id: newPublicId(), recording: new Uint8Array(9), rtts: [0, 0] },
    });
    const ids = await Promise.all([good, bad, noBytes].map((each) => whole.record(each)));
    const verified = async () => {
      const all = await Promise.all(
        ids.map(({ replay }) => whole.replay(replay as string, null, NOON)),
      );
      return all.map((replay) => replay?.verified);
    };
    await expect.poll(verified, { timeout: 20_000 }).toEqual([true, false, false]);
    await expect.poll(() => whole.figures.replays.mismatched).toBeGreaterThan(1);
    expect(whole.figures.replays).toMatchObject({ saved: 3, unsaved: 0 });
    const wrong = lines.filter(({ msg }) => msg === "replay is not the match that was played");
    expect(new Set(wrong.map(({ replay }) => replay))).toEqual(
      new Set([bad.replay?.id, noBytes.replay?.id]),
    );
    await whole.close(1000);
  }, 30_000);
}

const settingsOf = (place: Place) =>
  place.kind === "sqlite"
    ? { dataFolder: place.folder }
    : { dataFolder: "unused", databaseUrl: place.url };
