/** Which matches are listed for watching. */
import { expect, test } from "vitest";
import { inOrder, MatchDirectory, type MatchListing } from "../src/matchmaking/match-directory.ts";

const player = (name: string, bot: "" | "club" = "") => ({ name, bot, score: 0 });
const exhibit = (options: Partial<Record<"private" | "closed" | "bot", boolean>>, watchers = 0) =>
  ({
    isPrivate: options.private === true,
    isWatchable: () => true,
    isRunning: () => options.closed !== true,
    summary: () => ({
      left: player("Ada"),
      right: player("Bob", options.bot ? "club" : ""),
      pointsToWin: 7,
      watchers,
    }),
  }) satisfies MatchListing;

test("WATCH-1: public matches that run are listed: people first, then by watchers", () => {
  const showcase = new MatchDirectory();
  showcase.put("few", exhibit({}, 1));
  showcase.put("bot", exhibit({ bot: true }, 9));
  showcase.put("secret", exhibit({ private: true }));
  showcase.put("over", exhibit({ closed: true }));
  showcase.put("many", exhibit({}, 5));
  expect(showcase.list(0).map(({ id }) => id)).toEqual(["many", "few", "bot"]);
  expect(showcase.list(0)[0]).toEqual({ id: "many", ...exhibit({}, 5).summary() });
  showcase.takeDown("many");
  // Made once a second, however many ask.
  expect(showcase.list(999)).toHaveLength(3);
  expect(showcase.list(1000).map(({ id }) => id)).toEqual(["few", "bot"]);
  for (let n = 0; n < 60; n++) showcase.put(`more ${n}`, exhibit({}));
  expect(showcase.list(2000)).toHaveLength(50);
});

test("WATCH-1: lists of several processes are one list in the same order", () => {
  const listed = (id: string, ...of: Parameters<typeof exhibit>) => ({
    id,
    ...exhibit(...of).summary(),
  });
  const here = [listed("bot here", { bot: true }, 9)];
  const there = [listed("many", {}, 5), listed("few", {}, 1), listed("bot there", { bot: true })];
  const ids = inOrder([...here, ...there]).map(({ id }) => id);
  expect(ids).toEqual(["many", "few", "bot here", "bot there"]);
});
