/** What a batch of matches makes of those who played, without a database. */
import { expect, test } from "vitest";
import { newRating, rateMatch } from "../../src/rating/rating.ts";
import { isSafeTogether } from "../../src/store/sqlite.ts";
import { type Known, Standings } from "../../src/store/standings.ts";
import type { PlayerRow } from "../../src/store/tables.ts";
import { noTotals } from "../../src/store/totals.ts";
import { claimOf, credentialOf, hashOf, MINUTE, NOON, resultOf } from "../support/results.ts";

const row = (id: string): PlayerRow => ({
  ...noTotals(),
  id,
  name: id,
  made_at: NOON,
  seen_at: NOON,
});

/** Two players, each with a credential of the same name. */
function twoPlayers(): Known {
  return {
    playerOf: new Map(["ann", "bob"].map((id) => [hashOf(id), id])),
    players: new Map(["ann", "bob"].map((id) => [id, row(id)])),
    claims: new Map(),
    meetings: new Map(),
  };
}

test("the second match of a batch is rated from what the first has made", () => {
  const known = twoPlayers();
  const standings = new Standings(known);
  const seats = [credentialOf("ann"), credentialOf("bob")] as const;
  standings.play(resultOf(...seats));
  const { match, seats: sides } = standings.play(resultOf(...seats, { endedAt: NOON + MINUTE }));
  const [left, right] = rateMatch(newRating(NOON), newRating(NOON), 0, 1, NOON);
  const [after] = rateMatch(left, right, 0, 1, NOON + MINUTE);
  expect(sides[0]).toMatchObject({ rating_after: after.rating, rated_nth: 2 });
  expect(match).toMatchObject({ weight: 1, pair: "ann bob" });
  expect(known.players.get("ann")).toMatchObject({ rating: after.rating, rated: 2, won: 2 });
});

test("the fourth match of the same two in a batch counts half, the seventh not at all", () => {
  const standings = new Standings(twoPlayers());
  const weights = Array.from({ length: 7 }, (_, n) => {
    const seats = [credentialOf("ann"), credentialOf("bob")] as const;
    return standings.play(resultOf(...(n % 2 ? seats : ([seats[1], seats[0]] as const)))).match
      .weight;
  });
  expect(weights).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0]);
});

test("a person under a claim is a newcomer to every opponent, and goes on from their own matches", () => {
  const standings = new Standings(twoPlayers());
  const play = (opponent: string) =>
    standings.play(resultOf(claimOf("new"), credentialOf(opponent))).seats;
  const [, ann] = play("ann");
  const [own, bob] = play("bob");
  expect(ann).toMatchObject({ opponent_rating: 1500, opponent_deviation: 350 });
  expect(bob).toMatchObject({ opponent_rating: 1500, opponent_deviation: 350 });
  expect(own).toMatchObject({ player: null, claim: hashOf("new"), rated_nth: 2 });
  expect(own.rating_before).toBeGreaterThan(1600);
});

test.each([
  ["3.51.2", false],
  ["3.49.1", false],
  ["3.51.3", true],
  ["3.53.4", true],
  ["4.0.0", true],
])("several processes may share a file with SQLite %s: %s", (version, safe) => {
  expect(isSafeTogether(version)).toBe(safe);
});
