/** Which matches are listed for watching. */
import { expect, test } from "vitest";
import {
  inOrder,
  MatchDirectory,
  type MatchListing,
} from "../../src/matchmaking/match-directory.ts";

const player = (name: string, bot: "" | "mo" = "") => ({ name, bot, score: 0 });
const listing = (
  options: Partial<Record<"private" | "unlisted" | "closed" | "bot", boolean>>,
  watchers = 0,
) =>
  ({
    isPrivate: options.private === true,
    isListed: options.unlisted !== true,
    isWatchable: () => true,
    isRunning: () => options.closed !== true,
    recordingSoFar: () => null,
    summary: () => ({
      left: player("Ada"),
      right: player("Bob", options.bot ? "mo" : ""),
      pointsToWin: 7,
      watchers,
    }),
  }) satisfies MatchListing;

test("WATCH-1: public matches that run are listed: people first, then by watchers", () => {
  const directory = new MatchDirectory();
  directory.put("few", listing({}, 1));
  directory.put("bot", listing({ bot: true }, 9));
  directory.put("secret", listing({ private: true }));
  directory.put("over", listing({ closed: true }));
  directory.put("of a cup", listing({ unlisted: true }));
  directory.put("many", listing({}, 5));
  expect(directory.list(0).map(({ id }) => id)).toEqual(["many", "few", "bot"]);
  expect(directory.list(0)[0]).toEqual({ id: "many", ...listing({}, 5).summary() });
  expect(directory.find("of a cup")).toBeDefined();
  directory.takeDown("many");
  // Made once a second, however many ask.
  expect(directory.list(999)).toHaveLength(3);
  expect(directory.list(1000).map(({ id }) => id)).toEqual(["few", "bot"]);
  for (let n = 0; n < 60; n++) directory.put(`more ${n}`, listing({}));
  expect(directory.list(2000)).toHaveLength(50);
});

test("WATCH-1: lists of several processes are one list in the same order", () => {
  const listed = (id: string, ...of: Parameters<typeof listing>) => ({
    id,
    ...listing(...of).summary(),
  });
  const here = [listed("bot here", { bot: true }, 9)];
  const there = [listed("many", {}, 5), listed("few", {}, 1), listed("bot there", { bot: true })];
  const ids = inOrder([...here, ...there]).map(({ id }) => id);
  expect(ids).toEqual(["many", "few", "bot here", "bot there"]);
});
