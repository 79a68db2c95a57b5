/** Postgres, for processes on several machines. */
import { Kysely, PostgresDialect } from "kysely";
import { DatabaseError, Pool, types } from "pg";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import type { Tables } from "./tables.ts";

/** Connections of one process: commits, and questions beside them. */
const CONNECTIONS = 3;
/** ms. */
const CONNECT_MAX = 3000;
/**
 * How long a statement, waiting for another writer, or a transaction that says nothing may take (ms): one
 * of a process that was stopped would keep all others from writing.
 */
const SESSION = {
  statement_timeout: 8000,
  lock_timeout: 5000,
  idle_in_transaction_session_timeout: 10_000,
};

/** The number of Postgres' type for 64-bit integers, which pg gives as texts: ours are all below 2^53. */
types.setTypeParser(types.builtins.INT8, Number);

/** Opens the database and brings its tables up to date. Throws an UnusableError when they are too new. */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MAX,
    keepAlive: true,
    application_name: "quickpong",
    ...SESSION,
  });
  // Of a connection that nobody uses: the next one to ask gets another.
  pool.on("error", () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db, "postgres");
  } catch (error) {
    await db.destroy();
    throw plain(error);
  }
  return { db, kind: "postgres", assertThere: () => {}, close: () => db.destroy() };
}

/** Errors of the connection may have the whole configuration in them; their messages have no password. */
const plain = (error: unknown): unknown =>
  error instanceof DatabaseError ? new Error(`${error.code}: ${error.message}`) : error;
