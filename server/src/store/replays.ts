/** Replays: what is asked of them, and what their players may do with them. */
import { gzipSync } from "node:zlib";
import { dayAt } from "@quickpong/shared/daily.ts";
import type { MatchKind, PlayerId } from "@quickpong/shared/protocol/players.ts";
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";
import { REPLAYS_KEPT_MOST, type ReplayPlayer } from "@quickpong/shared/protocol/replays.ts";
import { RULES_VERSION } from "@quickpong/shared/replay.ts";
import { sql } from "kysely";
import { REPLAYS_KEPT_FOR } from "./replay-retention.ts";
import type { MatchResult, NewReplay, ReplayChange, StoredBytes, StoredReplay } from "./store.ts";
import type { Db, MatchTable, ReplayTable } from "./tables.ts";

/** ms */
const DAY = 86_400_000;

/** A replay as it goes into its table, but for its match. */
export type PackedReplay = Omit<ReplayTable, "match" | "verified">;

/** The recordings of these results, by the matches' ids. It takes 1 ms each, so it comes before the transaction. */
export function packReplays(results: readonly MatchResult[]): Map<string, PackedReplay> {
  const packed = new Map<string, PackedReplay>();
  for (const { id, replay } of results) if (replay) packed.set(id, packReplay(replay));
  return packed;
}

const packReplay = ({ id, recording, rtts: [left, right] }: NewReplay): PackedReplay => ({
  ...{ id, left_rtt: left, right_rtt: right },
  recording: gzipSync(recording),
});

/** Keeps the recordings of matches that have just been recorded under these numbers. */
export async function keepReplays(
  db: Db,
  seqOf: ReadonlyMap<string, number>,
  packed: ReadonlyMap<string, PackedReplay>,
): Promise<void> {
  const rows = [...packed].flatMap(([id, replay]) => {
    const match = seqOf.get(id);
    return match === undefined ? [] : [{ ...replay, match, verified: null }];
  });
  if (rows.length > 0) await db.insertInto("replay").values(rows).execute();
}

/** See Store.replay. */
export async function replayOf(
  db: Db,
  id: ReplayId,
  viewer: PlayerId | null,
  at: number,
): Promise<StoredReplay | null> {
  const [left, right] = await sidesOf(db, id);
  if (!left || !right || tellsCourse(left, at)) return null;
  const stars = await db.selectFrom("star").select("player").where("replay", "=", id).execute();
  const mayStar = viewer !== null && [left.player, right.player].includes(viewer);
  return {
    id,
    kind: left.kind,
    endedAt: left.ended_at,
    players: [shownPlayer(left, left.left_rtt), shownPlayer(right, right.right_rtt)],
    score: [left.score, right.score],
    winner: left.winner as 0 | 1 | null,
    reason: left.reason,
    seconds: left.seconds,
    longestRally: left.longest_rally,
    topSpeed: left.top_speed,
    rulesVersion: left.rules_version,
    verified: left.verified === null ? null : left.verified === 1,
    keptUntil: stars.length > 0 ? null : left.ended_at + REPLAYS_KEPT_FOR,
    starred: stars.some(({ player }) => player === viewer),
    mayStar,
    mayDelete: mayStar && left.kind === "private",
  };
}

/** Whether it shows a course that others may still play. */
const tellsCourse = (
  { kind, ended_at }: Pick<MatchTable, "kind" | "ended_at">,
  at: number,
): boolean => kind === "daily" && dayAt(ended_at) >= dayAt(at);

/** Left and right; nothing when there is no such replay. */
const sidesOf = (db: Db, id: ReplayId) =>
  db
    .selectFrom("replay")
    .innerJoin("match", "match.seq", "replay.match")
    .innerJoin("seat", "seat.match", "match.seq")
    .leftJoin("player", "player.id", "seat.player")
    .select(["match.kind", "match.ended_at", "match.winner", "match.reason", "match.seconds"])
    .select(["match.longest_rally", "match.top_speed", "match.rules_version"])
    .select([
      "replay.verified",
      "replay.left_rtt",
      "replay.right_rtt",
      "seat.player",
      "seat.score",
      "seat.bot",
      "player.name",
    ])
    .where("replay.id", "=", id)
    .orderBy("seat.side")
    .execute();

type Side = Awaited<ReturnType<typeof sidesOf>>[number];

const shownPlayer = ({ player, name, bot }: Side, rtt: number): ReplayPlayer => ({
  id: player,
  name: name ?? "",
  bot,
  rtt,
});

/** See Store.recordingOf. */
export async function recordingOf(db: Db, id: ReplayId, at: number): Promise<StoredBytes | null> {
  const row = await db
    .selectFrom("replay")
    .innerJoin("match", "match.seq", "replay.match")
    .select(["match.kind", "match.ended_at", "recording"])
    .where("replay.id", "=", id)
    .executeTakeFirst();
  // A copy: Postgres' bytes are part of a buffer that the way to the main thread would copy as a whole.
  if (!row || tellsCourse(row, at)) return null;
  return { kind: row.kind, gzip: new Uint8Array(row.recording) };
}

/** See Store.rallyOfTheDay. Of several as long it is the latest. */
export async function rallyOfTheDay(db: Db, at: number): Promise<ReplayId | null> {
  const row = await db
    .selectFrom("match")
    .innerJoin("replay", "replay.match", "match.seq")
    .select("replay.id")
    // As the index has it (migrations.ts): Postgres does not know that a parameter is this word.
    .where("match.kind", "=", sql.lit<MatchKind>("public"))
    .where("match.ended_at", ">", at - DAY)
    .where("match.rules_version", "=", RULES_VERSION)
    .where("match.longest_rally", ">", 0)
    .orderBy("match.longest_rally", "desc")
    .orderBy("match.seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** See Store.star; within a transaction. */
export async function starReplay(
  db: Db,
  id: ReplayId,
  player: PlayerId,
  on: boolean,
): Promise<ReplayChange> {
  const replay = await replayOf(db, id, player, Number.POSITIVE_INFINITY);
  if (!replay) return "unknown";
  if (!replay.mayStar) return "refused";
  if (!on) {
    await db.deleteFrom("star").where("replay", "=", id).where("player", "=", player).execute();
    return "done";
  }
  if (replay.starred) return "done";
  const kept = await db.selectFrom("star").select("replay").where("player", "=", player).execute();
  if (kept.length >= REPLAYS_KEPT_MOST) return "full";
  await db.insertInto("star").values({ replay: id, player }).execute();
  return "done";
}

/** See Store.deleteReplay; within a transaction. */
export async function deleteReplay(db: Db, id: ReplayId, player: PlayerId): Promise<ReplayChange> {
  const replay = await replayOf(db, id, player, Number.POSITIVE_INFINITY);
  if (!replay) return "unknown";
  if (!replay.mayDelete) return "refused";
  await db.deleteFrom("replay").where("id", "=", id).execute();
  return "done";
}
