/** What is recorded of a match, and what its players are told: with a store that answers as it is told to. */
import type { Side } from "@quickpong/shared/court.ts";
import type { SavedNotice } from "@quickpong/shared/protocol/players.ts";
import { REPLAY_ID } from "@quickpong/shared/protocol/replay-id.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MatchRecorder, SAVED_WITHIN } from "../../src/colyseus/match-recorder.ts";
import type { MatchSummary } from "../../src/match/match-port.ts";
import { type PersonIdentity, type SeatHolder, seatsFor } from "../../src/match/seats.ts";
import { claimHashOf, hashOf } from "../../src/players/secrets.ts";
import { noStore } from "../../src/store/no-store.ts";
import {
  type MatchResult,
  type SavedMatch,
  type Store,
  StoreError,
} from "../../src/store/store.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const END: MatchSummary = {
  reason: "score",
  winner: 0,
  score: [7, 3],
  seconds: 61.5,
  longestRally: 12,
  topSpeed: 1500,
  bothHit: true,
  stalled: false,
  hits: [6, 6],
  recording: Uint8Array.of(1, 2, 3),
};
const NEWCOMER: PersonIdentity = { kind: "newcomer" };
const STRANGER: PersonIdentity = { kind: "stranger" };
const KNOWN: PersonIdentity = { kind: "credential", hash: hashOf("ann") };
const person = (name: string, identity: PersonIdentity): SeatHolder => ({
  name,
  identity,
  ticket: name,
  since: 0,
});
const BOT: SeatHolder = { name: "Bot", bot: "zoe", ticket: "", since: 0 };

interface Setup {
  left?: SeatHolder;
  right?: SeatHolder;
  code?: string;
  sameAddress?: boolean;
  record?: Store["record"];
}

const NOTHING: SavedMatch = {
  seq: 1,
  changes: [null, null],
  players: ["a".repeat(16), null],
  replay: null,
};

/** A recorder, everything that it has had recorded, and all that each side was told. */
function setUp(setup: Setup = {}) {
  const { left = person("Ann", KNOWN), right = person("Bob", NEWCOMER), code = "" } = setup;
  const results: MatchResult[] = [];
  const told: [SavedNotice[], SavedNotice[]] = [[], []];
  const shown: [Side, number][] = [];
  const record = setup.record ?? (async () => NOTHING);
  const recorder = new MatchRecorder({
    store: {
      ...noStore(),
      state: "ready",
      record(result) {
        results.push(result);
        return record(result);
      },
    },
    seats: seatsFor(left, right),
    rules: DEFAULT_RULES,
    isPrivate: code !== "",
    sameAddress: setup.sameAddress ?? false,
    tell: (side: Side, notice: SavedNotice) => told[side].push(notice),
    rated: (side: Side, { rating }) => shown.push([side, rating]),
  });
  const plays = (summary: Partial<MatchSummary> = {}) => {
    recorder.started();
    recorder.ended({ ...END, ...summary });
    return vi.advanceTimersByTimeAsync(0);
  };
  return { recorder, results, told, shown, plays };
}

test("RESULT-1: a match is recorded once, with all that the store keeps of it", async () => {
  vi.setSystemTime(1_000_000);
  const { results, plays } = setUp();
  await plays();
  expect(results).toEqual([
    {
      id: expect.stringMatching(/^[\da-f]{32}$/),
      kind: "public",
      seats: [KNOWN, { kind: "claim", hash: expect.stringMatching(/^[\da-f]{64}$/) }],
      names: ["Ann", "Bob"],
      score: [7, 3],
      winner: 0,
      reason: "score",
      rules: JSON.stringify(DEFAULT_RULES),
      rulesVersion: 2,
      endedAt: 1_000_000,
      seconds: 61.5,
      longestRally: 12,
      topSpeed: 1500,
      rated: true,
      sameAddress: false,
      replay: { id: expect.stringMatching(REPLAY_ID), recording: END.recording, rtts: [0, 0] },
    },
  ]);
});

