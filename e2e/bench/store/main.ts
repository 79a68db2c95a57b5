/** `npm run bench:store`: how long a player's page takes in a database with many players and matches. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openLog } from "@quickpong/server/log.ts";
import { openStore } from "@quickpong/server/store/open-store.ts";
import type { SavedMatch, Store } from "@quickpong/server/store/store.ts";
import type { TopAnswer } from "@quickpong/shared/protocol/top.ts";
import { randomFrom } from "@quickpong/shared/random.ts";

import { describeMachine } from "../../lib/machine.ts";
import { readArguments } from "../../lib/options.ts";
import { startPostgres } from "../../lib/postgres.ts";
import { findProgram } from "../../lib/programs.ts";
import { runProgram } from "../../lib/run-program.ts";
import { freePort } from "../../lib/start-server.ts";
import { Distribution } from "../../load/distribution.ts";
import { type Fed, ResultFeed } from "../../load/result-feed.ts";
import { fillPostgres, fillSqlite, type Size } from "./fill.ts";
import { someone } from "./rows.ts";

const USAGE = `npm run bench:store -- [options]

  --quick   10,000 players and 100,000 matches instead of 100,000 and 1,000,000
`;
const SIZES = {
  quick: { players: 10_000, matches: 100_000 },
  full: { players: 100_000, matches: 1_000_000 },
} as const;
/** Pages that are asked for, after as many for warming up. */
const PAGES = 1000;
const PAGE_LENGTH = 20;
const NOTHING_SAVED: SavedMatch = {
  seq: 0,
  changes: [null, null],
  players: [null, null],
  replay: null,
};
/** Has the results made up, and does nothing with them. */
const NOWHERE: Fed = {
  record: async () => NOTHING_SAVED,
  redeemClaim: async () => null,
};
const SAVING = { rate: 22, people: 1000, warmUp: 5000, ms: 20_000 } as const;

