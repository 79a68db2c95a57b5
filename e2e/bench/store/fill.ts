/** Fills a new database of either kind, past the store: it would take hours. */
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { randomFrom } from "@quickpong/shared/random.ts";
import pg from "pg";
import { endOf, matchRows, playerRow } from "./rows.ts";

const SEED = 1;
/** Rows in one transaction. */
const AT_ONCE = 10_000;

export interface Size {
  players: number;
  matches: number;
}

/** Takes rows of one table, which all have the same columns. */
type Write = (table: string, rows: readonly object[]) => Promise<void>;

/** Fills the SQLite file, which has its tables already; says the players' ids, who plays most first. */
export async function fillSqlite(file: string, size: Size): Promise<string[]> {
  const db = new DatabaseSync(file);
  db.exec("pragma synchronous = off; pragma cache_size = -400000; pragma foreign_keys = off");
  const ids = await fill(size, async (table, rows) => {
    const columns = Object.keys(rows[0] ?? {});
    const names = columns.map((name) => `"${name}"`).join(", ");
    const places = columns.map(() => "?").join(", ");
    const insert = db.prepare(`insert into "${table}" (${names}) values (${places})`);
    db.exec("begin");
    for (const row of rows) insert.run(...(Object.values(row) as SQLInputValue[]));
    db.exec("commit");
  });
  // As PRAGMA optimize would in time.
  db.exec("analyze; pragma wal_checkpoint(truncate)");
  db.close();
  return ids;
}

const TYPES: Record<string, string> = { string: "text", number: "double precision" };

/** The same for Postgres. */
export async function fillPostgres(url: string, size: Size): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Neither foreign keys are looked up nor the file synced for each.
  await client.query("set session_replication_role = replica; set synchronous_commit = off");
  const ids = await fill(size, async (table, rows) => {
    const columns = Object.entries(rows[0] ?? {});
    const names = columns.map(([name]) => `"${name}"`).join(", ");
    const arrays = columns.map(([, value], n) => `$${n + 1}::${TYPES[typeof value] ?? "text"}[]`);
    const values = columns.map(([name]) => rows.map((row) => Reflect.get(row, name)));
    const text = `insert into "${table}" (${names}) overriding system value
      select * from unnest(${arrays.join(", ")})`;
    await client.query(text, values);
  });
  await client.query(`select setval(pg_get_serial_sequence('match', 'seq'), ${size.matches})`);
  await client.query("analyze");
  await client.end();
  return ids;
}

async function fill({ players, matches }: Size, write: Write): Promise<string[]> {
  const random = randomFrom(SEED);
  const rows = Array.from({ length: players }, (_, rank) => playerRow(rank, SEED));
  const ids = rows.map(({ id }) => id);
  const rated: number[] = [];
  for (let n = 0; n < matches; n += AT_ONCE) {
    const length = Math.min(AT_ONCE, matches - n);
    const played = Array.from({ length }, (_, k) => matchRows(n + k + 1, ids, rated, random));
    await write(
      "match",
      played.map(([match]) => match),
    );
    await write(
      "seat",
      played.flatMap(([, left, right]) => [left, right]),
    );
  }
  for (const [n, row] of rows.entries()) {
    row.rated = rated[n] ?? 0;
    // Nobody is less sure than was found at the end, or the leaderboard would be empty.
    row.rated_at = endOf(matches);
  }
  for (let n = 0; n < players; n += AT_ONCE) await write("player", rows.slice(n, n + AT_ONCE));
  return ids;
}
