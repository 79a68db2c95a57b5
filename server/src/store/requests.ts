/** What the store's thread does for the server: each method of the port, on an open database. */
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";
import { checkReplays, uncheckedReplays } from "./check-replays.ts";
import { redeemClaim } from "./claims.ts";
import { addEvents, beginCompetition, competitionKind, takeCompetition } from "./competitions.ts";
import { devicesOf, hasRecoveryCode, keepCode, redeemCode, signOut } from "./credentials.ts";
import { beginTry, giveTryBack } from "./daily.ts";
import { DailyTables } from "./daily-table.ts";
import { type Database, write } from "./database.ts";
import { erasePlayers, exportPlayer } from "./export.ts";
import { Leaderboard } from "./leaderboard.ts";
import { findPlayer, historyOf, noteUse, profileOf } from "./players.ts";
import { recordMatches } from "./record-matches.ts";
import {
  deleteReplay,
  type PackedReplay,
  packReplays,
  rallyOfTheDay,
  recordingOf,
  replayOf,
  starReplay,
} from "./replays.ts";
import { tidy } from "./retention.ts";
import type { CheckedReplays, MatchResult, SavedMatch, Store } from "./store.ts";

/** Methods that are asked once and answered once. */
type Asked = Omit<Store, "state" | "figures" | "record" | "close">;
/** A match that no trying again will save: the store's fault, or the result's. */
export interface Refused {
  refused: string;
}

export interface Requests extends Asked {
  /** Each saved in one commit, or refused by itself; rejects when none could be saved now. */
  recordAll(results: readonly MatchResult[]): Promise<(SavedMatch | Refused)[]>;
  /** Plays these again (check-replays.ts). */
  checkReplays(ids: readonly ReplayId[]): Promise<CheckedReplays>;
  uncheckedReplays(): Promise<ReplayId[]>;
  /** Forgets what is over (retention.ts). */
  tidy(at: number): Promise<void>;
  /** Makes the leaderboard up, so that the best places are kept. */
  refreshTop(at: number): Promise<void>;
}

export function createRequests(database: Database): Requests {
  const { db } = database;
  return withDaily(database, {
    recordAll: (results) => recordAll(database, results, packReplays(results)),
    async findPlayer(hash, at) {
      const player = await findPlayer(db, hash, at);
      // Nobody waits for it, and a file that can't be written to can still be read.
      if (player) noteUse(db, hash, at).catch(() => {});
      return player;
    },
    redeemClaim: (claim, credential, at) =>
      write(database, (transaction) => redeemClaim(transaction, claim, credential, at)),
    profile: (id, viewer, at) => profileOf(db, id, viewer, at),
    history: (id, before, limit, viewer) => historyOf(db, id, before, limit, viewer ?? null),
    rename: (id, name) =>
      write(database, async (transaction) => {
        await transaction.updateTable("player").set({ name }).where("id", "=", id).execute();
      }),
    devices: (id, current) => devicesOf(db, id, current),
    signOut: (id, device) => write(database, (transaction) => signOut(transaction, id, device)),
    addMoveCode: (id, code, expiresAt) =>
      write(database, (transaction) => keepCode(transaction, id, code, "move", expiresAt)),
    setRecoveryCode: (id, code) =>
      write(database, (transaction) => keepCode(transaction, id, code, "recovery", null)),
    hasRecoveryCode: (id) => hasRecoveryCode(db, id),
    redeemCode: (code, credential, at) =>
      write(database, (transaction) => redeemCode(transaction, code, credential, at)),
    erase: (id) => write(database, (transaction) => erasePlayers(transaction, [id])),
    exportPlayer: (id) => exportPlayer(db, id),
    tidy: (at) => tidy(database, at),
    ...replayRequests(database),
    ...topRequests(database),
    ...competitionRequests(database),
  });
}

