/** Devices of players, and the codes that add one. */
import type { Device, PlayerId } from "@quickpong/shared/protocol/players.ts";
import type { NewCredential, SecretHash } from "./store.ts";
import type { Db } from "./tables.ts";

/** Devices of a player; those that were not used for the longest time go first. */
const DEVICES_MAX = 20;
/** So much of a credential's hash tells a player's devices apart. */
const DEVICE_ID = 16;

export async function addCredential(
  db: Db,
  player: PlayerId,
  { hash, label }: NewCredential,
  at: number,
): Promise<void> {
  await db
    .insertInto("credential")
    .values({ hash, player, label, made_at: at, used_at: at })
    .onConflict((conflict) => conflict.column("hash").doUpdateSet({ player, label, used_at: at }))
    .execute();
  const kept = db
    .selectFrom("credential")
    .select("hash")
    .where("player", "=", player)
    .orderBy("used_at", "desc")
    .orderBy("made_at", "desc")
    .limit(DEVICES_MAX);
  await db
    .deleteFrom("credential")
    .where("player", "=", player)
    .where("hash", "not in", kept)
    .execute();
}

/** `current`: the credential that asks. The latest used first. */
export async function devicesOf(db: Db, player: PlayerId, current: SecretHash): Promise<Device[]> {
  const rows = await db
    .selectFrom("credential")
    .selectAll()
    .where("player", "=", player)
    .orderBy("used_at", "desc")
    .orderBy("hash")
    .execute();
  return rows.map(({ hash, label, made_at, used_at }) => ({
    id: hash.slice(0, DEVICE_ID),
    label,
    since: made_at,
    lastUsed: used_at,
    current: hash === current,
  }));
}

export async function signOut(db: Db, player: PlayerId, device: string): Promise<void> {
  const rows = await db
    .selectFrom("credential")
    .select("hash")
    .where("player", "=", player)
    .execute();
  const hashes = rows.map(({ hash }) => hash).filter((hash) => hash.slice(0, DEVICE_ID) === device);
  if (hashes.length > 0) await db.deleteFrom("credential").where("hash", "in", hashes).execute();
}

/** Replaces an earlier code of this kind. `expiresAt` null: never. */
export async function keepCode(
  db: Db,
  player: PlayerId,
  hash: SecretHash,
  kind: "move" | "recovery",
  expiresAt: number | null,
): Promise<void> {
  await db.deleteFrom("code").where("player", "=", player).where("kind", "=", kind).execute();
  await db.insertInto("code").values({ hash, player, kind, expires_at: expiresAt }).execute();
}

export async function hasRecoveryCode(db: Db, player: PlayerId): Promise<boolean> {
  const row = await db
    .selectFrom("code")
    .select("hash")
    .where("player", "=", player)
    .where("kind", "=", "recovery")
    .executeTakeFirst();
  return row !== undefined;
}

/** See Store.redeemCode; within a transaction that nobody else writes beside. */
export async function redeemCode(
  db: Db,
  hash: SecretHash,
  credential: NewCredential,
  at: number,
): Promise<PlayerId | null> {
  const code = await db.selectFrom("code").selectAll().where("hash", "=", hash).executeTakeFirst();
  if (!code || (code.expires_at !== null && code.expires_at <= at)) return null;
  if (code.kind === "move") await db.deleteFrom("code").where("hash", "=", hash).execute();
  await addCredential(db, code.player, credential, at);
  return code.player;
}
