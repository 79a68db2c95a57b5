/**
 * Who is on the leaderboard: players whose rating is sure, and was not made by a few accounts that lose to one
 * of them on purpose. Pure.
 */
import type { Missing } from "@quickpong/shared/protocol/top.ts";
import type { KnownStrength } from "./rating.ts";

/** Matches count for so long (ms). */
export const LISTING_WINDOW = 30 * 86_400_000;
export const MOST_DEVIATION = 90;
const LEAST_RATED = 15;
/** Also what makes a player a regular: opponents met within the window. */
export const LEAST_OPPONENTS = 5;
const MOST_SHARE_OF_ONE = 0.4;
const LEAST_SHARE_OF_REGULARS = 0.5;

/** A player's matches within the window that counted in full. */
export interface Activity {
  matches: number;
  /** Against regulars: players who have met enough opponents themselves, and belong to the crowd. */
  withRegulars: number;
  /** Different regulars among the opponents. */
  regulars: number;
  /** Against the opponent who was met most. */
  withOne: number;
}

/** What the order of the leaderboard is by: strength that is nearly sure. */
export const sureStrength = ({ rating, deviation }: KnownStrength): number => rating - deviation;

/**
 * What a player lacks to be listed; null when nothing.
 *
 * @param strength as of now.
 * @param rated rated matches ever.
 */
export function missingFor(
  { deviation }: Pick<KnownStrength, "deviation">,
  rated: number,
  activity: Activity,
): Missing | null {
  const { matches, withRegulars, regulars, withOne } = activity;
  const missing: Missing = {
    games: Math.max(0, LEAST_RATED - rated),
    opponents: Math.max(0, LEAST_OPPONENTS - regulars),
    oneOpponent: withOne > MOST_SHARE_OF_ONE * matches,
    newcomers: withRegulars < LEAST_SHARE_OF_REGULARS * matches,
    unsure: deviation > MOST_DEVIATION,
  };
  return Object.values(missing).some(Boolean) ? missing : null;
}
