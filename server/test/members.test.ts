import { expect, test } from "vitest";
import { Leadership } from "../src/cluster/leadership.ts";
import { Members, type ProcessHeartbeat } from "../src/cluster/members.ts";

const beat = (
  name: string,
  since: number,
  more: Partial<ProcessHeartbeat> = {},
): ProcessHeartbeat => ({
  name,
  since,
  opening: false,
  retired: false,
  overloaded: false,
  online: 0,
  matches: 0,
  watchable: [],
  ...more,
});
const self = beat("a", 2);

test("the oldest leads, until it has been silent for six of our beats or retires", () => {
  const members = new Members(self);
  expect(members.leader).toBe("a");
  members.heard(beat("b", 1));
  for (let n = 0; n < 5; n++) members.heard(self);
  expect(members.leader).toBe("b");
  members.heard(self);
  expect(members.leader).toBe("a");
  members.heard(beat("b", 1));
  expect(members.leader).toBe("b");
  members.heard(beat("b", 1, { retired: true }));
  expect(members.leader).toBe("a");
  expect(members.others()).toEqual(["b"]);
});

test("who is heard in time is kept", () => {
  const members = new Members(self);
  for (let n = 0; n < 50; n++) {
    members.heard(self);
    if (n % 5 === 0) members.heard(beat("b", 1));
  }
  expect(members.leader).toBe("b");
});

test("who is known to be gone does not lead, and is back with its next beat", () => {
  const members = new Members(self);
  members.heard(beat("b", 1));
  members.forget("b");
  expect(members.leader).toBe("a");
  members.heard(beat("b", 1));
  members.forget("a");
  expect([members.leader, members.beats().length]).toEqual(["b", 2]);
});

test("matches go where there are fewest, those counted that were sent since the last beat", () => {
  const members = new Members(self);
  members.heard(beat("b", 1, { matches: 2 }));
  const places = Array.from({ length: 6 }, () => members.place());
  expect(places.filter((place) => place === "a")).toHaveLength(4);
  members.heard(beat("b", 1, { matches: 0, overloaded: true }));
  members.heard(beat("c", 1, { matches: 99 }));
  members.heard(beat("a", 1, { matches: 99, overloaded: true }));
  expect([members.place(), members.place()]).toEqual(["c", "c"]);
  members.heard(self);
  members.heard(beat("b", 1, { matches: 4, retired: true }));
  members.forget("c");
  expect(Array.from({ length: 3 }, () => members.place())).toEqual(["a", "a", "a"]);
  members.heard(beat("d", 3, { opening: true }));
  expect([members.place(), members.leader]).toEqual(["a", "a"]);
  members.heard(beat("d", 3));
  expect(members.place()).toBe("d");
});

test("six beats that don't come back: on its own, until one does", () => {
  const changes: boolean[] = [];
  const reached: string[][] = [];
  const told: string[] = [];
  const lead = new Leadership(self, {
    changed: (before) => changes.push(before),
    reachable: (names) => reached.push([...names]),
    known: () => told.push("known"),
    twin: () => told.push("twin"),
  });
  lead.heard(beat("b", 1));
  for (let n = 0; n < 3; n++) lead.heard(self);
  expect([lead.leader, told, reached.at(-1)]).toEqual(["b", ["known"], ["a", "b"]]);
  for (let n = 0; n < 5; n++) lead.beating();
  expect([lead.away, lead.here]).toEqual([false, false]);
  lead.beating();
  expect([lead.away, lead.here, reached.at(-1)]).toEqual([true, true, ["a"]]);
  lead.heard(self);
  expect([lead.away, lead.leader, reached.at(-1)]).toEqual([false, "b", ["a", "b"]]);
  // Led before? No, then yes while on its own, no longer afterwards, and again when b is gone.
  lead.gone("b");
  expect([lead.here, changes]).toEqual([true, [true, false, true, false]]);
  lead.heard(beat("a", 7));
  expect(told).toEqual(["known", "twin"]);
});