await runProgram(USAGE, async () => {
  const { values } = readArguments({
    options: {
      quick: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const size = SIZES[values.quick ? "quick" : "full"];
  console.log(
    `${size.players} players, ${size.matches} matches; ms, the way to the thread included`,
  );
  await sqlite(size);
  if (findProgram("postgres")) await postgres(size);
  else console.log("Postgres is not installed here.");
  console.log(describeMachine());
});

async function sqlite(size: Size): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "quickpong-bench-"));
  try {
    const settings = { dataFolder: folder, databaseUrl: undefined };
    // Makes the tables.
    await (await open(settings)).close(1000);
    const file = join(folder, "quickpong.db");
    const ids = await fillSqlite(file, size);
    const begin = performance.now();
    const store = await open(settings);
    const took = ((performance.now() - begin) / 1000).toFixed(1);
    const megabytes = (statSync(file).size / 1e6).toFixed(0);
    console.log(`\nSQLite, a file of ${megabytes} MB; opened and looked through in ${took} s`);
    await measure(store, ids);
    await saving(store);
    await store.close(1000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function postgres(size: Size): Promise<void> {
  const server = await startPostgres(await freePort());
  try {
    const settings = { dataFolder: "", databaseUrl: server.url };
    const store = await open(settings);
    const ids = await fillPostgres(server.url, size);
    console.log("\nPostgres on the same machine");
    await measure(store, ids);
    await saving(store);
    await store.close(1000);
  } finally {
    await server.stop();
  }
}

async function open(settings: Parameters<typeof openStore>[0]): Promise<Store> {
  const { log } = openLog("error");
  const store = await openStore(settings, false, { log, observeSave: () => {} });
  while (store.state !== "ready") await sleep(50);
  return store;
}

/** Asks for pages of players in the shares in which they play, and of the one who plays most. */
async function measure(store: Store, ids: readonly string[]): Promise<void> {
  const random = randomFrom(2);
  const anybody = () => ids[someone(ids.length, random)] as string;
  const [most = ""] = ids;
  const { matches } = await store.history(most, null, 1);
  const middle = Math.floor((matches[0]?.seq ?? 0) / 2);
  const at = matches[0]?.at ?? 0;
  await makeLeaderboard(store, at);
  await row("a player's profile", () => store.profile(anybody(), anybody(), at));
  await row("a player's latest matches", () => store.history(anybody(), null, PAGE_LENGTH));
  await row("both, which is a page", async () => {
    const id = anybody();
    await Promise.all([store.profile(id, anybody(), at), store.history(id, null, PAGE_LENGTH)]);
  });
  await row("profile of who plays most", () => store.profile(most, anybody(), at));
  await row("an old page of theirs", () => store.history(most, middle, PAGE_LENGTH));
  await row("leaderboard, for anybody", () => store.top("month", anybody(), at));
  await row("of all time", () => store.top("ever", anybody(), at));
  await row("for who plays most", () => store.top("month", most, at));
}

/** How long the leaderboard takes to be made up, and for how long the thread does nothing else meanwhile. */
async function makeLeaderboard(store: Store, at: number): Promise<void> {
  const begin = performance.now();
  let done = false;
  // The first answer is refused when it takes too long; the boards are made up all the same.
  const ask = (): Promise<TopAnswer> => store.top("month", null, at).catch(ask);
  const asked = ask().finally(() => {
    done = true;
  });
  const waits = new Distribution();
  while (!done) {
    const from = performance.now();
    await store.hasRecoveryCode("");
    waits.add(performance.now() - from);
  }
  const { listed } = await asked;
  const took = ((performance.now() - begin) / 1000).toFixed(2);
  const { p99, max } = waits.summary();
  console.log(
    `the leaderboard, ${listed} listed, made up in ${took} s; other questions meanwhile ` +
      `p99 ${p99?.toFixed(1)}, max ${max?.toFixed(1)} ms`,
  );
}

/** What it takes of the process to save as many results as 2,000 matches of 90 s bring. */
async function saving(store: Store): Promise<void> {
  const feed = await used(new ResultFeed(NOWHERE, SAVING.people));
  const saved = await used(new ResultFeed(store, SAVING.people));
  const [all, main] = [saved.all - feed.all, saved.main - feed.all].map((share) =>
    share.toFixed(1),
  );
  console.log(
    `${SAVING.rate} results a second take ${all} % of a core, ${main} % on the main thread; ` +
      `to make them up took ${feed.all.toFixed(1)} % more`,
  );
  console.log(`the slowest was saved after ${saved.slowestMs.toFixed(0)} ms`);
}

/** Shares of a core (%) that the process and its main thread take while the feed runs. */
async function used(feed: ResultFeed) {
  await feed.prepare();
  feed.start(SAVING.rate);
  await sleep(SAVING.warmUp);
  const [cpu, own, begin] = [process.cpuUsage(), process.threadCpuUsage(), performance.now()];
  await sleep(SAVING.ms);
  const share = ({ user, system }: { user: number; system: number }) =>
    (user + system) / (10 * (performance.now() - begin));
  const [all, main] = [share(process.cpuUsage(cpu)), share(process.threadCpuUsage(own))];
  feed.stop();
  return { all, main, slowestMs: feed.count.slowestMs };
}

async function row(name: string, ask: () => Promise<unknown>): Promise<void> {
  for (let n = 0; n < PAGES; n++) await ask();
  const times = new Distribution();
  const used = process.cpuUsage();
  for (let n = 0; n < PAGES; n++) {
    const begin = performance.now();
    await ask();
    times.add(performance.now() - begin);
  }
  const { user, system } = process.cpuUsage(used);
  const { p50, p99, max } = times.summary();
  const all = [p50, p99, max, (user + system) / 1000 / PAGES];
  const [a, b, c, d] = all.map((ms) => (ms ?? Number.NaN).toFixed(1).padStart(6));
  console.log(`${name.padEnd(28)} p50 ${a}  p99 ${b}  max ${c}  of the processor ${d}`);
}
