/** A match against the wall, as the server has it: counted, recorded, and by the day's course. */
import { contactY, defenderOf } from "@quickpong/shared/ball.ts";
import { FIRST_COUNTDOWN, TICK_MS } from "@quickpong/shared/court.ts";
import { DAILY_RULES, dailyKey } from "@quickpong/shared/daily.ts";
import { lastFlight } from "@quickpong/shared/match.ts";
import { roundToGrid } from "@quickpong/shared/paddle.ts";
import { decodeRecording, isExact } from "@quickpong/shared/replay-codec.ts";
import { expect, test } from "vitest";
import { DailyTry, type TryParts } from "../../src/colyseus/daily-try.ts";
import { LiveMatch } from "../../src/match/live-match.ts";
import type { MatchSummary } from "../../src/match/match-port.ts";
import { seatsFor } from "../../src/match/seats.ts";
import { Ticker } from "../../src/match/ticker.ts";
import { noStore } from "../../src/store/no-store.ts";
import { StoreError } from "../../src/store/store.ts";

const DAY = 20_500;

/** Plays the course of a day until `hits` of the player's own, then misses, or leaves. */
function play(day: number, hits: number, last: "miss" | "leave"): MatchSummary {
  let now = 5000;
  const ends: MatchSummary[] = [];
  const ticker = new Ticker(() => now);
  const ann = { name: "Ann", ticket: "", since: 0 };
  const match = new LiveMatch({
    rules: DAILY_RULES,
    newKey: () => dailyKey(day),
    botSeed: day,
    seats: seatsFor(ann, { name: "Bot", bot: "wall", ticket: "", since: 0 }),
    watchable: false,
    isRecorded: true,
    ticker,
    port: {
      patch: () => {},
      pong: () => {},
      release: () => {},
      started: () => {},
      ended: (summary) => ends.push(summary),
      deserted: () => {},
      over: () => {},
      outage: () => {},
      failed: (error) => {
        throw error;
      },
    },
  });
  ticker.stop();
  match.arrived(0, now);
  let answered = 0;
  let seq = 0;
  for (let n = 0; n < 20_000 && ends.length === 0; n++) {
    now += TICK_MS;
    ticker.run();
    const { state } = match;
    const flight = lastFlight(state);
    if (flight?.ruling !== "open" || defenderOf(flight) !== 0) continue;
    if (answered === state.flightCount || n < FIRST_COUNTDOWN) continue;
    answered = state.flightCount;
    const own = Math.floor(flight.hits / 2);
    if (own === hits && last === "leave") match.left(0, now);
    const tick = Math.ceil(state.now) + 1;
    const y = roundToGrid(contactY(flight));
    const target = own < hits ? y : y > 0 ? -430 : 430;
    match.play(0, { kind: "input", seq: seq++ & 255, tick, target }, now);
  }
  match.left(0, now);
  ticker.run();
  return ends[0] as MatchSummary;
}

test("DAILY-2, DAILY-3: the server counts the player's hits, whoever was served to, and however it ends", () => {
  for (const day of [DAY, DAY + 1, DAY + 2, DAY + 3])
    for (const [hits, last] of [
      [0, "miss"],
      [7, "miss"],
      [0, "leave"],
      [6, "leave"],
    ] as const) {
      const summary = play(day, hits, last);
      expect([day, summary.hits[0], summary.winner]).toEqual([day, hits, 1]);
      expect(summary.reason).toBe(last === "miss" ? "score" : "left");
    }
});

test("DAILY-6: its recording is played to the same state", () => {
  const { recording } = play(DAY, 9, "miss");
  const read = decodeRecording(recording as Uint8Array);
  expect(isExact(read)).toBe(true);
  expect(read.key).toEqual(dailyKey(DAY));
});

/** A try of somebody with a cookie, with a store that says `left`. */
function tryWith(changes: Partial<TryParts>, left: () => Promise<number | "none" | "nobody">) {
  const given: string[] = [];
  let refused = 0;
  const parts: TryParts = {
    store: {
      ...noStore(),
      state: "ready",
      beginTry: left,
      giveTryBack: async (hash) => void given.push(hash),
    },
    day: DAY,
    identity: { kind: "credential", hash: "ann" },
    refuse: () => void refused++,
    ...changes,
  };
  const daily = new DailyTry(parts);
  daily.started();
  return { daily, given, refused: () => refused };
}
const SEVEN = { reason: "score", hits: [7, 7] } as const;

test("DAILY-3: a counted try is kept with its hits, and one too many is refused", async () => {
  const { daily, refused } = tryWith({}, async () => 1);
  const notice = { day: DAY, hits: 7, triesLeft: 1 };
  expect(await daily.end(SEVEN)).toEqual({ notice, kept: { day: DAY, hits: 7, isCounted: true } });
  expect(refused()).toBe(0);
  const none = tryWith({}, async () => "none");
  expect((await none.daily.end({ ...SEVEN, reason: "interrupted" })).kept).toBeNull();
  expect(none.refused()).toBe(1);
  expect(none.given).toEqual([]);
});

test("DAILY-3: what the server breaks off is given back", async () => {
  const { daily, given } = tryWith({}, async () => 0);
  const { notice, kept } = await daily.end({ ...SEVEN, reason: "interrupted" });
  expect([notice.triesLeft, kept, given]).toEqual([null, null, ["ann"]]);
});

test("DAILY-4: a newcomer's try is counted with its result, and where nobody counts nothing is kept", async () => {
  const never = async () => {
    throw new StoreError("down");
  };
  const newcomer = tryWith({ identity: { kind: "newcomer" } }, never);
  expect(await newcomer.daily.end(SEVEN)).toEqual({
    notice: { day: DAY, hits: 7, triesLeft: 2 },
    kept: { day: DAY, hits: 7, isCounted: false },
  });
  for (const { daily, refused } of [
    tryWith({ identity: { kind: "stranger" } }, never),
    tryWith({ store: noStore() }, never),
    tryWith({}, never),
    tryWith({}, async () => "nobody"),
  ]) {
    const notice = { day: DAY, hits: 7, triesLeft: null };
    expect(await daily.end(SEVEN)).toEqual({ notice, kept: null });
    expect(refused()).toBe(0);
  }
});
