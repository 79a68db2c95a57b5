/** Reads what the leaderboard is made of, a little at a time: others ask the store meanwhile. */
import { setImmediate as others } from "node:timers/promises";
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import { Crowd } from "../rating/crowd.ts";
import { LISTING_WINDOW, missingFor } from "../rating/listing.ts";
import { ratingAt } from "../rating/rating.ts";
import type { Db } from "./tables.ts";
import { ratingOf } from "./totals.ts";

/** A player on a board. */
export interface Listed {
  id: PlayerId;
  rating: number;
  deviation: number;
  /** When it was reached (ms since 1970). */
  at: number;
}

/** Rows that are read at once. */
const MATCHES = 2000;
const PLAYERS = 500;

/** Everybody who has met somebody within the window before `at`, in matches that counted in full. */
export async function readCrowd(db: Db, at: number): Promise<Crowd> {
  const crowd = new Crowd();
  const since = at - LISTING_WINDOW;
  let before: number | undefined = Number.MAX_SAFE_INTEGER;
  while (before !== undefined) {
    before = await addMatches(db, crowd, before, since);
    await others();
  }
  for (const _ of crowd.settle()) await others();
  return crowd;
}

/** Adds the latest matches before a number; returns where to go on, undefined at the window's end. */
async function addMatches(
  db: Db,
  crowd: Crowd,
  before: number,
  since: number,
): Promise<number | undefined> {
  const rows = await db
    .selectFrom("match")
    .select(["seq", "pair", "ended_at", "weight"])
    .where("seq", "<", before)
    .orderBy("seq", "desc")
    .limit(MATCHES)
    .execute();
  // They are numbered nearly in the order of their ends: the last one to be looked at may be a little younger.
  if (!rows.some(({ ended_at }) => ended_at > since)) return undefined;
  for (const { pair, ended_at, weight } of rows) {
    const [one, other] = pair?.split(" ") ?? [];
    if (weight === 1 && ended_at > since && one && other) crowd.add(one, other);
  }
  return rows.length < MATCHES ? undefined : rows.at(-1)?.seq;
}

/** Who of them is listed at the time `at`. */
export async function listedIn(db: Db, crowd: Crowd, at: number): Promise<Listed[]> {
  const ids = crowd.regulars();
  const listed: Listed[] = [];
  for (let n = 0; n < ids.length; n += PLAYERS) {
    const some = ids.slice(n, n + PLAYERS);
    const players = await db.selectFrom("player").selectAll().where("id", "in", some).execute();
    for (const player of players) {
      const { rating, deviation } = ratingAt(ratingOf(player), at);
      if (missingFor({ deviation }, player.rated, crowd.activityOf(player.id))) continue;
      listed.push({ id: player.id, rating, deviation, at });
    }
    await others();
  }
  return listed;
}
