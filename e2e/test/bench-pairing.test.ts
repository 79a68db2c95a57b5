/** Pairing by rating, as bench:pairing -- --virtual has it: nearer where many come, and hardly any wait. */

import { expect, test } from "vitest";
import { pairAlone } from "../bench/pairing/alone.ts";
import { resultOf } from "../bench/pairing/result.ts";
import { pairVirtually, RATES, virtualTable } from "../bench/pairing/virtual.ts";
import { provide } from "../lib/programs.ts";
import { Distribution } from "../load/distribution.ts";

const NOBODY = { p50: 0, p90: 0, p99: 0, max: 0 };
const pair = (rate: number, newcomers = 0) => pairVirtually({ rate, players: 4000, newcomers }, 1);

test("QUEUE-4: where few come everything is as without ratings", () => {
  const { rated, plain } = pair(0.02);
  expect(rated).toEqual(plain);
  expect(rated.held).toEqual(NOBODY);
});

test.each([
  { rate: 0.2, nearer: 1.01, median: 0, most: 1000 },
  { rate: 2, nearer: 0.6, median: 100, most: 3000 },
  { rate: 20, nearer: 0.4, median: 50, most: 1500 },
])("QUEUE-4: where many come opponents are nearer for a short wait: %o", (bar) => {
  const { rated, plain } = pair(bar.rate);
  expect(plain.held).toEqual(NOBODY);
  expect(rated.gap.p50).toBeLessThanOrEqual(bar.nearer * plain.gap.p50);
  expect(rated.held.p50).toBeLessThanOrEqual(bar.median);
  expect(rated.held.p99).toBeLessThanOrEqual(bar.most);
  expect(rated.held.max).toBeLessThanOrEqual(3000 + 1e-6);
});

test("QUEUE-4: a new server's players, who are all provisional, never wait for it", () => {
  const { rated, plain } = pair(20, 1);
  expect(rated).toEqual(plain);
});

test("the table has every rate, with settled players and with new ones", () => {
  const lines = virtualTable(200).split("\n");
  expect(lines).toHaveLength(2 + 2 * RATES.length);
});

test("the result has the rate, the slowest seats, wrong pairs, and how evenly matches are spread", () => {
  const toSeat = new Distribution();
  for (let ms = 1; ms <= 100; ms++) toSeat.add(ms);
  const rooms = new Map(
    ["p1", "p1", "p1", "p2"].map((process, n) => [`room ${n}`, { players: 2, process }] as const),
  );
  const result = resultOf({ toSeat, rooms, seated: 8, wrongPairs: 1 }, 2);
  expect(result).toMatchObject({ pairsPerSecond: 2, wrongPairs: 1, unevenness: 0.5 });
  expect(result.seatMsP99).toBeGreaterThan(95);
  const crowd = { toSeat, rooms: new Map([["only", { players: 2, process: "p1" }]]), seated: 2 };
  expect(resultOf({ ...crowd, wrongPairs: 0 }, 1, 2).unevenness).toBe(1);
  const nobody = { toSeat: new Distribution(), rooms: new Map(), seated: 0, wrongPairs: 0 };
  expect(resultOf(nobody, 2)).toMatchObject({ pairsPerSecond: 0, unevenness: 0 });
});

test("the matchmaker of two processes alone gives each player one place", async ({ skip }) => {
  skip(provide(["redis-server"]) !== undefined, "redis-server is missing");
  const { pairsPerSecond, wrongPairs } = await pairAlone(2, 1);
  expect(pairsPerSecond).toBeGreaterThan(0);
  expect(wrongPairs).toBe(0);
}, 60_000);
