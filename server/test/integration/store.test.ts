/** What the store promises, with SQLite behind it; e2e/test/store-postgres.test.ts has Postgres. */
import { afterAll, describe, expect, test } from "vitest";
import { StoreError } from "../../src/store/store.ts";
import { testCompetitions } from "../support/competition-contract.ts";
import { testDaily } from "../support/daily-contract.ts";
import { testReplays } from "../support/replay-contract.ts";
import { resultOf, STRANGER } from "../support/results.ts";
import { testStore } from "../support/store-contract.ts";
import { testRandomMatches } from "../support/store-properties.ts";
import { newFolder, openTestStore } from "../support/test-store.ts";

const { folder, remove } = newFolder();
afterAll(remove);

describe("SQLite", () => {
  testStore(() => ({ dataFolder: folder }));
  testRandomMatches(() => ({ dataFolder: folder }), 40);
  testReplays(() => ({ kind: "sqlite", folder, shared: false }));
  testCompetitions(() => ({ kind: "sqlite", folder, shared: false }));
  testDaily(() => ({ kind: "sqlite", folder, shared: false }));
});

test("a store that is off refuses everything", async () => {
  const { store } = await openTestStore({});
  expect(store.state).toBe("off");
  await expect(store.record(resultOf(STRANGER, STRANGER))).rejects.toBeInstanceOf(StoreError);
  expect(await store.close(10)).toBe(0);
});
