/** What gives way when too much waits to be saved. */
import { expect, test } from "vitest";
import { QUEUE_MAX, ResultQueue } from "../../src/store/result-queue.ts";
import { resultOf, STRANGER } from "../support/results.ts";

const MB = 1_000_000;
/** One for all of them: it is counted each time. */
const recording = new Uint8Array(MB);
const withReplay = () =>
  resultOf(STRANGER, STRANGER, { replay: { id: "a".repeat(16), recording, rtts: [40, 60] } });

test("REPLAY-15: replays make room for results, those of the oldest first, and no result gives way to a replay", () => {
  const queue = new ResultQueue();
  const fits = Math.floor(QUEUE_MAX.bytes / MB) - 1;
  for (let n = 0; n < fits; n++) void queue.add(withReplay(), n);
  const replays = () => queue.first(1000).map(({ replay }) => replay !== null);
  expect(replays()).toEqual(Array.from({ length: fits }, () => true));
  for (let n = 0; n < 3; n++) void queue.add(withReplay(), fits + n);
  expect(queue.length).toBe(fits + 3);
  expect(replays().indexOf(true)).toBeGreaterThanOrEqual(1);
  expect(replays().lastIndexOf(false)).toBeLessThan(4);
  expect(replays().at(-1)).toBe(true);
  // As much as there is room for without a single replay, and then no more.
  const long = resultOf(STRANGER, STRANGER, { rules: "x".repeat(MB) });
  for (let n = 0; n < fits; n++) void queue.add({ ...long, replay: null }, n);
  expect(replays().some(Boolean)).toBe(false);
  void queue.add(withReplay(), 0);
  expect(replays().at(-1)).toBe(false);
});

test("REPLAY-15: more results than the queue may have are refused", async () => {
  const queue = new ResultQueue();
  for (let n = 0; n < QUEUE_MAX.results; n++) void queue.add(resultOf(STRANGER, STRANGER), n);
  await expect(queue.add(resultOf(STRANGER, STRANGER), 0)).rejects.toThrow("too many results wait");
});
