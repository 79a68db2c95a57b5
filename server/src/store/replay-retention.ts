/** Which replays are forgotten by themselves, and when. */
import { type SqlBool, sql } from "kysely";
import type { Db } from "./tables.ts";

/** Replays are kept for so long after the match (ms), and longer where a player keeps them. */
export const REPLAYS_KEPT_FOR = 30 * 86_400_000;
/** Those of a player's last matches stay, too: so many. */
export const LAST_MATCHES = 20;
/** Replays looked at in one transaction. */
const AT_ONCE = 200;

/**
 * Looks at the replays of the matches after `last`; says which was the last of them, undefined when all are
 * too young. Other processes want to write meanwhile, so it takes a few at a time.
 */
export async function deleteReplays(db: Db, at: number, last: number): Promise<number | undefined> {
  const next = await db
    .selectFrom("replay")
    .innerJoin("match", "match.seq", "replay.match")
    .select(["replay.id", "match.seq", "match.ended_at"])
    .where("match.seq", ">", last)
    .orderBy("match.seq")
    .limit(AT_ONCE)
    .execute();
  const old = next.filter(({ ended_at }) => ended_at < at - REPLAYS_KEPT_FOR);
  const end = old.at(-1)?.seq;
  if (end === undefined) return undefined;
  await db
    .deleteFrom("replay")
    .where(
      "id",
      "in",
      old.map(({ id }) => id),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("star").select("player").whereRef("star.replay", "=", "replay.id"))),
    )
    .where(notAmongLatest)
    .execute();
  return end;
}

/** No player has played fewer than LAST_MATCHES since. */
const notAmongLatest = () => sql<SqlBool>`not exists (
  select 1 from seat where seat.match = replay.match and seat.player is not null
  and not exists (
    select 1 from seat later where later.player = seat.player and later.match > seat.match
    order by later.match limit 1 offset ${sql.lit(LAST_MATCHES - 1)}
  )
)`;
