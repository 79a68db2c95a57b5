/** The best that each listed player has ever reached. */
import { setImmediate as others } from "node:timers/promises";
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import { sureStrength } from "../rating/listing.ts";
import { type Database, write } from "./database.ts";
import type { Listed } from "./read-crowd.ts";
import type { Db } from "./tables.ts";

/** Rows that are read, and that are written in one transaction. */
const READ = 2000;
const WRITTEN = 200;

export class BestPlaces {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Everybody's best, those of `listed` among them, which are kept where they are the best. */
  async raise(listed: readonly Listed[]): Promise<Listed[]> {
    const best = await this.#read();
    const better = listed.filter((each) => isBetter(each, best.get(each.id)));
    for (const each of better) best.set(each.id, each);
    // A store that can't be written to can still be read.
    await this.#keep(better).catch(() => {});
    return [...best.values()];
  }

  async #read(): Promise<Map<PlayerId, Listed>> {
    const best = new Map<PlayerId, Listed>();
    let after = "";
    for (;;) {
      const rows = await this.#database.db
        .selectFrom("best_place")
        .selectAll()
        .where("player", ">", after)
        .orderBy("player")
        .limit(READ)
        .execute();
      for (const { player, rating, deviation, reached_at } of rows)
        best.set(player, { id: player, rating, deviation, at: reached_at });
      if (rows.length < READ) return best;
      after = rows.at(-1)?.player ?? "";
      await others();
    }
  }

  async #keep(better: readonly Listed[]): Promise<void> {
    for (let n = 0; n < better.length; n += WRITTEN) {
      const some = better.slice(n, n + WRITTEN);
      await write(this.#database, (db) => keepSome(db, some));
      await others();
    }
  }
}

const isBetter = (listed: Listed, best: Listed | undefined): boolean =>
  !best || sureStrength(listed) > sureStrength(best);

async function keepSome(db: Db, better: readonly Listed[]): Promise<void> {
  const ids = better.map(({ id }) => id);
  // Some may have been deleted since they were read.
  const there = await db.selectFrom("player").select("id").where("id", "in", ids).execute();
  const alive = new Set(there.map(({ id }) => id));
  const rows = better.filter(({ id }) => alive.has(id));
  if (rows.length === 0) return;
  await db
    .insertInto("best_place")
    .values(
      rows.map(({ id, rating, deviation, at }) => ({
        player: id,
        rating,
        deviation,
        reached_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.column("player").doUpdateSet((row) => ({
        rating: row.ref("excluded.rating"),
        deviation: row.ref("excluded.deviation"),
        reached_at: row.ref("excluded.reached_at"),
      })),
    )
    .execute();
}
