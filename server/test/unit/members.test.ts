import { expect, test } from "vitest";
import { Leadership } from "../../src/cluster/leadership.ts";
import { Members, type ProcessHeartbeat } from "../../src/cluster/members.ts";

const heartbeat = (
  name: string,
  since: number,
  more: Partial<ProcessHeartbeat> = {},
): ProcessHeartbeat => ({
  name,
  since,
  opening: false,
  retired: false,
  isolated: false,
  overloaded: false,
  online: 0,
  matches: 0,
  watchable: [],
  ...more,
});
const self = heartbeat("a", 2);

test("the oldest leads, until it has been silent for six of our heartbeats or retires", () => {
  const members = new Members(self);
  expect(members.leader).toBe("a");
  members.heard(heartbeat("b", 1));
  for (let n = 0; n < 5; n++) members.heard(self);
  expect(members.leader).toBe("b");
  members.heard(self);
  expect(members.leader).toBe("a");
  members.heard(heartbeat("b", 1));
  expect(members.leader).toBe("b");
  members.heard(heartbeat("b", 1, { retired: true }));
  expect(members.leader).toBe("a");
  members.heard(heartbeat("b", 1, { isolated: true }));
  expect([members.leader, members.pickNode()]).toEqual(["a", "a"]);
  expect(members.others()).toEqual(["b"]);
});

test("a process that is heard in time is kept", () => {
  const members = new Members(self);
  for (let n = 0; n < 50; n++) {
    members.heard(self);
    if (n % 5 === 0) members.heard(heartbeat("b", 1));
  }
  expect(members.leader).toBe("b");
});

test("a process that is known to be gone does not lead, and is back with its next heartbeat", () => {
  const members = new Members(self);
  members.heard(heartbeat("b", 1));
  members.forget("b");
  expect(members.leader).toBe("a");
  members.heard(heartbeat("b", 1));
  members.forget("a");
  expect([members.leader, members.heartbeats().length]).toEqual(["b", 2]);
});

test("matches go where there are fewest, those counted that were sent since the last heartbeat", () => {
  const members = new Members(self);
  members.heard(heartbeat("b", 1, { matches: 2 }));
  const places = Array.from({ length: 6 }, () => members.pickNode());
  expect(places.filter((place) => place === "a")).toHaveLength(4);
  members.heard(heartbeat("b", 1, { matches: 0, overloaded: true }));
  members.heard(heartbeat("c", 1, { matches: 99 }));
  members.heard(heartbeat("a", 1, { matches: 99, overloaded: true }));
  expect([members.pickNode(), members.pickNode()]).toEqual(["c", "c"]);
  members.heard(self);
  members.heard(heartbeat("b", 1, { matches: 4, retired: true }));
  members.forget("c");
  expect(Array.from({ length: 3 }, () => members.pickNode())).toEqual(["a", "a", "a"]);
  members.heard(heartbeat("d", 3, { opening: true }));
  expect([members.pickNode(), members.leader]).toEqual(["a", "a"]);
  members.heard(heartbeat("d", 3));
  expect(members.pickNode()).toBe("d");
});

test("six heartbeats that don't come back: on its own, until one does", () => {
  const changes: boolean[] = [];
  const reached: string[][] = [];
  const told: string[] = [];
  const lead = new Leadership(self, {
    changed: (wasLeader) => changes.push(wasLeader),
    reachable: (names) => reached.push([...names]),
    known: () => told.push("known"),
    nameConflict: () => told.push("name conflict"),
  });
  lead.heard(heartbeat("b", 1));
  for (let n = 0; n < 3; n++) lead.heard(self);
  expect([lead.leader, told, reached.at(-1)]).toEqual(["b", ["known"], ["a", "b"]]);
  for (let n = 0; n < 5; n++) lead.sending();
  expect([lead.isolated, lead.isLeader]).toEqual([false, false]);
  lead.sending();
  expect([lead.isolated, lead.isLeader, reached.at(-1)]).toEqual([true, true, ["a"]]);
  lead.heard(self);
  expect([lead.isolated, lead.leader, reached.at(-1)]).toEqual([false, "b", ["a", "b"]]);
  // Led before? No, then yes while on its own, no longer afterwards, and again when b is gone.
  lead.gone("b");
  expect([lead.isLeader, changes]).toEqual([true, [true, false, true, false]]);
  lead.heard(heartbeat("a", 7));
  expect(told).toEqual(["known", "name conflict"]);
});
