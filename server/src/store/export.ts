/** What a player may ask of the store: everything that is there, and that it goes. */
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import { devicesOf, hasRecoveryCode } from "./credentials.ts";
import { daysOf } from "./daily.ts";
import { playedBy } from "./players.ts";
import type { Db } from "./tables.ts";

/** No player has as many matches. */
const ALL = 1_000_000_000;

/** See Store.exportPlayer. Neither secrets nor their hashes are in it. */
export async function exportPlayer(db: Db, id: PlayerId): Promise<string | null> {
  const player = await db.selectFrom("player").selectAll().where("id", "=", id).executeTakeFirst();
  if (!player) return null;
  const devices = (await devicesOf(db, id, "")).map(({ current: _, ...device }) => device);
  return JSON.stringify({
    player,
    bestPlace: await bestPlaceOf(db, id),
    devices,
    hasRecoveryCode: await hasRecoveryCode(db, id),
    dailies: await daysOf(db, id),
    matches: await playedBy(db, id, null, ALL, id),
  });
}

async function bestPlaceOf(db: Db, id: PlayerId) {
  const places = db.selectFrom("best_place").select(["rating", "deviation", "reached_at"]);
  return (await places.where("player", "=", id).executeTakeFirst()) ?? null;
}

/** See Store.erase; within a transaction. What hangs on the player's row goes with it. */
export async function erasePlayers(db: Db, ids: readonly PlayerId[]): Promise<void> {
  const played = db.selectFrom("seat").select("match").where("player", "in", ids);
  await db.updateTable("match").set({ pair: null }).where("seq", "in", played).execute();
  await db.deleteFrom("player").where("id", "in", ids).execute();
}
