/** What is asked of players: profile, history, head to head, and everything there is. */
import type {
  HeadToHead,
  MatchHistory,
  MatchKind,
  PlayedMatch,
  PlayerId,
  PlayerProfile,
  RatingPoint,
} from "@quickpong/shared/protocol/players.ts";
import { ratingAt } from "../rating/rating.ts";
import { shownRating } from "../rating/shown-rating.ts";
import { playerOf } from "./identity.ts";
import { pairOfKeys } from "./pair.ts";
import { shownChange } from "./shown.ts";
import type { KnownPlayer, SecretHash } from "./store.ts";
import type { Db } from "./tables.ts";
import { ratingOf, resultOf } from "./totals.ts";

/** Points of a rating's curve. */
const CURVE_MAX = 200;
/** That a player or a credential was seen is written so often at most (ms). */
const SEEN_EVERY = 3_600_000;

/** See Store.findPlayer. */
export async function findPlayer(
  db: Db,
  hash: SecretHash,
  at: number,
): Promise<KnownPlayer | null> {
  const player = await playerOf(db, hash);
  if (!player) return null;
  return { id: player.id, name: player.name, rating: ratingAt(ratingOf(player), at) };
}

/** Notes that a credential was used. */
export async function noteUse(db: Db, hash: SecretHash, at: number): Promise<void> {
  const long = at - SEEN_EVERY;
  const used = await db
    .updateTable("credential")
    .set({ used_at: at })
    .where("hash", "=", hash)
    .where("used_at", "<", long)
    .returning("player")
    .executeTakeFirst();
  if (!used) return;
  const player = db.updateTable("player").set({ seen_at: at }).where("id", "=", used.player);
  await player.where("seen_at", "<", long).execute();
}

/** See Store.profile. */
export async function profileOf(
  db: Db,
  id: PlayerId,
  viewer: PlayerId | null,
  at: number,
): Promise<PlayerProfile | null> {
  const player = await db.selectFrom("player").selectAll().where("id", "=", id).executeTakeFirst();
  if (!player) return null;
  const { name, made_at, played, won, lost, drawn, longest_rally, top_speed } = player;
  const profile = {
    id,
    name,
    ...shownRating(ratingAt(ratingOf(player), at)),
    since: made_at,
    played,
    won,
    lost,
    drawn,
    longestRally: longest_rally,
    topSpeed: top_speed,
    curve: await curveOf(db, id, player.rated),
  };
  if (viewer === null || viewer === id) return profile;
  return { ...profile, headToHead: await headToHead(db, viewer, id) };
}

/** Every so manyth rating and the latest, of a player who was rated `rated` times. */
async function curveOf(db: Db, id: PlayerId, rated: number): Promise<RatingPoint[]> {
  const step = Math.ceil(rated / CURVE_MAX);
  // Always as many, so that it is the same statement; there is none before the first.
  const wanted = Array.from({ length: CURVE_MAX }, (_, n) => Math.max(0, rated - n * step));
  const rows = await db
    .selectFrom("seat")
    .innerJoin("match", "match.seq", "seat.match")
    .select(["ended_at", "rating_after"])
    .where("player", "=", id)
    .where("rated_nth", "in", wanted)
    .orderBy("rated_nth")
    .execute();
  return rows.map((row) => ({ at: row.ended_at, rating: Math.round(row.rating_after as number) }));
}

/** Public matches of two players, from the first one's side. */
async function headToHead(db: Db, own: PlayerId, other: PlayerId): Promise<HeadToHead> {
  const rows = await db
    .selectFrom("match")
    .innerJoin("seat", "seat.match", "match.seq")
    .select(["winner", "reason", "side"])
    .where("pair", "=", pairOfKeys(own, other))
    .where("kind", "=", "public")
    .where("seat.player", "=", own)
    .execute();
  const score = { won: 0, lost: 0, drawn: 0, void: 0 };
  for (const row of rows) score[resultOf(row)]++;
  const { won, lost, drawn } = score;
  return { won, lost, drawn };
}

/** See Store.history. */
export async function historyOf(
  db: Db,
  id: PlayerId,
  before: number | null,
  limit: number,
  viewer: PlayerId | null,
): Promise<MatchHistory> {
  const rows = await playedBy(db, id, before, limit + 1, viewer);
  const matches = rows.slice(0, limit);
  const next = rows.length > limit ? (matches.at(-1)?.seq ?? null) : null;
  return { matches, next };
}

/** A player's matches before a sequence number, the latest first, as `viewer` may see them. */
export async function playedBy(
  db: Db,
  id: PlayerId,
  before: number | null,
  limit: number,
  viewer: PlayerId | null,
): Promise<PlayedMatch[]> {
  const rows = await rowsOf(db, id, before, limit);
  return rows.map((row) => ({
    seq: row.seq,
    at: row.ended_at,
    kind: row.kind,
    opponent: { id: row.id, name: row.name ?? "", bot: row.bot },
    score: [row.own_score, row.their_score],
    result: resultOf(row),
    reason: row.reason,
    seconds: row.seconds,
    longestRally: row.longest_rally,
    topSpeed: row.top_speed,
    rated: shownChange(row),
    replay: mayNameReplay(row.kind, isOneOf(viewer, id, row.id)) ? row.replay : null,
  }));
}

/** That of a daily's try would tell the course on its day; the next day the winner's is on the daily's page. */
const mayNameReplay = (kind: MatchKind, hasPlayed: boolean): boolean =>
  kind !== "daily" && (kind !== "private" || hasPlayed);

const isOneOf = (viewer: PlayerId | null, ...players: (PlayerId | null)[]): boolean =>
  viewer !== null && players.includes(viewer);

function rowsOf(db: Db, id: PlayerId, before: number | null, limit: number) {
  let own = db.selectFrom("seat").selectAll().where("player", "=", id);
  if (before !== null) own = own.where("match", "<", before);
  return db
    .selectFrom(own.orderBy("match", "desc").orderBy("side").limit(limit).as("own"))
    .innerJoin("match", "match.seq", "own.match")
    .innerJoin("seat as theirs", (join) =>
      join.onRef("theirs.match", "=", "own.match").onRef("theirs.side", "<>", "own.side"),
    )
    .leftJoin("player as opponent", "opponent.id", "theirs.player")
    .leftJoin("replay", "replay.match", "match.seq")
    .select(["seq", "ended_at", "match.kind", "reason", "winner", "seconds"])
    .select(["match.longest_rally", "match.top_speed"])
    .select(["own.side", "own.score as own_score", "theirs.score as their_score"])
    .select(["own.rating_before", "own.deviation_before", "own.rating_after"])
    .select(["own.deviation_after", "theirs.bot", "opponent.id", "opponent.name"])
    .select("replay.id as replay")
    .orderBy("seq", "desc")
    .orderBy("own.side")
    .execute();
}
