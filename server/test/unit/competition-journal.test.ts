/** A competition's log on its way to a store that is slow, fails, or has given the competition to another process. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CompetitionEvent } from "../../src/competitions/events.ts";
import { Journal } from "../../src/live-competitions/journal.ts";
import { StoreError } from "../../src/store/store.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const event = (entrant: number): CompetitionEvent => ({ type: "left", entrant, at: entrant });

/** A journal of a log that has one event, and the store behind it. */
function setUp(state: "ready" | "off" = "ready") {
  const stored = ["created"];
  const store = {
    state,
    answer: true as boolean | StoreError,
    calls: 0,
    async addEvents({ from, events }: { from: number; events: readonly string[] }) {
      store.calls++;
      await vi.advanceTimersByTimeAsync(0);
      if (store.answer instanceof StoreError) throw store.answer;
      if (!store.answer) return false;
      // As the store does: what is there already counts as added.
      stored.push(...events.slice(stored.length - from));
      return true;
    },
  };
  const taken = vi.fn();
  const journal = new Journal({ store, code: "BCDFGH", epoch: 1, length: 1, taken });
  return { journal, store, stored, taken };
}
const texts = (...entrants: number[]) => entrants.map((each) => JSON.stringify(event(each)));

test("COMPETE-2: events reach the store in order, and those that come meanwhile in one commit", async () => {
  const { journal, store, stored } = setUp();
  for (let n = 0; n < 20; n++) journal.add([event(n)]);
  await journal.settled();
  expect(stored.slice(1)).toEqual(texts(...Array.from({ length: 20 }, (_, n) => n)));
  expect(store.calls).toBe(2);
  expect([journal.waiting, journal.state]).toEqual([0, "ready"]);
});

test("COMPETE-7: while the store fails that is said, nobody waits for it, and nothing is lost", async () => {
  const { journal, store, stored } = setUp();
  store.answer = new StoreError("the disk is full");
  journal.add([event(1)]);
  await journal.settled();
  expect(journal.state).toBe("failing");
  journal.add([event(2)]);
  await journal.settled();
  expect([stored.length, journal.waiting]).toEqual([1, 2]);
  store.answer = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(stored.slice(1)).toEqual(texts(1, 2));
  expect(journal.state).toBe("ready");
});

test("COMPETE-2: a commit whose answer was lost is not made twice", async () => {
  const { journal, store, stored } = setUp();
  const addEvents = store.addEvents;
  store.addEvents = async (news) => {
    store.addEvents = addEvents;
    await addEvents(news);
    throw new StoreError("no answer in 2000 ms");
  };
  journal.add([event(1)]);
  await vi.advanceTimersByTimeAsync(60_000);
  journal.add([event(2)]);
  await journal.settled();
  expect(stored.slice(1)).toEqual(texts(1, 2));
});

test("COMPETE-8: when another process has taken the competition on, that is told once and nothing more is sent", async () => {
  const { journal, store, taken } = setUp();
  store.answer = false;
  journal.add([event(1)]);
  await journal.settled();
  journal.add([event(2)]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([taken.mock.calls.length, store.calls]).toEqual([1, 1]);
});

test("without a store nothing waits", async () => {
  const { journal, store } = setUp("off");
  journal.add([event(1)]);
  await journal.settled();
  expect([journal.state, journal.waiting, store.calls]).toEqual(["off", 0, 0]);
});
