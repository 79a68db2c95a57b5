/** The logs of competitions: begun, taken on by a process, added to by that process, and forgotten. */

import type { CompetitionLog, NewCompetition, NewEvents } from "./competition-store.ts";
import { type Database, write } from "./database.ts";
import type { Db } from "./tables.ts";

/** A competition is forgotten so long after its last event (ms). */
export const COMPETITIONS_KEPT_FOR = 30 * 86_400_000;
/** Events a statement: SQLite takes 32,766 parameters, and three are needed for each. */
const AT_ONCE = 1000;
/** Competitions in one transaction; each has some thousand events. */
const FORGOTTEN_AT_ONCE = 20;
/** The epoch of the process that has begun a competition. */
const FIRST_EPOCH = 1;

/** See Store.beginCompetition. */
export const beginCompetition = (
  database: Database,
  { code, kind, hostKey, events }: NewCompetition,
  at: number,
): Promise<boolean> =>
  write(database, async (db) => {
    const row = { code, kind, host_key: hostKey, made_at: at, changed_at: at };
    const { numInsertedOrUpdatedRows: made } = await db
      .insertInto("competition")
      .values({ ...row, epoch: FIRST_EPOCH, length: events.length })
      .onConflict((conflict) => conflict.column("code").doNothing())
      .executeTakeFirst();
    if (made !== 1n) return false;
    await insertEvents(db, code, 0, events);
    return true;
  });

/** See Store.takeCompetition. */
export const takeCompetition = (database: Database, code: string): Promise<CompetitionLog | null> =>
  write(database, async (db) => {
    const row = await db
      .updateTable("competition")
      .set((row) => ({ epoch: row("epoch", "+", 1) }))
      .where("code", "=", code)
      .returning(["kind", "host_key", "epoch"])
      .executeTakeFirst();
    if (!row) return null;
    const events = await db
      .selectFrom("event_log")
      .select("event")
      .where("competition", "=", code)
      .orderBy("n")
      .execute();
    const { kind, host_key: hostKey, epoch } = row;
    return { kind, hostKey, epoch, events: events.map(({ event }) => event) };
  });

/** See Store.addEvents. */
export const addEvents = (
  database: Database,
  { code, epoch, from, events }: NewEvents,
  at: number,
): Promise<boolean> =>
  write(database, async (db) => {
    const row = await db
      .selectFrom("competition")
      .select(["epoch", "length"])
      .where("code", "=", code)
      .executeTakeFirst();
    if (row?.epoch !== epoch || row.length < from) return false;
    // A commit whose answer did not come in time has been made all the same, and is asked for again.
    const news = events.slice(row.length - from);
    if (news.length === 0) return true;
    await insertEvents(db, code, row.length, news);
    await db
      .updateTable("competition")
      .set({ length: row.length + news.length, changed_at: at })
      .where("code", "=", code)
      .execute();
    return true;
  });

/** See Store.competitionKind. */
export async function competitionKind(db: Db, code: string): Promise<string | null> {
  const rows = db.selectFrom("competition").select("kind").where("code", "=", code);
  return (await rows.executeTakeFirst())?.kind ?? null;
}

/** Forgets some that have been over for long; false when there are none. Within a transaction. */
export async function deleteCompetitions(db: Db, at: number): Promise<boolean> {
  const rows = await db
    .selectFrom("competition")
    .select("code")
    .where("changed_at", "<", at - COMPETITIONS_KEPT_FOR)
    .limit(FORGOTTEN_AT_ONCE)
    .execute();
  if (rows.length === 0) return false;
  const codes = rows.map(({ code }) => code);
  await db.deleteFrom("competition").where("code", "in", codes).execute();
  return true;
}

async function insertEvents(
  db: Db,
  competition: string,
  from: number,
  events: readonly string[],
): Promise<void> {
  const rows = events.map((event, k) => ({ competition, n: from + k, event }));
  for (let k = 0; k < rows.length; k += AT_ONCE)
    await db
      .insertInto("event_log")
      .values(rows.slice(k, k + AT_ONCE))
      .execute();
}
