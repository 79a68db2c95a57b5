/** What is forgotten by itself, a little at a time: other processes want to write meanwhile. */
import { deleteCompetitions } from "./competitions.ts";
import { deleteOldDay } from "./daily.ts";
import { type Database, write } from "./database.ts";
import { erasePlayers } from "./export.ts";
import { deleteReplays } from "./replay-retention.ts";
import type { Db } from "./tables.ts";

const DAY = 86_400_000;
/** Players who have not been here for so long are deleted, and after it matches that are nobody's (ms). */
export const KEPT_FOR = 400 * DAY;
/** A redeemed claim stands for its player in rematches, which may go on for hours: it stays so long (ms). */
export const CLAIM_SLACK = DAY;
/** Rows in one transaction. */
const AT_ONCE = 200;
const MATCHES_AT_ONCE = 2000;

/** Deletes what is over at the time `at` (ms since 1970). */
export async function tidy(database: Database, at: number): Promise<void> {
  await write(database, async (db) => {
    await db.deleteFrom("code").where("expires_at", "<=", at).execute();
  });
  await untilDone(() => write(database, (db) => deleteClaims(db, at)));
  await untilDone(() => write(database, (db) => deletePlayers(db, at)));
  await untilDone(() => write(database, (db) => deleteCompetitions(db, at)));
  await untilDone(() => write(database, (db) => deleteOldDay(db, at)));
  for (const deleteAfter of [deleteReplays, deleteMatches]) {
    let last = 0;
    await untilDone(async () => {
      const next = await write(database, (db) => deleteAfter(db, at, last));
      last = next ?? last;
      return next !== undefined;
    });
  }
}

async function untilDone(step: () => Promise<boolean>): Promise<void> {
  while (await step());
}

async function deleteClaims(db: Db, at: number): Promise<boolean> {
  const rows = await db
    .selectFrom("claim")
    .select("hash")
    .where("expires_at", "<=", at - CLAIM_SLACK)
    .limit(AT_ONCE)
    .execute();
  if (rows.length === 0) return false;
  const hashes = rows.map(({ hash }) => hash);
  const played = db.selectFrom("seat").select("match").where("claim", "in", hashes);
  await db.updateTable("match").set({ pair: null }).where("seq", "in", played).execute();
  await db.deleteFrom("claim").where("hash", "in", hashes).execute();
  return true;
}

async function deletePlayers(db: Db, at: number): Promise<boolean> {
  const rows = await db
    .selectFrom("player")
    .select("id")
    .where("seen_at", "<", at - KEPT_FOR)
    .limit(AT_ONCE)
    .execute();
  if (rows.length === 0) return false;
  await erasePlayers(
    db,
    rows.map(({ id }) => id),
  );
  return true;
}

/** Looks at the matches after `last`; says which was the last of them, undefined when all are too young. */
async function deleteMatches(db: Db, at: number, last: number): Promise<number | undefined> {
  const next = await db
    .selectFrom("match")
    .select(["seq", "ended_at"])
    .where("seq", ">", last)
    .orderBy("seq")
    .limit(MATCHES_AT_ONCE)
    .execute();
  // They are numbered nearly in the order of their ends: those that follow are younger still.
  const end = next.findLast(({ ended_at }) => ended_at < at - KEPT_FOR)?.seq;
  if (end === undefined) return undefined;
  await db
    .deleteFrom("match")
    .where("seq", ">", last)
    .where("seq", "<=", end)
    .where("ended_at", "<", at - KEPT_FOR)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom("seat")
            .select("seat.match")
            .whereRef("seat.match", "=", "match.seq")
            .where("seat.player", "is not", null),
        ),
      ),
    )
    .execute();
  return end;
}
