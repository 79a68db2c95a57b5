/** Matches of people without a player: they are kept under a claim until somebody redeems it. */
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import { addCredential } from "./credentials.ts";
import { newPublicId } from "./identity.ts";
import { renamed } from "./pair.ts";
import type { NewCredential, SecretHash } from "./store.ts";
import type { Db } from "./tables.ts";
import { afterMatch, noTotals, type Totals } from "./totals.ts";

/** A claim is good for so long after its latest match (ms). */
export const CLAIM_LIFE = 3_600_000;

/** A claim under which a match that ended at `at` was played, by somebody of this name. */
export interface NamedClaim {
  hash: SecretHash;
  name: string;
  at: number;
}

export async function keepClaims(db: Db, claims: readonly NamedClaim[]): Promise<void> {
  if (claims.length === 0) return;
  await db
    .insertInto("claim")
    .values(
      claims.map(({ hash, name, at }) => ({
        hash,
        name,
        expires_at: at + CLAIM_LIFE,
        player: null,
      })),
    )
    .onConflict((conflict) =>
      conflict.column("hash").doUpdateSet((row) => ({
        name: row.ref("excluded.name"),
        expires_at: row.ref("excluded.expires_at"),
      })),
    )
    .execute();
}

/** What the matches under claims come to; nothing of those without any. */
export async function claimTotals(
  db: Db,
  hashes: readonly SecretHash[],
): Promise<Map<SecretHash, Totals>> {
  const totals = new Map<SecretHash, Totals>();
  for (const side of await playedUnder(db, hashes)) {
    const before = totals.get(side.claim as string) ?? noTotals();
    totals.set(side.claim as string, afterMatch(before, side));
  }
  return totals;
}

async function playedUnder(db: Db, hashes: readonly SecretHash[]) {
  if (hashes.length === 0) return [];
  return db
    .selectFrom("seat")
    .innerJoin("match", "match.seq", "seat.match")
    .select(["claim", "seq", "kind", "reason", "winner", "ended_at", "longest_rally", "top_speed"])
    .select(["weight", "pair", "side", "opponent_rating", "opponent_deviation"])
    .where("seat.claim", "in", hashes)
    .orderBy("seat.match")
    .execute();
}

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
  const played = await playedUnder(db, [hash]);
  const made_at = played[0]?.ended_at ?? at;
  const totals = played.reduce(afterMatch, noTotals());
  const id = newPublicId();
  await db
    .insertInto("player")
    .values({ ...totals, id, name, made_at, seen_at: at })
    .execute();
  await db.updateTable("seat").set({ player: id, claim: null }).where("claim", "=", hash).execute();
  for (const { seq, pair } of played)
    if (pair !== null)
      await db
        .updateTable("match")
        .set({ pair: renamed(pair, hash, id) })
        .where("seq", "=", seq)
        .execute();
  await db
    .updateTable("daily")
    .set({ player: id, claim: null })
    .where("claim", "=", hash)
    .execute();
  await db.updateTable("claim").set({ player: id }).where("hash", "=", hash).execute();
  return id;
}
