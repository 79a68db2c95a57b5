/** Plays stored recordings again: what comes of them has to be the state in which the match ended, to the bit. */
import { setImmediate as nextRound } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";
import { RECORDING_BYTES_MAX } from "@quickpong/shared/replay/format.ts";
import { RULES_VERSION } from "@quickpong/shared/replay.ts";
import { decodeRecording, isExact } from "@quickpong/shared/replay-codec.ts";
import { type Database, write } from "./database.ts";
import type { CheckedReplays } from "./store.ts";
import type { Db } from "./tables.ts";

/** Replays that are looked for at the start: of a process that ended before it had checked its last ones. */
const LEFT_MAX = 500;

/** Checks these replays and writes down what has come of it, in one commit. */
export async function checkReplays(
  database: Database,
  ids: readonly ReplayId[],
): Promise<CheckedReplays> {
  const right: ReplayId[] = [];
  const wrong: ReplayId[] = [];
  for (const id of ids) {
    // One takes 1 to 3 ms; what players ask for comes in between.
    await nextRound();
    const recording = await uncheckedRecording(database.db, id);
    if (recording) (isRight(recording) ? right : wrong).push(id);
  }
  if (right.length + wrong.length > 0)
    await write(database, async (db) => {
      await note(db, right, 1);
      await note(db, wrong, 0);
    });
  return { checked: right.length + wrong.length, wrong };
}

/** Replays of the present rules that nobody has checked, the latest first. */
export async function uncheckedReplays(db: Db): Promise<ReplayId[]> {
  const rows = await db
    .selectFrom("replay")
    .innerJoin("match", "match.seq", "replay.match")
    .select("replay.id")
    .where("verified", "is", null)
    .where("rules_version", "=", RULES_VERSION)
    .orderBy("match.seq", "desc")
    .limit(LEFT_MAX)
    .execute();
  return rows.map(({ id }) => id);
}

async function uncheckedRecording(db: Db, id: ReplayId): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom("replay")
    .select("recording")
    .where("id", "=", id)
    .where("verified", "is", null)
    .executeTakeFirst();
  return row?.recording;
}

function isRight(gzip: Uint8Array): boolean {
  try {
    return isExact(decodeRecording(gunzipSync(gzip, { maxOutputLength: RECORDING_BYTES_MAX })));
  } catch {
    // Damaged, or none: nobody will see it as it was either.
    return false;
  }
}

async function note(db: Db, ids: readonly ReplayId[], verified: 0 | 1): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable("replay").set({ verified }).where("id", "in", ids).execute();
}
