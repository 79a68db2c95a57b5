import { expect, test } from "vitest";
import { ConcurrencyLimiter } from "../../src/limits/concurrency-limiter.ts";

test("so many of a key are let in, others' don't count, and who goes makes room", () => {
  const heads = new ConcurrencyLimiter(2);
  expect([heads.enter("a"), heads.enter("a"), heads.enter("a"), heads.enter("b")]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  heads.leave("a");
  expect([heads.enter("a"), heads.enter("a")]).toEqual([true, false]);
});

test("nobody is remembered who has nothing", () => {
  const heads = new ConcurrencyLimiter(2);
  for (let n = 0; n < 1000; n++) {
    heads.enter(`${n}`);
    heads.leave(`${n}`);
  }
  expect(heads.size).toBe(0);
});
