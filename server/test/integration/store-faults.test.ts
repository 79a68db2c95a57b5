/** What becomes of results and of the start when the file, the disk or the thread is not as it should be. */

import { once } from "node:events";
import {
  closeSync,
  openSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StartError } from "../../src/config.ts";
import { UnusableError } from "../../src/store/migrate.ts";
import { MIGRATIONS } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { createRequests } from "../../src/store/requests.ts";
import { QUEUE_MAX } from "../../src/store/result-queue.ts";
import { BATCH_MAX } from "../../src/store/result-saver.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { StoreError } from "../../src/store/store.ts";
import { StoreClient } from "../../src/store/store-client.ts";
import { startThread } from "../../src/store/thread-link.ts";
import {
  claimOf,
  credentialOf,
  DAY,
  HOUR,
  hashOf,
  NOON,
  resultOf,
  STRANGER,
} from "../support/results.ts";
import { startServer } from "../support/start.ts";
import { newFolder, openTestStore } from "../support/test-store.ts";
import { until } from "../support/until.ts";

const MIGRATING = new URL("../support/migrating-thread.ts", import.meta.url);

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = newFolder());
});
afterEach(() => remove());
const file = () => join(folder, "quickpong.db");
const open = (shared = false) => openTestStore({ dataFolder: folder }, shared);
/** Says something of the file with a connection of our own. */
function ask<T>(work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file());
  try {
    return work(db);
  } finally {
    db.close();
  }
}
const countMatches = () =>
  ask((db) => db.prepare('select count(*) as n from "match"').get()?.["n"]);

/** A file with some matches, which nobody has open. */
async function makeFile(matches = 200): Promise<void> {
  const { store } = await open();
  const results = Array.from({ length: matches }, (_, n) => resultOf(claimOf(`a ${n}`), STRANGER));
  await Promise.all(results.map((result) => store.record(result)));
  await store.close(1000);
}

function spoil(offset: number): void {
  const descriptor = openSync(file(), "r+");
  writeSync(descriptor, Buffer.alloc(2000, 0xa5), 0, 2000, offset);
  closeSync(descriptor);
}

test.each([
  ["cut off", () => truncateSync(file(), 20_000)],
  ["overwritten at its beginning", () => spoil(0)],
  ["overwritten inside", () => spoil(40_000)],
  ["something else", () => writeFileSync(file(), "x".repeat(50_000))],
])("a file that is %s is refused with a sentence, and stays as it is", async (_, harm) => {
  await makeFile();
  harm();
  const opening = open();
  await expect(opening).rejects.toBeInstanceOf(StartError);
  await expect(opening).rejects.toThrow(/^The store .*quickpong\.db can't be used: it is damaged/);
});

test("a file of a newer version is refused with a sentence", async () => {
  await makeFile(1);
  ask((db) => db.exec("update schema_version set version = 99"));
  await expect(open()).rejects.toThrow("it was written by a newer version of Quickpong");
});

test("before a migration the file is copied, once, and a failed one changes nothing", async () => {
  await makeFile(3);
  const fails = [
    ...MIGRATIONS,
    async (db: Parameters<(typeof MIGRATIONS)[0]>[0]) => {
      await db.schema.alterTable("player").addColumn("flag", "integer").execute();
      throw new Error("in the middle");
    },
  ];
  const options = { file: file(), check: true, shared: true };
  await expect(openSqlite({ ...options, migrations: fails })).rejects.toThrow("in the middle");
  const version = () => ask((db) => db.prepare("select version from schema_version").get());
  expect(version()).toEqual({ version: MIGRATIONS.length });
  const copy = `${file()}.before-version-${MIGRATIONS.length + 1}`;
  rmSync(copy);
  const threads = Array.from({ length: 4 }, () => new Worker(MIGRATING, { workerData: file() }));
  const ends = await Promise.all(threads.map((thread) => once(thread, "exit")));
  expect(ends).toEqual(Array(4).fill([0]));
  expect(version()).toEqual({ version: MIGRATIONS.length + 1 });
  expect(
    readdirSync(folder)
      .filter((name) => !/-(wal|shm)$/.test(name))
      .sort(),
  ).toEqual(["quickpong.db", `quickpong.db.before-version-${MIGRATIONS.length + 1}`]);
  const copied = new DatabaseSync(copy);
  expect(copied.prepare("select version from schema_version").get()).toEqual({
    version: MIGRATIONS.length,
  });
  expect(copied.prepare('select count(*) as n from "match"').get()).toEqual({ n: 3 });
  copied.close();
  // The program of before, on the file of after.
  await expect(openSqlite(options)).rejects.toBeInstanceOf(UnusableError);
});

test("several processes may open a new file at once, and share it", async () => {
  const opened = await Promise.all(Array.from({ length: 4 }, () => open(true)));
  const stores = opened.map(({ store }) => store);
  // On a busy machine a start does not wait until its thread is there.
  const states = () => stores.map(({ state }) => state);
  await expect.poll(states, { timeout: 30_000 }).toEqual(Array(4).fill("ready"));
  // The same results from each of them, and others.
  const same = Array.from({ length: 20 }, (_, n) => resultOf(claimOf(`a ${n}`), claimOf("b")));
  const saved = await Promise.all(
    stores.map(async (store, n) => {
      await store.record(resultOf(claimOf(`own ${n}`), STRANGER));
      return Promise.all(same.map((result) => store.record(result)));
    }),
  );
  for (const each of saved) expect(each).toEqual(saved[0]);
  await Promise.all(stores.map((store) => store.close(1000)));
  expect(countMatches()).toBe(24);
});

test("a folder that can't be made is no reason not to start: results wait until it can", async () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "a file");
  const { store, lines } = await open();
  expect(store.state).toBe("failing");
  await expect(store.history("a".repeat(16), null, 20)).rejects.toBeInstanceOf(StoreError);
  const saved = store.record(resultOf(claimOf("a"), STRANGER));
  await until("some tries", () => store.figures.failures > 2, 10_000);
  expect(store.figures).toMatchObject({ waiting: 1, saved: 0, lost: 0 });
  rmSync(folder);
  expect((await saved).seq).toBe(1);
  expect(store.state).toBe("ready");
  expect(lines.map(({ msg }) => msg)).toEqual(["store fails; results wait", "store works again"]);
  await store.close(1000);
});

