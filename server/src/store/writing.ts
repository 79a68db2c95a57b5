/** One writer at a time, in both databases. */
import { sql } from "kysely";
import type { DatabaseKind } from "./migrations.ts";
import type { Db } from "./tables.ts";

/** Any number will do: no other program locks it in our database. */
const LOCK = 7_112_358;

/**
 * Waits until no other process writes, until the transaction's end. SQLite does so by itself, since our
 * transactions begin as writing ones. With this in Postgres matches of a player are rated one after the
 * other, and get their sequence numbers in the order of their commits.
 */
export async function lockForWriting(transaction: Db, kind: DatabaseKind): Promise<void> {
  if (kind === "postgres")
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(transaction);
}
