import { expect, test } from "vitest";
import { type Beat, Members } from "../src/cluster/members.ts";

const beat = (name: string, since: number, more: Partial<Beat> = {}): Beat => ({
  name,
  since,
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
});
