/** Rates matches one after the other, in memory. Pure: what it begins with was read from the database. */
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import { matchWeight, newRating, REPEAT_WINDOW, ratingAt } from "../rating/rating.ts";
import { keyOf, type Occupant, pairOf } from "./pair.ts";
import type { MatchResult, SeatIdentity, SecretHash } from "./store.ts";
import type { MatchTable, PlayerRow, SeatTable } from "./tables.ts";
import { afterMatch, noTotals, ratingOf, resultOf, type Totals } from "./totals.ts";

export type NewMatch = Omit<MatchTable, "seq">;
export type NewSeat = Omit<SeatTable, "match">;

/** What the database knows of those who played. */
export interface Known {
  /** Of credentials, also those that were signed out in the match, and of claims that were redeemed. */
  playerOf: ReadonlyMap<SecretHash, PlayerId>;
  players: Map<PlayerId, PlayerRow>;
  /** Of claims that were not redeemed, and have matches. */
  claims: Map<SecretHash, Totals>;
  /** When rated matches of two people ended. */
  meetings: Map<string, number[]>;
}

/** One side of a match, before it. */
interface Side {
  seat: NewSeat;
  before: Totals;
}

export class Standings {
  readonly #known: Known;

  constructor(known: Known) {
    this.#known = known;
  }

  /** Rates a match, and makes it the next ones' past. */
  play(result: MatchResult): { match: NewMatch; seats: [NewSeat, NewSeat] } {
    const [left, right] = [this.#sideOf(result, 0), this.#sideOf(result, 1)];
    const match = this.#matchOf(result, left.seat, right.seat);
    if (match.weight > 0) {
      rate(left, right, match);
      rate(right, left, match);
      if (match.pair !== null) this.#meetingsOf(match.pair).push(match.ended_at);
    }
    this.#keep(left, match, result.names[0]);
    this.#keep(right, match, result.names[1]);
    return { match, seats: [left.seat, right.seat] };
  }

  #sideOf({ seats, score }: MatchResult, side: 0 | 1): Side {
    const identity = seats[side];
    const bot: NewSeat["bot"] = identity.kind === "bot" ? identity.level : "";
    const occupant = this.#occupantOf(identity);
    const seat = { side, ...occupant, bot, score: score[side], ...UNRATED };
    return { seat, before: this.#totalsOf(occupant) ?? noTotals() };
  }

  #occupantOf(seat: SeatIdentity): Occupant {
    if (seat.kind === "bot" || seat.kind === "stranger") return { player: null, claim: null };
    const player = this.#known.playerOf.get(seat.hash) ?? null;
    // A credential without a player was signed out before or deleted: its secret brings nothing back.
    return { player, claim: player === null && seat.kind === "claim" ? seat.hash : null };
  }

  #totalsOf({ player, claim }: Occupant): Totals | undefined {
    const { players, claims } = this.#known;
    return player === null ? claims.get(claim ?? "") : players.get(player);
  }

  #matchOf(result: MatchResult, left: Occupant, right: Occupant): NewMatch {
    const { id, kind, reason, winner, rules, seconds } = result;
    const pair = pairOf(left, right);
    const isVoid = resultOf({ winner, reason, side: 0 }) === "void";
    const isOneself = pair === null && keyOf(left) !== null && keyOf(left) === keyOf(right);
    const rated = result.rated && result.seats.every(isPerson) && !isOneself && !isVoid;
    // A player who was deleted meanwhile can't be told from others any more.
    const earlier = pair === null ? 0 : this.#earlier(pair, result.endedAt);
    return {
      id,
      kind,
      reason,
      winner,
      rules,
      rules_version: result.rulesVersion,
      ended_at: result.endedAt,
      seconds,
      longest_rally: result.longestRally,
      top_speed: result.topSpeed,
      weight: rated ? matchWeight(earlier, result.sameAddress) : 0,
      pair,
    };
  }

  #earlier(pair: string, at: number): number {
    return this.#meetingsOf(pair).filter((ended) => ended > at - REPEAT_WINDOW).length;
  }

  #meetingsOf(pair: string): number[] {
    const meetings = this.#known.meetings.get(pair) ?? [];
    this.#known.meetings.set(pair, meetings);
    return meetings;
  }

  /** One player may have both seats of a private match: the second is kept after the first. */
  #keep({ seat, before }: Side, match: NewMatch, name: string): void {
    const { players, claims } = this.#known;
    const side = { ...match, ...seat };
    const player = players.get(seat.player ?? "");
    if (player) {
      const seen_at = Math.max(player.seen_at, match.ended_at);
      players.set(player.id, { ...player, ...afterMatch(player, side), name, seen_at });
    } else if (seat.claim !== null) {
      claims.set(seat.claim, afterMatch(claims.get(seat.claim) ?? before, side));
    }
  }
}

const isPerson = ({ kind }: SeatIdentity): boolean => kind === "credential" || kind === "claim";

const UNRATED = {
  rated_nth: null,
  opponent_rating: null,
  opponent_deviation: null,
  rating_before: null,
  deviation_before: null,
  rating_after: null,
  deviation_after: null,
} as const;

/** From the opponent's rating before the match. */
function rate({ before, seat }: Side, opponent: Side, match: NewMatch): void {
  const at = match.ended_at;
  // Nobody may ever redeem a claim: until then its opponents have met a newcomer each time.
  const theirs = opponent.seat.player === null ? newRating(at) : ratingOf(opponent.before);
  const counted = ratingAt(theirs, at);
  seat.opponent_rating = counted.rating;
  seat.opponent_deviation = counted.deviation;
  const own = ratingAt(ratingOf(before), at);
  seat.rating_before = own.rating;
  seat.deviation_before = own.deviation;
  const after = afterMatch(before, { ...match, ...seat });
  seat.rated_nth = after.rated;
  seat.rating_after = after.rating;
  seat.deviation_after = after.deviation;
}
