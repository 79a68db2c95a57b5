/** What the store promises, with a real Postgres behind it. */
import { afterAll, beforeAll, describe } from "vitest";
import { testStore } from "../../server/test/support/store-contract.ts";
import { testRandomMatches } from "../../server/test/support/store-properties.ts";
import { type Postgres, startPostgres } from "../lib/postgres.ts";
import { provide } from "../lib/programs.ts";
import { freePort } from "../lib/start-server.ts";

const missing = provide(["postgres"]);
if (missing !== undefined) console.warn(`store-postgres.test.ts: ${missing}`);

describe.skipIf(missing !== undefined)("Postgres", () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres(await freePort());
  });
  afterAll(() => postgres.stop());
  const settings = () => ({ dataFolder: "unused", databaseUrl: postgres.url });
  testStore(settings);
  testRandomMatches(settings, 15);
});