test("a file that was removed is made anew, and what comes from then on is in it", async () => {
  await makeFile(1);
  const { store } = await open();
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  await store.record(resultOf(claimOf("a"), STRANGER));
  await store.record(resultOf(claimOf("b"), STRANGER));
  await store.close(1000);
  expect(countMatches()).toBe(2);
});

test("a file that somebody else locks makes results wait, and reads go on", async () => {
  await makeFile(1);
  const { store } = await open();
  const other = new DatabaseSync(file());
  other.exec("begin immediate");
  const saved = store.record(resultOf(claimOf("a"), STRANGER));
  await until("that it fails", () => store.state === "failing", 10_000);
  await until("some tries", () => store.figures.failures > 3, 20_000);
  await expect
    .poll(() => store.history("a".repeat(16), null, 20).catch(String), { timeout: 10_000 })
    .toEqual({ matches: [], next: null });
  other.exec("rollback");
  other.close();
  expect((await saved).seq).toBe(2);
  await store.close(1000);
}, 60_000);

test("the queue is bounded, and what the end does not save is counted as lost", async () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "a file");
  const { store } = await open();
  const outcomes = Array.from({ length: QUEUE_MAX.results }, () =>
    store.record(resultOf(STRANGER, STRANGER)).catch((error: unknown) => error),
  );
  await expect(store.record(resultOf(STRANGER, STRANGER))).rejects.toBeInstanceOf(StoreError);
  expect(store.figures).toMatchObject({ waiting: QUEUE_MAX.results, lost: 1 });
  expect(await store.close(50)).toBe(QUEUE_MAX.results);
  for (const outcome of await Promise.all(outcomes)) expect(outcome).toBeInstanceOf(StoreError);
  expect(store.figures).toMatchObject({ waiting: 0, lost: QUEUE_MAX.results + 1 });
});

test("a result of 64 MB is not taken", async () => {
  const { store } = await open();
  const rules = "x".repeat(QUEUE_MAX.bytes);
  const recorded = store.record(resultOf(STRANGER, STRANGER, { rules }));
  await expect(recorded).rejects.toBeInstanceOf(StoreError);
  await store.close(1000);
});

test("an error after which SQLite has rolled back by itself is told as it was", async () => {
  const database = await openDatabase({ kind: "sqlite", folder, shared: false }, true);
  const { recordAll } = createRequests(database);
  ask((db) =>
    db.exec(
      `create trigger sand before insert on "match" begin select raise(rollback, 'full of sand'); end`,
    ),
  );
  const [outcome] = await recordAll([resultOf(claimOf("ann"), STRANGER)]);
  expect(outcome).toEqual({ refused: expect.stringContaining("full of sand") });
  ask((db) => db.exec("drop trigger sand"));
  expect(await recordAll([resultOf(claimOf("ann"), STRANGER)])).toMatchObject([{ seq: 1 }]);
  await database.close();
});

