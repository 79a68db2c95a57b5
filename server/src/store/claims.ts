/** Matches of people without a player: they are kept under a claim until somebody redeems it. */
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import { addCredential } from "./credentials.ts";
import { newPlayerId, pairOfKeys } from "./identity.ts";
import type { NewCredential, SecretHash } from "./store.ts";
import type { Db } from "./tables.ts";
import { afterMatch, noTotals, type Totals } from "./totals.ts";

/** A claim is good for so long after its latest match (ms). */
export const CLAIM_LIFE = 3_600_000;

/** Notes that a match which ended at `at` was played under a claim, by somebody of this name. */
export async function keepClaim(db: Db, hash: SecretHash, name: string, at: number): Promise<void> {
  const expires_at = at + CLAIM_LIFE;
  await db
    .insertInto("claim")
    .values({ hash, name, expires_at, player: null })
    .onConflict((conflict) => conflict.column("hash").doUpdateSet({ name, expires_at }))
    .execute();
}

/** What the matches under a claim come to. `at`: the time of the first, when there is none yet. */
export async function claimTotals(db: Db, hash: SecretHash, at: number): Promise<Totals> {
  const played = await playedUnder(db, hash);
  return played.reduce(afterMatch, noTotals(played[0]?.ended_at ?? at));
}

const playedUnder = (db: Db, hash: SecretHash) =>
  db
    .selectFrom("seat")
    .innerJoin("match", "match.seq", "seat.match")
    .select(["seq", "kind", "reason", "winner", "ended_at", "longest_rally", "top_speed"])
    .select(["weight", "pair", "side", "opponent_rating", "opponent_deviation"])
    .where("seat.claim", "=", hash)
    .orderBy("seat.match")
    .execute();

/** See Store.redeemClaim; within a transaction that nobody else writes beside. */
export async function redeemClaim(
  db: Db,
  hash: SecretHash,
  credential: NewCredential,
  at: number,
): Promise<PlayerId | null> {
  const claim = await db
    .selectFrom("claim")
    .selectAll()
    .where("hash", "=", hash)
    .where("expires_at", ">", at)
    .executeTakeFirst();
  if (!claim) return null;
  const id = claim.player ?? (await makePlayer(db, hash, claim.name, at));
  await addCredential(db, id, credential, at);
  return id;
}

async function makePlayer(db: Db, hash: SecretHash, name: string, at: number): Promise<PlayerId> {
  const played = await playedUnder(db, hash);
  const made_at = played[0]?.ended_at ?? at;
  const totals = played.reduce(afterMatch, noTotals(made_at));
  const id = newPlayerId();
  await db
    .insertInto("player")
    .values({ ...totals, id, name, made_at, seen_at: at })
    .execute();
  await db.updateTable("seat").set({ player: id, claim: null }).where("claim", "=", hash).execute();
  for (const { seq, pair } of played) {
    const opponent = pair?.split(" ").find((key) => key !== hash);
    if (opponent === undefined) continue;
    const named = { pair: pairOfKeys(id, opponent) };
    await db.updateTable("match").set(named).where("seq", "=", seq).execute();
  }
  await db.updateTable("claim").set({ player: id }).where("hash", "=", hash).execute();
  return id;
}
