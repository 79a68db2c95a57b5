/** The table of a day's daily, as the store's thread keeps it in memory for some seconds. */

import { TRIES } from "@quickpong/shared/daily.ts";
import type {
  DailyRow,
  DailyTable,
  DailyWinner,
  OwnDaily,
} from "@quickpong/shared/protocol/daily.ts";
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import { DAYS_KEPT } from "./daily.ts";
import type { Db } from "./tables.ts";

/** It is looked up anew after so long (ms), and at once after a try that ended in this process. */
const GOOD_FOR = 5000;
const ROWS = 50;

/** What everybody sees. */
type Shown = Omit<DailyTable, "own">;

export class DailyTables {
  readonly #db: Db;
  #shown: { day: number; at: number; table: Promise<Shown> } | undefined;

  constructor(db: Db) {
    this.#db = db;
  }

  /** See Store.daily. */
  async of(viewer: PlayerId | null, day: number, at: number): Promise<DailyTable> {
    const shown = await this.#shownAt(day, at);
    return { ...shown, own: viewer === null ? null : await ownOf(this.#db, viewer, day) };
  }

  /** Something of it has changed. */
  forget(): void {
    this.#shown = undefined;
  }

  #shownAt(day: number, at: number): Promise<Shown> {
    const kept = this.#shown;
    if (kept?.day === day && Math.abs(at - kept.at) < GOOD_FOR) return kept.table;
    const table = readShown(this.#db, day);
    this.#shown = { day, at, table };
    // One that failed is asked for again.
    table.catch(() => this.forget());
    return table;
  }
}

async function readShown(db: Db, day: number): Promise<Shown> {
  const rows = await ranked(db, day).limit(ROWS).execute();
  const players = rows.length < ROWS ? rows.length : await countOf(finished(db, day));
  const [winner] = await ranked(db, day - 1)
    .leftJoin("replay", "replay.match", "daily.match")
    .select("replay.id as replay")
    .limit(1)
    .execute();
  return {
    players,
    rows: rows.map((row, n) => shownRow(row, n + 1)),
    yesterday: winner
      ? ({ ...shownRow(winner, 1), replay: winner.replay } satisfies DailyWinner)
      : null,
  };
}

/** The best of each player, the first place first. */
const ranked = (db: Db, day: number) =>
  db
    .selectFrom("daily")
    .innerJoin("player", "player.id", "daily.player")
    .select(["player.id", "player.name", "daily.hits"])
    .where("daily.day", "=", day)
    .where("daily.hits", "is not", null)
    .orderBy("daily.hits", "desc")
    .orderBy("daily.reached_at")
    .orderBy("daily.player");

const shownRow = (
  { id, name, hits }: { id: PlayerId; name: string; hits: number | null },
  place: number,
): DailyRow => ({ place, id, name, hits: hits ?? 0 });

/** Players with a finished try. */
const finished = (db: Db, day: number) =>
  db
    .selectFrom("daily")
    .select((row) => row.fn.countAll().as("count"))
    .where("day", "=", day)
    .where("player", "is not", null)
    .where("hits", "is not", null);

const countOf = async (asked: ReturnType<typeof finished>): Promise<number> =>
  Number((await asked.executeTakeFirst())?.count ?? 0);

async function ownOf(db: Db, player: PlayerId, day: number): Promise<OwnDaily> {
  const row = await db
    .selectFrom("daily")
    .innerJoin("player", "player.id", "daily.player")
    .select(["player.id", "name", "tries", "hits", "reached_at"])
    .where("daily.player", "=", player)
    .where("day", "=", day)
    .executeTakeFirst();
  const { hits = null, reached_at = null } = row ?? {};
  const place = hits === null ? 0 : 1 + (await countBefore(db, day, player, hits, reached_at ?? 0));
  return {
    triesLeft: Math.max(0, TRIES - (row?.tries ?? 0)),
    best: row && hits !== null ? shownRow(row, place) : null,
    streak: await streakOf(db, player, day),
  };
}

/** Players who stand before this one: those with more hits, and those who had as many before. */
async function countBefore(
  db: Db,
  day: number,
  player: PlayerId,
  hits: number,
  reachedAt: number,
): Promise<number> {
  // Two questions, each of which is a stretch of the index.
  const better = finished(db, day).where("hits", ">", hits);
  const earlier = finished(db, day)
    .where("hits", "=", hits)
    .where((row) =>
      row.or([
        row("reached_at", "<", reachedAt),
        row.and([row("reached_at", "=", reachedAt), row("player", "<", player)]),
      ]),
    );
  return (await countOf(better)) + (await countOf(earlier));
}

/** Days in a row with a finished try, the last of them `today` or the day before. */
async function streakOf(db: Db, player: PlayerId, today: number): Promise<number> {
  const rows = await db
    .selectFrom("daily")
    .select("day")
    .where("player", "=", player)
    .where("hits", "is not", null)
    .where("day", "<=", today)
    .orderBy("day", "desc")
    .limit(DAYS_KEPT)
    .execute();
  const last = rows[0]?.day ?? 0;
  if (last < today - 1) return 0;
  const gap = rows.findIndex(({ day }, n) => day !== last - n);
  return gap === -1 ? rows.length : gap;
}