test("the end waits for a thousand results", async () => {
  const { store } = await open();
  const results = Array.from({ length: 1000 }, () => resultOf(claimOf("a"), STRANGER));
  const saved = Promise.all(results.map((result) => store.record(result)));
  expect(await store.close(10_000)).toBe(0);
  expect(await saved).toHaveLength(1000);
  await expect(store.record(resultOf(STRANGER, STRANGER))).rejects.toBeInstanceOf(StoreError);
  expect(countMatches()).toBe(1000);
});

test("results are saved once, however often the thread ends meanwhile", async () => {
  const threads: Worker[] = [];
  const store = new StoreClient(
    { kind: "sqlite", folder, shared: false },
    { log: pino({ level: "silent" }), observeSave: () => {} },
    (options) => {
      const thread = startThread(options);
      threads.push(thread);
      return thread;
    },
  );
  const results = Array.from({ length: 600 }, () => resultOf(claimOf("a"), claimOf("b")));
  const saved = results.map((result) => store.record(result));
  for (let ends = 1; ends <= 3 && store.figures.waiting > 0; ends++) {
    const enough = () => threads.length === ends && store.figures.saved >= ends * BATCH_MAX;
    await until("it works", enough, 10_000);
    await threads.at(-1)?.terminate();
  }
  await Promise.all(saved);
  expect(store.figures).toMatchObject({ waiting: 0, lost: 0, saved: 600 });
  expect(threads.length).toBeGreaterThan(2);
  await store.close(1000);
  expect(countMatches()).toBe(600);
}, 60_000);

test("players are forgotten after 400 days, matches of nobody, claims and codes in their time", async () => {
  const database = await openDatabase({ kind: "sqlite", folder, shared: false }, true);
  const requests = createRequests(database);
  const device = (name: string) => ({ hash: hashOf(name), label: "" });
  const later = NOON + 10 * DAY;
  await requests.recordAll([
    resultOf(claimOf("ann"), claimOf("bob")),
    resultOf(claimOf("ann"), STRANGER),
    resultOf(claimOf("never"), STRANGER),
    resultOf(claimOf("bob"), STRANGER, { endedAt: later }),
  ]);
  const ann = (await requests.redeemClaim(hashOf("ann"), device("ann's"), NOON)) as string;
  const bob = (await requests.redeemClaim(hashOf("bob"), device("bob's"), later)) as string;
  await requests.addMoveCode(bob, hashOf("move"), NOON + HOUR);
  await requests.setRecoveryCode(bob, hashOf("recovery"));

  await requests.tidy(NOON + HOUR);
  const count = (table: string) =>
    ask((db) => db.prepare(`select count(*) as n from "${table}"`).get()?.["n"]);
  expect([count("code"), count("claim"), count("player"), count("match")]).toEqual([1, 3, 2, 4]);
  await requests.tidy(NOON + 2 * DAY);
  expect([count("claim"), count("match")]).toEqual([1, 4]);
  await requests.tidy(NOON + 400 * DAY + 1);
  expect([count("player"), count("match"), count("claim")]).toEqual([1, 2, 0]);
  expect(await requests.profile(ann, null, later)).toBeNull();
  const { matches } = await requests.history(bob, null, 20);
  expect(matches.map(({ opponent }) => opponent.id)).toEqual([null, null]);
  await requests.tidy(later + 400 * DAY + 1);
  expect(["player", "match", "seat", "credential", "code"].map(count)).toEqual([0, 0, 0, 0, 0]);
  await database.close();
  expect(await requests.history(bob, null, 20).catch(() => "closed")).toBe("closed");
});

test("one player in both seats counts twice in the sums and is not rated", async () => {
  const { store } = await open();
  await store.record(resultOf(claimOf("ann"), STRANGER));
  const id = (await store.redeemClaim(
    hashOf("ann"),
    { hash: hashOf("a"), label: "" },
    NOON,
  )) as string;
  const both = [credentialOf("a"), credentialOf("a")] as const;
  expect((await store.record(resultOf(...both))).changes).toEqual([null, null]);
  expect(await store.profile(id, null, NOON)).toMatchObject({ played: 3, won: 2, lost: 1 });
  await store.close(1000);
});

test("a server whose store fails starts, is ready and says so in its metrics", async () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "a file");
  const metricsToken = "of sixteen letters";
  const server = await startServer({ dataFolder: folder, metricsToken });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  const headers = { authorization: `Bearer ${metricsToken}` };
  const metrics = await (await fetch(`${server.url}/metrics`, { headers })).text();
  expect(metrics).toMatch(/^quickpong_store_failing 1$/m);
  await server.close();
  expect(server.lines.filter(({ msg }) => msg === "store fails; results wait")).toHaveLength(1);
});

test("a server does not start with a damaged file", async () => {
  await makeFile();
  spoil(0);
  await expect(startServer({ dataFolder: folder })).rejects.toThrow(/can't be used: it is damaged/);
});
