/** Brings a database's tables up to date. Several processes may do so at once: all but one find it done. */
import { sql } from "kysely";
import { type DatabaseKind, MIGRATIONS } from "./migrations.ts";
import type { Db } from "./tables.ts";
import { lockForWriting } from "./writing.ts";

/** The database can't be used by this program, whatever the operator waits for: its message says why. */
export class UnusableError extends Error {
  override name = "UnusableError";
}

/** Which migration was the last, counted from 1; 0 for a database without tables. */
export async function versionOf(db: Db): Promise<number> {
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === "schema_version")) return 0;
  const row = await db.selectFrom("schema_version").select("version").executeTakeFirst();
  return Number(row?.version ?? 0);
}

/**
 * Runs what is missing of `migrations`, all of it or nothing. Throws an UnusableError when the tables are
 * from a newer version of the program.
 */
export async function migrate(db: Db, kind: DatabaseKind, migrations = MIGRATIONS): Promise<void> {
  // Nothing to do needs no lock: others may be writing.
  if ((await versionOf(db)) === migrations.length) return;
  await db.transaction().execute(async (transaction) => {
    await lockForWriting(transaction, kind);
    // A migration takes as long as it takes.
    if (kind === "postgres") await sql`set local statement_timeout = 0`.execute(transaction);
    const version = await versionOf(transaction);
    if (version > migrations.length) throw new UnusableError(newerVersion(version, migrations));
    if (version === migrations.length) return;
    for (const run of migrations.slice(version)) await run(transaction, kind);
    if (version === 0)
      await transaction.schema
        .createTable("schema_version")
        .addColumn("version", "integer", (c) => c.notNull())
        .execute();
    await transaction.deleteFrom("schema_version").execute();
    await transaction
      .insertInto("schema_version")
      .values({ version: sql.lit(migrations.length) })
      .execute();
  });
}

const newerVersion = (version: number, { length }: { length: number }): string =>
  `it was written by a newer version of Quickpong (its tables are of version ${version}, this ` +
  `program knows ${length}): start that version, or go back to a backup`;
