/** SQLite by Node itself: one connection, in a file that several processes of one machine may share. */
import { randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import type { Database } from "./database.ts";
import { migrate, UnusableError, versionOf } from "./migrate.ts";
import { MIGRATIONS } from "./migrations.ts";
import type { Tables } from "./tables.ts";

/** For how long a process waits for the file while others write (ms). */
const BUSY_TIMEOUT = 1000;
/** The first without a fault by which several connections could lose what was written (sqlite.org/wal.html). */
const SAFE_TOGETHER = [3, 51, 3] as const;

const PRAGMAS = [
  "journal_mode = WAL",
  // A match that was acknowledged survives a loss of power.
  "synchronous = FULL",
  "foreign_keys = ON",
  // KiB, as it is negative.
  "cache_size = -16384",
  "trusted_schema = OFF",
];

export interface SqliteOptions {
  file: string;
  /** Whether the whole file is looked through for damage first: a second for each gigabyte. */
  check: boolean;
  /** Whether other processes have the file open, too. */
  shared: boolean;
  migrations?: typeof MIGRATIONS;
}

/** Opens the file, or makes it. Throws an UnusableError when it is damaged or too new. */
export async function openSqlite(options: SqliteOptions): Promise<Database> {
  const { file, check, shared, migrations = MIGRATIONS } = options;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const connection = new DatabaseSync(file, { timeout: BUSY_TIMEOUT });
  try {
    asUnusable(() => {
      if (shared) refuseOldSqlite(connection);
      for (const pragma of PRAGMAS) connection.exec(`PRAGMA ${pragma}`);
      if (check) refuseDamaged(connection);
    });
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(connection) }) });
    const version = await versionOf(db);
    if (version > 0 && version < migrations.length)
      copyFile(connection, `${file}.before-version-${version + 1}`);
    await migrate(db, "sqlite", migrations);
    const opened = statSync(file).ino;
    const assertThere = () => {
      // What is written to a file that was removed goes with it.
      if (statSync(file, { throwIfNoEntry: false })?.ino !== opened)
        throw new Error(`${file} was removed or replaced`);
    };
    return { db, kind: "sqlite", assertThere, close: () => db.destroy() };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Kysely's dialect for SQLite is written for better-sqlite3, which is nearly the same. */
function adapt(connection: DatabaseSync) {
  const statements = new Map<string, ReturnType<typeof adaptStatement>>();
  return {
    close: () => connection.close(),
    prepare(sql: string) {
      // Reading first and writing then would fail where another process has written in between.
      const text = sql === "begin" ? "begin immediate" : sql;
      const made = () => adaptStatement(connection.prepare(text));
      const statement =
        statements.get(text) ?? (text === "rollback" ? rollback(connection) : made());
      statements.delete(text);
      statements.set(text, statement);
      const [oldest = ""] = statements.keys();
      if (statements.size > STATEMENTS_MAX) statements.delete(oldest);
      return statement;
    },
  };
}

/** Prepared statements that are kept, the latest used: our queries are some fifty, a few for each batch's size. */
const STATEMENTS_MAX = 200;

/**
 * SQLite has rolled back by itself after some errors, such as those of a disk. To do it again would fail, and hide
 * the error that says whether a result may be tried again.
 */
function rollback(connection: DatabaseSync): ReturnType<typeof adaptStatement> {
  const statement = adaptStatement(connection.prepare("rollback"));
  const nothing = { changes: 0, lastInsertRowid: 0 };
  return {
    ...statement,
    run: (parameters) => (connection.isTransaction === false ? nothing : statement.run(parameters)),
  };
}

function adaptStatement(statement: StatementSync) {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
    run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
    iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
  };
}

/** SQLite's result codes of a file that is damaged, or none of its own. */
const DAMAGED = [11, 26];

function asUnusable(work: () => void): void {
  try {
    work();
  } catch (error) {
    const { errcode = 0, message } = error as Error & { errcode?: number };
    if (DAMAGED.includes(errcode & 0xff)) throw new UnusableError(damaged(message));
    throw error;
  }
}

const damaged = (how: string): string =>
  `it is damaged (${how}): put a backup in its place, or move it away to begin anew`;

function refuseDamaged(connection: DatabaseSync): void {
  const [first] = connection.prepare("PRAGMA quick_check(1)").all();
  const how = String(first?.["quick_check"]);
  if (how !== "ok") throw new UnusableError(damaged(how));
}

function refuseOldSqlite(connection: DatabaseSync): void {
  const version = String(connection.prepare("select sqlite_version() as v").get()?.["v"]);
  if (isSafeTogether(version)) return;
  throw new UnusableError(
    `several processes may not share it with SQLite ${version}, which is part of this Node and has ` +
      `to be ${SAFE_TOGETHER.join(".")} or newer: start one process, or set DATABASE_URL, or ` +
      "QUICKPONG_DATA=off to remember nothing",
  );
}

/** Whether several processes may write to one file with this version of SQLite. */
export function isSafeTogether(version: string): boolean {
  const parts = version.split(".").map(Number);
  const differs = SAFE_TOGETHER.findIndex((part, n) => parts[n] !== part);
  return differs === -1 || (parts[differs] ?? 0) > (SAFE_TOGETHER[differs] ?? 0);
}

/** Keeps the file as it was before its tables are changed, beside it. */
function copyFile(connection: DatabaseSync, copy: string): void {
  if (existsSync(copy)) return;
  const part = `${copy}.${randomUUID()}`;
  try {
    connection.prepare("VACUUM INTO ?").run(part);
    // Another process may have been first; its copy is from before its migration.
    linkSync(part, copy);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(part, { force: true });
  }
}
