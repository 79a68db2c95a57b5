/** Matches of competitions in rooms of this process: what is decided here about them can't get lost on its way. */
import { randomUUID } from "node:crypto";
import { matchMaker } from "@colyseus/core";
import { otherSide, SIDES } from "@quickpong/shared/court.ts";
import { PRESETS } from "@quickpong/shared/presets.ts";
import type { CompetitionSettings } from "@quickpong/shared/protocol/competition.ts";
import { CloseReason, type MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { MatchRooms, Player } from "../live-competitions/calls.ts";
import type { SeatHolder } from "../match/seats.ts";
import type { MatchDirectory } from "../matchmaking/match-directory.ts";
import type { CreateMatchRequest } from "../matchmaking/matchmaker.ts";
import { createMatchRoom } from "./create-match.ts";
import type { SeatReservation } from "./switch-room.ts";

/** Makes, looks at and ends them. `processName`: by which load balancers find this process. */
export const competitionMatches = (
  processName: string,
  directory: Pick<MatchDirectory, "get">,
): MatchRooms => ({
  async make({ code, settings }, { number, points }, players) {
    const rules = rulesOf(settings, points);
    const [left, right] = [holderOf(players[0]), holderOf(players[1])];
    const competition = { code, match: number };
    // Its page alone leads to it, and everybody there may watch.
    const terms = { rules, code: "", watch: true, sameAddress: false, competition };
    const request: CreateMatchRequest = { ...terms, left, right };
    const reservations = await createMatchRoom(request);
    const { roomId } = reservations[0] as SeatReservation;
    const [one, other] = SIDES.map((side): MatchOffer => {
      const opponent = players[otherSide(side)].entrant.name;
      const { ticket } = side === 0 ? left : right;
      const reservation = { ...reservations[side], processId: processName };
      return { opponent, bot: "", code: "", side, rules, ticket, reservation, sameProcess: false };
    });
    return { roomId, offers: [one as MatchOffer, other as MatchOffer] };
  },
  end(roomId) {
    void matchMaker.getLocalRoomById(roomId)?.disconnect(CloseReason.matchOver);
  },
  score(roomId) {
    const listing = directory.get(roomId);
    if (!listing?.isWatchable()) return undefined;
    const { left, right } = listing.summary();
    return [left.score, right.score];
  },
});

const rulesOf = ({ preset }: CompetitionSettings, pointsToWin: number): Rules => ({
  ...PRESETS[preset],
  pointsToWin,
});

function holderOf({ entrant, guest }: Player): SeatHolder {
  const { identity, shownRating: rating } = guest;
  const since = performance.now();
  return { name: entrant.name, ticket: randomUUID(), since, identity, ...(rating && { rating }) };
}
