/** What the store promises, with a real Postgres behind it. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testCompetitions } from "../../server/test/support/competition-contract.ts";
import { testDaily } from "../../server/test/support/daily-contract.ts";
import { testReplays } from "../../server/test/support/replay-contract.ts";
import { resultOf, STRANGER } from "../../server/test/support/results.ts";
import { testStore } from "../../server/test/support/store-contract.ts";
import { testRandomMatches } from "../../server/test/support/store-properties.ts";
import { openTestStore } from "../../server/test/support/test-store.ts";
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
  testReplays(() => ({ kind: "postgres", url: postgres.url }));
  testCompetitions(() => ({ kind: "postgres", url: postgres.url }));
  testDaily(() => ({ kind: "postgres", url: postgres.url }));

  /** Does something as an operator would. */
  async function ask(url: string, text: string): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(text).finally(() => client.end());
  }
  /** An empty database of this name. */
  async function newDatabase(name: string): Promise<string> {
    await ask(postgres.url, `create database ${name}`);
    return postgres.url.replace(/[^/]+$/, name);
  }

  test("several processes may make the tables at once, and count a result once", async () => {
    const settings = { dataFolder: "unused", databaseUrl: await newDatabase("together") };
    const opened = await Promise.all(Array.from({ length: 4 }, () => openTestStore(settings)));
    const result = resultOf(STRANGER, STRANGER);
    const saved = await Promise.all(opened.map(({ store }) => store.record(result)));
    expect(new Set(saved.map(({ seq }) => seq)).size).toBe(1);
    await Promise.all(opened.map(({ store }) => store.close(1000)));
    expect(opened.flatMap(({ lines }) => lines)).toEqual([]);
  });

  test("tables of a newer version are refused with a sentence", async () => {
    const databaseUrl = await newDatabase("newer");
    const settings = { dataFolder: "unused", databaseUrl };
    await (await openTestStore(settings)).store.close(1000);
    await ask(databaseUrl, "update schema_version set version = 99");
    await expect(openTestStore(settings)).rejects.toThrow("by a newer version of Quickpong");
  });

  test("a Postgres that can't be reached is told without its password", async () => {
    const databaseUrl = `postgres://pong:secret-one@127.0.0.1:${await freePort()}/pong`;
    const { store, lines } = await openTestStore({ dataFolder: "unused", databaseUrl });
    expect(store.state).toBe("failing");
    expect(await store.close(10)).toBe(0);
    expect(lines).toMatchObject([{ msg: "store fails; results wait" }]);
    expect(JSON.stringify(lines)).not.toContain("secret-one");
  });
});
