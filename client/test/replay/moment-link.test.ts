import { expect, test } from "vitest";
import { momentOf, readMoment, writeMoment } from "../../src/replay/moment-link.ts";
import { addressOf, parseRoute } from "../../src/routing/routes.ts";

test.each([
  ["83", { from: 83, to: null }],
  ["83.5-97", { from: 83.5, to: 97 }],
  ["0-3", { from: 0, to: 3 }],
])("%s is a moment, and is written so", (said, moment) => {
  expect(readMoment(said)).toEqual(moment);
  expect(writeMoment(moment)).toBe(said);
});

test.each(["", "-5", "abc", "1e9", "99999999", "5-", "NaN", "1-2-3", null])(
  "%s is none",
  (said) => {
    expect(readMoment(said)).toBeNull();
  },
);

test("a part that ends before it begins is its beginning", () => {
  expect(readMoment("9-4")).toEqual({ from: 9, to: null });
});

test("a part of a match is counted from the match's beginning", () => {
  expect(momentOf({ from: 220, to: 400 }, 100)).toEqual({ from: 2, to: 5 });
  expect(momentOf({ from: 50, to: 400 }, 100).from).toBe(0);
});

test.each(["replay", "embed"] as const)("it stands in the address of /%s", (page) => {
  const route = { page, id: "abcdefghijklmnop", moment: "83-97" };
  expect(addressOf(route)).toBe(`/${page}/abcdefghijklmnop?t=83-97`);
  expect(parseRoute(addressOf(route))).toEqual(route);
  expect(parseRoute(`/${page}/abcdefghijklmnop`)).toEqual({ ...route, moment: "" });
});
