/** Opens the database that the settings name. */
import { join } from "node:path";
import type { Database } from "./database.ts";

/** Where results are kept. */
export type Place =
  | { kind: "sqlite"; folder: string; shared: boolean }
  | { kind: "postgres"; url: string };

const FILE = "quickpong.db";

/** Throws an UnusableError when only the operator can help, and other errors when it may work later. */
export async function openDatabase(place: Place, check: boolean): Promise<Database> {
  if (place.kind === "sqlite") {
    // Old versions of Node have no SQLite, and only this thread needs it.
    const { openSqlite } = await import("./sqlite.ts");
    return openSqlite({ file: join(place.folder, FILE), shared: place.shared, check });
  }
  const { openPostgres } = await import("./postgres.ts");
  return openPostgres(place.url);
}

/** The place in words that may be in a log: no password. */
export function nameOf(place: Place): string {
  if (place.kind === "sqlite") return join(place.folder, FILE);
  const { host, pathname } = new URL(place.url);
  return `postgres://${host}${pathname}`;
}
