/** A match as those see it who look for one to watch. */
import type { WatchablePlayer } from "@quickpong/shared/protocol/http-answers.ts";
import type { LiveMatch } from "../match/live-match.ts";
import type { Seat } from "../match/seats.ts";
import type { MatchListing } from "../matchmaking/match-directory.ts";

/** `code` is the private room's, or "". */
export function listingOf(match: LiveMatch, code: string, isListed: boolean): MatchListing {
  const { published, state } = match;
  const player = ({ name, bot, side }: Seat): WatchablePlayer => ({
    name,
    bot,
    score: state.score[side],
  });
  return {
    isPrivate: code !== "",
    isListed,
    isWatchable: () => published.watchable && state.flightCount > 0,
    isRunning: () => match.isRunning,
    recordingSoFar: () => match.recordingSoFar(),
    summary: () => ({
      left: player(match.seats[0]),
      right: player(match.seats[1]),
      pointsToWin: state.rules.pointsToWin,
      watchers: published.watchers,
    }),
  };
}
