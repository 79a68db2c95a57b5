/** Tries at the daily: how many were begun, and the best of each player and day. */

import { dayAt, TRIES } from "@quickpong/shared/daily.ts";
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import { playerOf } from "./identity.ts";
import type { Occupant } from "./pair.ts";
import type { FinishedTry, SecretHash } from "./store.ts";
import type { Db } from "./tables.ts";

/** Days of which the tries are kept: what a streak can come to. */
export const DAYS_KEPT = 400;

/** See Store.beginTry; within a transaction that nobody else writes beside. */
export async function beginTry(
  db: Db,
  hash: SecretHash,
  day: number,
): Promise<number | "none" | "nobody"> {
  const player = (await playerOf(db, hash))?.id;
  if (player === undefined) return "nobody";
  const before = await triesOf(db, { player, claim: null }, day);
  const tries = (before?.tries ?? 0) + 1;
  if (tries > TRIES) return "none";
  if (before) await rowOf(db, player, day).set({ tries }).execute();
  else
    await db
      .insertInto("daily")
      .values({ ...NOT_FINISHED, day, player, tries })
      .execute();
  return TRIES - tries;
}

const NOT_FINISHED = { claim: null, hits: null, reached_at: null, match: null };

const rowOf = (db: Db, player: PlayerId, day: number) =>
  db.updateTable("daily").where("player", "=", player).where("day", "=", day);

/** See Store.giveTryBack; within a transaction that nobody else writes beside. */
export async function giveTryBack(db: Db, hash: SecretHash, day: number): Promise<void> {
  const player = (await playerOf(db, hash))?.id;
  if (player === undefined) return;
  await rowOf(db, player, day)
    .set((row) => ({ tries: row("tries", "-", 1) }))
    .where("tries", ">", 0)
    .execute();
}

/** A finished try, and who sat in its seat. */
export interface PlayedTry extends FinishedTry, Occupant {
  match: number;
  /** When it ended (ms since 1970). */
  at: number;
}

/** Keeps what these tries come to; within a transaction that nobody else writes beside. */
export async function keepTries(db: Db, played: readonly PlayedTry[]): Promise<void> {
  for (const each of played)
    if (each.player !== null || each.claim !== null) await keepTry(db, each);
}

async function keepTry(db: Db, { day, hits, isCounted, player, claim, match, at }: PlayedTry) {
  const best = { hits, reached_at: at, match };
  const before = await triesOf(db, { player, claim }, day);
  if (!before) {
    await db
      .insertInto("daily")
      .values({ ...best, day, player, claim, tries: 1 })
      .execute();
    return;
  }
  const isBetter = before.hits === null || hits > before.hits;
  await db
    .updateTable("daily")
    .set({ tries: before.tries + Number(!isCounted), ...(isBetter && best) })
    .where(player === null ? "claim" : "player", "=", player ?? claim)
    .where("day", "=", day)
    .execute();
}

const triesOf = (db: Db, { player, claim }: Occupant, day: number) =>
  db
    .selectFrom("daily")
    .select(["tries", "hits"])
    .where(player === null ? "claim" : "player", "=", player ?? claim)
    .where("day", "=", day)
    .executeTakeFirst();

/** All of a player's days, for whoever wants to have what is stored. */
export const daysOf = (db: Db, player: PlayerId) =>
  db
    .selectFrom("daily")
    .select(["day", "tries", "hits", "reached_at"])
    .where("player", "=", player)
    .orderBy("day")
    .execute();

/** Forgets the first day that is older than DAYS_KEPT at `at` (ms since 1970); false when there is none. */
export async function deleteOldDay(db: Db, at: number): Promise<boolean> {
  const first = await db
    .selectFrom("daily")
    .select("day")
    .orderBy("day")
    .limit(1)
    .executeTakeFirst();
  if (!first || first.day >= dayAt(at) - DAYS_KEPT) return false;
  await db.deleteFrom("daily").where("day", "=", first.day).execute();
  return true;
}