type ReplayRequests = Pick<
  Requests,
  | "replay"
  | "recordingOf"
  | "rallyOfTheDay"
  | "star"
  | "deleteReplay"
  | "checkReplays"
  | "uncheckedReplays"
>;

function replayRequests(database: Database): ReplayRequests {
  const { db } = database;
  return {
    replay: (id, viewer, at) => replayOf(db, id, viewer, at),
    recordingOf: (id, at) => recordingOf(db, id, at),
    rallyOfTheDay: (at) => rallyOfTheDay(db, at),
    star: (id, player, on) =>
      write(database, (transaction) => starReplay(transaction, id, player, on)),
    deleteReplay: (id, player) =>
      write(database, (transaction) => deleteReplay(transaction, id, player)),
    checkReplays: (ids) => checkReplays(database, ids),
    uncheckedReplays: () => uncheckedReplays(db),
  };
}

function topRequests(database: Database): Pick<Requests, "top" | "refreshTop"> {
  const leaderboard = new Leaderboard(database);
  return {
    top: (board, viewer, at) => leaderboard.top(board, viewer, at),
    async refreshTop(at) {
      await leaderboard.refresh(at);
    },
  };
}

const competitionRequests = (
  database: Database,
): Pick<Requests, "beginCompetition" | "takeCompetition" | "addEvents" | "competitionKind"> => ({
  beginCompetition: (competition, at) => beginCompetition(database, competition, at),
  takeCompetition: (code) => takeCompetition(database, code),
  addEvents: (news, at) => addEvents(database, news, at),
  competitionKind: (code) => competitionKind(database.db, code),
});

type DailyRequests = Pick<Requests, "beginTry" | "giveTryBack" | "daily">;

/** The others and those about the daily, whose table is looked up anew after what changes it. */
function withDaily(database: Database, others: Omit<Requests, keyof DailyRequests>): Requests {
  const tables = new DailyTables(database.db);
  const then = <T>(done: T): T => {
    tables.forget();
    return done;
  };
  return {
    ...others,
    async recordAll(results) {
      const recorded = await others.recordAll(results);
      return results.some(({ daily }) => daily) ? then(recorded) : recorded;
    },
    redeemClaim: (...args) => others.redeemClaim(...args).then(then),
    erase: (id) => others.erase(id).then(then),
    beginTry: (hash, day) => write(database, (transaction) => beginTry(transaction, hash, day)),
    giveTryBack: (hash, day) =>
      write(database, (transaction) => giveTryBack(transaction, hash, day)),
    daily: (viewer, day, at) => tables.of(viewer, day, at),
  };
}

async function recordAll(
  database: Database,
  results: readonly MatchResult[],
  packed: ReadonlyMap<string, PackedReplay>,
): Promise<(SavedMatch | Refused)[]> {
  try {
    return await write(database, (transaction) => recordMatches(transaction, results, packed));
  } catch (error) {
    if (!isLasting(error)) throw error;
    if (results.length === 1) return [{ refused: String(error) }];
  }
  // One of them is not to be saved: alone, each is only in its own way.
  const outcomes: (SavedMatch | Refused)[] = [];
  for (const result of results) outcomes.push(...(await recordAll(database, [result], packed)));
  return outcomes;
}

/** SQLite: an error in the statement, too big, a constraint, a type, misuse, a parameter out of range. */
const LASTING_RESULTS = [1, 18, 19, 20, 21, 25];
/** Postgres: bad data, a constraint, a statement that is wrong. */
const LASTING_STATES = /^(22|23|42)/;

/** Whether the same result would fail for ever. What is not the database's is a bug of ours. */
function isLasting(error: unknown): boolean {
  const { errcode, code } = error as { errcode?: number; code?: string };
  if (errcode !== undefined) return LASTING_RESULTS.includes(errcode & 0xff);
  if (code !== undefined) return LASTING_STATES.test(code);
  return error instanceof TypeError || error instanceof RangeError;
}
