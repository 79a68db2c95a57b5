import { expect, test } from "vitest";
import { isoDay, pasteOf, squaresOf, timeLeft } from "../../src/ui/daily-text.ts";

test.each([
  [0, "⬜"],
  [4, "⬜"],
  [5, "🟩"],
  [23, "🟩🟩🟩🟩⬜"],
  [100, "🟩".repeat(20)],
  [999, "🟩".repeat(20)],
])("%i hits are these squares", (hits, squares) => {
  expect(squaresOf(hits)).toBe(squares);
});

test("a result is a few lines, with nothing where there is nothing to say", () => {
  const pasted = { title: "Quickpong · Daily", day: 20_788, hits: 23, link: "https://a.b/daily" };
  expect(pasteOf({ ...pasted, words: ["23 hits", "Place 4 of 120", ""] })).toBe(
    [
      "Quickpong · Daily 2026-12-01",
      "🟩🟩🟩🟩⬜ 23 hits",
      "Place 4 of 120",
      "https://a.b/daily",
    ].join("\n"),
  );
  expect(pasteOf({ ...pasted, words: ["23 hits"] }).split("\n")).toHaveLength(3);
  expect(isoDay(0)).toBe("1970-01-01");
});

test.each([
  [18_720_000, "5 hr 12 min"],
  [3_600_000, "1 hr"],
  [59_000, "1 min"],
  [-5, "1 min"],
])("%i ms are %s", (ms, words) => {
  expect(timeLeft(ms, "en")).toBe(words);
});
