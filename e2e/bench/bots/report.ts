/** What `npm run bench:bots` prints, and writes as JSON. */
import { percent, table } from "../../docs-tools/markdown.ts";
import type { Standing } from "./ladder.ts";

/** A table in Markdown. */
export const toText = (standings: readonly Standing[]): string =>
  table(
    ["the first of two", "against", "points", "matches won"],
    standings.map(({ a, b, points, won }) => [a, b, percent(points), percent(won)]),
  );

/** The shares of points, as briefly as can be. */
export const rowOf = ({ points }: Standing): string => points.toFixed(2);

/** The same as data: child and first, neighbours, last and expert. */
export const toJson = (standings: readonly Standing[], matches: number): object => ({
  matches,
  standings: standings.map(({ a, b, points, won }) => ({ a, b, points, won })),
});
