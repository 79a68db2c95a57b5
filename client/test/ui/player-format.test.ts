import { expect, test } from "vitest";
import {
  countdownText,
  dayText,
  groupsOf,
  paceText,
  readPlayerCode,
} from "../../src/ui/player-format.ts";
import { changeText, ratingText } from "../../src/ui/rating-text.ts";

const shown = (rating: number) => ({ rating, provisional: false });

test("a rating that may be far off has a question mark", () => {
  expect(ratingText({ rating: 1532, provisional: true })).toBe("1532?");
  expect(ratingText(shown(1532))).toBe("1532");
});

test.each([
  [1520, 1532, "+12"],
  [1532, 1529, "−3"],
  [1532, 1532, "±0"],
])("from %i to %i is %s", (before, after, change) => {
  expect(changeText({ before: shown(before), after: shown(after) })).toBe(change);
});

test("days are told as people tell them, in their language", () => {
  const now = new Date(2026, 4, 12, 0, 30).getTime();
  const at = (...date: [number, number, number, number]) => new Date(...date).getTime();
  expect(dayText(at(2026, 4, 12, 0), now, "en")).toBe("today");
  expect(dayText(at(2026, 4, 11, 23), now, "de")).toBe("gestern");
  expect(dayText(at(2026, 4, 2, 9), now, "en")).toBe("May 2");
  expect(dayText(at(2025, 11, 31, 9), now, "en")).toBe("Dec 31, 2025");
  // A clock that goes behind the server's.
  expect(dayText(at(2026, 4, 13, 9), now, "en")).toBe("May 13");
});

test("codes are shown in groups of four, and read however they are typed", () => {
  expect(groupsOf("KFRTBNXZ")).toBe("KFRT BNXZ");
  expect(readPlayerCode(" kfrt-bnxz ")).toBe("KFRTBNXZ");
  const recovery = "ABCD EFGH IJKL MNOP QRST UVWX 23";
  expect(readPlayerCode(recovery)).toBe("abcdefghijklmnopqrstuvwx23");
  for (const wrong of ["", "KFRTBNX", "KFRTBNXA", "KFRTBNXZZ", `${recovery}1`]) {
    expect(readPlayerCode(wrong), wrong).toBe("");
  }
});

test("a countdown ends at nothing", () => {
  expect([300, 61, 59.2, 0.1, 0, -7].map(countdownText)).toEqual([
    ...["5:00", "1:01", "1:00", "0:01", "0:00", "0:00"],
  ]);
});

test("a ball's speed is told in courts", () => {
  expect(paceText(2400, "en")).toBe("1.5");
  expect(paceText(2400, "de")).toBe("1,5");
});
