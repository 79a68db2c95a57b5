/** Records a match, and rates it in the same transaction. */
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import { matchWeight, newRating, REPEAT_WINDOW, ratingAt } from "../rating/rating.ts";
import { claimTotals, keepClaim } from "./claims.ts";
import { type Occupant, occupantOf, pairOf } from "./identity.ts";
import { shownChange } from "./shown.ts";
import type { MatchResult, SavedMatch, SeatIdentity } from "./store.ts";
import type { Db, MatchTable, SeatTable } from "./tables.ts";
import { afterMatch, noTotals, ratingOf, resultOf, type Totals } from "./totals.ts";

type Match = Omit<MatchTable, "seq">;
type Seat = Omit<SeatTable, "match">;

/** One side while its match is recorded. */
interface Side {
  occupant: Occupant;
  before: Totals;
  seat: Seat;
}

/** Within a transaction that nobody else writes beside. The same id again changes nothing. */
export async function recordMatch(db: Db, result: MatchResult): Promise<SavedMatch> {
  const saved = await findSaved(db, result.id);
  if (saved) return saved;
  const left = await occupantOf(db, result.seats[0]);
  const right = await occupantOf(db, result.seats[1]);
  const isOneself = left.player !== null && left.player.id === right.player?.id;
  const match = await matchOf(db, result, pairOf(left, right), isOneself);
  const sides: [Side, Side] = [
    await sideOf(db, result, 0, left),
    await sideOf(db, result, 1, right),
  ];
  if (match.weight > 0) rateBoth(sides, match);
  const insert = db.insertInto("match").values(match).returning("seq");
  const { seq } = await insert.executeTakeFirstOrThrow();
  const seats = sides.map(({ seat }) => ({ ...seat, match: seq }));
  await db.insertInto("seat").values(seats).execute();
  await keepTotals(db, sides, match, result.names);
  return savedAs(seq, sides[0].seat, sides[1].seat);
}

const savedAs = (seq: number, left: Seat, right: Seat): SavedMatch => ({
  seq,
  changes: [shownChange(left), shownChange(right)],
  players: [left.player, right.player],
});

/** What was recorded under this id. */
async function findSaved(db: Db, id: string): Promise<SavedMatch | undefined> {
  const [left, right] = await db
    .selectFrom("match")
    .innerJoin("seat", "seat.match", "match.seq")
    .selectAll("seat")
    .where("match.id", "=", id)
    .orderBy("seat.side")
    .execute();
  return left && right && savedAs(left.match, left, right);
}

async function matchOf(
  db: Db,
  result: MatchResult,
  pair: string | null,
  isOneself: boolean,
): Promise<Match> {
  const { id, kind, reason, winner, rules, seconds, endedAt } = result;
  const isVoid = resultOf({ winner, reason, side: 0 }) === "void";
  const rated = result.rated && result.seats.every(isPerson) && !isOneself && !isVoid;
  // Who was deleted meanwhile can't be told from others any more.
  const earlier = rated && pair !== null ? await countEarlier(db, pair, endedAt) : 0;
  return {
    id,
    kind,
    reason,
    winner,
    rules,
    rules_version: result.rulesVersion,
    ended_at: endedAt,
    seconds,
    longest_rally: result.longestRally,
    top_speed: result.topSpeed,
    weight: rated ? matchWeight(earlier, result.sameAddress) : 0,
    pair,
  };
}

const isPerson = ({ kind }: SeatIdentity): boolean => kind === "credential" || kind === "claim";

/** Rated matches of the same two within the time in which they count. */
async function countEarlier(db: Db, pair: string, at: number): Promise<number> {
  const { count } = await db
    .selectFrom("match")
    .select((select) => select.fn.countAll<number>().as("count"))
    .where("pair", "=", pair)
    .where("ended_at", ">", at - REPEAT_WINDOW)
    .where("weight", ">", 0)
    .executeTakeFirstOrThrow();
  return count;
}

async function sideOf(
  db: Db,
  { seats, names, score, endedAt }: MatchResult,
  side: 0 | 1,
  occupant: Occupant,
): Promise<Side> {
  const { player, claim } = occupant;
  if (claim !== null) await keepClaim(db, claim, names[side], endedAt);
  const before =
    player ?? (claim === null ? noTotals(endedAt) : await claimTotals(db, claim, endedAt));
  const identity = seats[side];
  const bot: SeatTable["bot"] = identity.kind === "bot" ? identity.level : "";
  const seat = { side, player: player?.id ?? null, claim, bot, score: score[side], ...UNRATED };
  return { occupant, before, seat };
}

const UNRATED = {
  opponent_rating: null,
  opponent_deviation: null,
  rating_before: null,
  deviation_before: null,
  rating_after: null,
  deviation_after: null,
} as const;

/** Each from the other's rating before the match. */
function rateBoth([left, right]: [Side, Side], match: Match): void {
  rate(left, right, match);
  rate(right, left, match);
}

function rate({ before, seat }: Side, opponent: Side, match: Match): void {
  const at = match.ended_at;
  // Nobody may ever redeem a claim: until then its opponents have met a newcomer each time.
  const theirs = opponent.occupant.player ? ratingOf(opponent.before) : newRating(at);
  const counted = ratingAt(theirs, at);
  seat.opponent_rating = counted.rating;
  seat.opponent_deviation = counted.deviation;
  const own = ratingAt(ratingOf(before), at);
  seat.rating_before = own.rating;
  seat.deviation_before = own.deviation;
  const after = afterMatch(before, { ...match, ...seat });
  seat.rating_after = after.rating;
  seat.deviation_after = after.deviation;
}

/** Writes what the match has made of its players, and the names that they had in it. */
async function keepTotals(
  db: Db,
  sides: readonly Side[],
  match: Match,
  names: MatchResult["names"],
): Promise<void> {
  const kept = new Map<PlayerId, Totals & { name: string; seen_at: number }>();
  for (const { occupant, seat } of sides) {
    const { player } = occupant;
    if (!player) continue;
    // One player may have both seats of a private match.
    const before = kept.get(player.id) ?? player;
    const seen_at = Math.max(player.seen_at, match.ended_at);
    const name = names[seat.side as 0 | 1];
    kept.set(player.id, { ...afterMatch(before, { ...match, ...seat }), name, seen_at });
  }
  for (const [id, totals] of kept)
    await db.updateTable("player").set(columnsOf(totals)).where("id", "=", id).execute();
}

/** Without the columns of the player's row that no match changes. */
function columnsOf(row: Totals & { name: string; seen_at: number }) {
  const { rating, deviation, volatility, rated_at, played, won, lost, drawn } = row;
  const { longest_rally, top_speed, name, seen_at } = row;
  const sums = { played, won, lost, drawn, longest_rally, top_speed };
  return { rating, deviation, volatility, rated_at, ...sums, name, seen_at };
}
