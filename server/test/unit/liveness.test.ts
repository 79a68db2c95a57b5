import { expect, test } from "vitest";
import { CHECK_EVERY, WorkerLiveness } from "../../src/process-manager/liveness.ts";

const conditions = (liveness: WorkerLiveness<string>, from: number, to: number): string[] => {
  const seen: string[] = [];
  for (let now = from; now <= to; now += CHECK_EVERY) {
    const condition = liveness.check(now).get("p1");
    if (condition && condition !== seen.at(-1)) seen.push(condition);
  }
  return seen;
};

test("a process is watched from its first heartbeat on: silent after 2 s, hung after 10", () => {
  const liveness = new WorkerLiveness<string>(0);
  expect(conditions(liveness, 500, 20_000)).toEqual([]);
  liveness.heard("p1", 20_000);
  expect(conditions(liveness, 20_500, 22_000)).toEqual(["at work"]);
  expect(conditions(liveness, 22_500, 30_000)).toEqual(["silent"]);
  expect(conditions(liveness, 30_500, 30_500)).toEqual(["hung"]);
  liveness.forget("p1");
  expect(conditions(liveness, 31_000, 32_000)).toEqual([]);
});

test("a process that goes on in time is at work again", () => {
  const liveness = new WorkerLiveness<string>(0);
  liveness.heard("p1", 0);
  expect(conditions(liveness, 500, 9500)).toEqual(["at work", "silent"]);
  liveness.heard("p1", 9600);
  expect(conditions(liveness, 10_000, 11_500)).toEqual(["at work"]);
});

test("a supervisor that was stopped itself takes nobody for hung", () => {
  const liveness = new WorkerLiveness<string>(0);
  liveness.heard("p1", 500);
  expect(liveness.check(1000).get("p1")).toBe("at work");
  expect(liveness.check(61_000).get("p1")).toBe("at work");
  // Nor at the looks after that, before it has read what was said meanwhile.
  expect(conditions(liveness, 61_500, 61_500)).toEqual(["at work"]);
});
