import { expect, test } from "vitest";
import { TokenBucket, TokenBuckets } from "../../src/limits/token-bucket.ts";

const taken = (bucket: { take(now: number): boolean }, now: number, tries: number) =>
  Array.from({ length: tries }, () => bucket.take(now)).filter(Boolean).length;

test("a burst at once, then the rate", () => {
  const bucket = new TokenBucket(10, 5, 0);
  expect(taken(bucket, 0, 9)).toBe(5);
  expect(taken(bucket, 50, 9)).toBe(0);
  expect(taken(bucket, 250, 9)).toBe(2);
  expect(taken(bucket, 60_000, 9)).toBe(5);
});

test("a clock that steps back gives nothing", () => {
  const bucket = new TokenBucket(10, 1, 1000);
  expect(bucket.take(1000)).toBe(true);
  expect(bucket.take(0)).toBe(false);
});

test("each key has its own, and memory is bounded", () => {
  const buckets = new TokenBuckets(1, 2, 3);
  for (const key of ["a", "b", "c"]) expect(buckets.take(key, 0)).toBe(true);
  expect(buckets.take("a", 0)).toBe(true);
  expect(buckets.take("a", 0)).toBe(false);
  // The oldest is forgotten for a fourth, and starts anew.
  expect(buckets.take("d", 0)).toBe(true);
  expect(buckets.take("a", 0)).toBe(true);
});
