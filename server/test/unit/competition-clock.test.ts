/** A competition whose process finds the system's clock set back goes on at once. */
import { DEFAULT_SETTINGS } from "@quickpong/shared/protocol/competition.ts";
import { expect, test } from "vitest";
import { decide, nextDue } from "../../src/competitions/decide.ts";
import { fold } from "../../src/competitions/fold.ts";
import { clockFrom, steadyNow } from "../../src/live-competitions/competition-clock.ts";
import { CompetitionLog } from "../support/competition-log.ts";

test("COMPETE-2: a log that is ahead of the clock is gone on with from its last time", () => {
  const log = new CompetitionLog(DEFAULT_SETTINGS.arena);
  for (const key of ["a", "b"]) log.join(key);
  log.tell({ type: "started" });
  let system = log.now - 3_600_000;
  const clock = clockFrom(log.state.at, () => system);
  expect(clock()).toBe(log.state.at);
  expect(nextDue(log.state) - clock()).toBe(1000);
  system += 1000;
  const [called] = decide(log.state, clock());
  expect(called?.type).toBe("called");
  expect(fold(log.state, called!).open).toHaveLength(1);
});

test("a clock that is ahead of the log goes as it does, and the process's own is of today", () => {
  expect(clockFrom(5, () => 9)()).toBe(9);
  const [one, other] = [steadyNow(), steadyNow()];
  expect(Number.isInteger(one)).toBe(true);
  expect(other).toBeGreaterThanOrEqual(one);
  // To within a day: the system's clock may have been set since.
  expect(Math.abs(one - Date.now())).toBeLessThan(86_400_000);
});
