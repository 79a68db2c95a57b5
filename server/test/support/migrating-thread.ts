/** A process that opens the file with one migration more than there is today. */
import { workerData } from "node:worker_threads";
import { MIGRATIONS } from "../../src/store/migrations.ts";
import { openSqlite } from "../../src/store/sqlite.ts";

const options = { file: workerData as string, check: true, shared: true };
const database = await openSqlite({
  ...options,
  migrations: [
    ...MIGRATIONS,
    async (db) => {
      await db.schema.alterTable("player").addColumn("flag", "integer").execute();
    },
  ],
});
await database.close();
