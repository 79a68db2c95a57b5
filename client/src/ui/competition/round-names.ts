/** What the rounds of a cup are called. */
import { competitionText } from "../competition-texts.ts";

/** The round with so many pairings: "Final", "Semi-finals", "Last 16". */
export function roundName(pairings: number): string {
  if (pairings === 1) return competitionText("final");
  if (pairings === 2) return competitionText("semiFinals");
  if (pairings === 4) return competitionText("quarterFinals");
  return competitionText("lastOf", { n: 2 * pairings });
}
