import { Room } from "@colyseus/sdk";
import { expect, test } from "vitest";
import { canSwitchRooms, missingFrom } from "../../src/net/colyseus/sdk-internals.ts";

test("this version of the SDK has what is not promised", () => {
  expect(canSwitchRooms).toBe(true);
});

test("a member that a later version does not have is named", () => {
  const later = (lacks: object) => missingFrom(Object.assign(new Room("later"), lacks));
  expect(later({})).toEqual([]);
  expect(later({ onJoin: undefined })).toEqual(["onJoin.once"]);
  expect(later({ joinedAtTime: undefined })).toEqual(["joinedAtTime"]);
  expect(later({ onLeave: () => {} })).toEqual(["onLeave.invoke"]);
});
