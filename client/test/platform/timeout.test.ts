import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { withTimeout } from "../../src/platform/timeout.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("what comes in time comes as it would have, and leaves no timer", async () => {
  const late = vi.fn();
  expect(await withTimeout(100, Promise.resolve(7), late)).toBe(7);
  await expect(withTimeout(100, Promise.reject(new Error("no seat")), late)).rejects.toThrow(
    "no seat",
  );
  expect(vi.getTimerCount()).toBe(0);
  expect(late).not.toHaveBeenCalled();
});

test("without an answer it ends without a code, and what comes after that is let go", async () => {
  const late = vi.fn();
  const { promise, resolve } = Promise.withResolvers<number>();
  const ended = withTimeout(100, promise, late).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(100);
  const error = await ended;
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toHaveProperty("code");
  expect(late).not.toHaveBeenCalled();
  resolve(7);
  await promise;
  expect(late).toHaveBeenCalledExactlyOnceWith(7);
});
