/** A database that is open, of either kind. */
import type { DatabaseKind } from "./migrations.ts";
import type { Db } from "./tables.ts";
import { lockForWriting } from "./writing.ts";

export interface Database {
  db: Db;
  kind: DatabaseKind;
  /** Throws when what is written now would be lost. */
  assertThere(): void;
  close(): Promise<void>;
}

/** Does all of `work` or nothing of it, while nobody else writes; resolves when it is committed. */
export function write<T>(
  { db, kind, assertThere }: Database,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  assertThere();
  return db.transaction().execute(async (transaction) => {
    await lockForWriting(transaction, kind);
    return work(transaction);
  });
}