test.each([
  ["public", {}, true],
  ["private", { code: "BCDFGH" }, false],
  ["bot", { right: BOT }, false],
  ["bot", { right: BOT, code: "BCDFGH" }, false],
  ["public", { right: person("Bob", STRANGER) }, false],
] as const)("RATE-4: a match is %s with %o: rated %s", async (kind, setup, rated) => {
  const { results, plays } = setUp(setup);
  await plays();
  expect(results.map((result) => [result.kind, result.rated])).toEqual([[kind, rated]]);
});

test("RATE-4: how it ended says whether it is rated", async () => {
  const { results, plays } = setUp();
  await plays({ reason: "left", bothHit: false });
  await plays({ stalled: true });
  await plays({ reason: "left" });
  expect(results.map(({ rated }) => rated)).toEqual([false, false, true]);
});

test("RESULT-2: matches of programs with each other or with bots leave nothing behind", async () => {
  for (const right of [person("b", STRANGER), BOT]) {
    const { results, told, plays } = setUp({ left: person("a", STRANGER), right });
    await plays();
    expect(results).toEqual([]);
    expect(told[0].map(({ state }) => state)).toEqual(["off"]);
  }
});

test("IDENTITY-5: a newcomer alone is told the secret; a rematch has the same, and its own id", async () => {
  const { results, told, plays } = setUp();
  await plays();
  await plays();
  const [first, second] = told[1];
  const claim = { kind: "claim", hash: claimHashOf(first?.claim ?? "") };
  expect(results[0]?.seats).toEqual([KNOWN, claim]);
  expect(second?.claim).toBe(first?.claim);
  expect(results[1]?.seats).toEqual(results[0]?.seats);
  expect(results[1]?.id).not.toBe(results[0]?.id);
  expect(told[0].map(({ claim }) => claim)).toEqual([undefined, undefined]);
  const another = setUp();
  await another.plays();
  expect(another.told[1][0]?.claim).not.toBe(first?.claim);
});

test("IDENTITY-5: once the claim stands for a player the secret is told no more", async () => {
  const players = ["a".repeat(16), "b".repeat(16)] as const;
  const { told, plays } = setUp({ record: async () => ({ ...NOTHING, players }) });
  await plays();
  expect(told[1]).toEqual([
    { state: "saved", own: null, opponent: null, opponentId: "a".repeat(16), replay: null },
  ]);
});

test("RESULT-3: nothing is said to be saved before it is; what takes over a second comes later", async () => {
  let commit: (saved: SavedMatch) => void = () => {};
  const { told, plays } = setUp({
    record: () =>
      new Promise((resolve) => {
        commit = resolve;
      }),
  });
  await plays();
  await vi.advanceTimersByTimeAsync(SAVED_WITHIN - 1);
  expect(told).toEqual([[], []]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told.map((notices) => notices.map(({ state }) => state))).toEqual([["later"], ["later"]]);
  // The page keeps it: the player may be gone when the match is saved.
  expect(told[0][0]?.claim).toBeUndefined();
  expect(told[1][0]?.claim).toBeDefined();
  commit(NOTHING);
  await vi.advanceTimersByTimeAsync(0);
  expect(told[1].map(({ state }) => state)).toEqual(["later", "saved"]);
  expect(told[1][1]?.claim).toBe(told[1][0]?.claim);
});

test("RESULT-3: a store that refuses, or is off, is said to have nothing", async () => {
  const { told, plays } = setUp({ record: () => Promise.reject(new StoreError("full")) });
  await plays();
  expect(told[0].map(({ state }) => state)).toEqual(["later"]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a player who comes back hears of the last match, and of none that is over by a rematch", async () => {
  const { recorder, told, plays } = setUp();
  await plays();
  expect(recorder.noticeFor(1)).toEqual(told[1][0]);
  recorder.started();
  expect(recorder.noticeFor(1)).toBeUndefined();
});

test("what a match has changed is shown in the room from then on", async () => {
  const change = (before: number, after: number) => ({
    before: { rating: before, provisional: true },
    after: { rating: after, provisional: true },
  });
  const changes = [change(1500, 1512), change(1500, 1488)] as const;
  const { told, shown, plays } = setUp({ record: async () => ({ ...NOTHING, changes }) });
  await plays();
  expect(shown).toEqual([
    [0, 1512],
    [1, 1488],
  ]);
  expect(told[1][0]).toMatchObject({ own: changes[1], opponent: changes[0] });
});
