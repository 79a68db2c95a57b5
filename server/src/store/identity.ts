/** Who sat in a seat, as the tables know them. */
import { randomBytes } from "node:crypto";
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import type { SeatIdentity, SecretHash } from "./store.ts";
import type { Db, PlayerRow } from "./tables.ts";

/** A player, somebody who may become one by a claim, or nobody who can be remembered, such as a bot. */
export type Occupant =
  | { player: PlayerRow; claim: null }
  | { player: null; claim: SecretHash }
  | typeof NOBODY;
const NOBODY = { player: null, claim: null } as const;

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const ID_BYTES = 10;

/** A new public id: 80 random bits. */
export function newPlayerId(): PlayerId {
  let bits = BigInt(`0x${randomBytes(ID_BYTES).toString("hex")}`);
  let id = "";
  for (let n = 0; n < (ID_BYTES * 8) / 5; n++, bits >>= 5n) id += BASE32[Number(bits & 31n)];
  return id;
}

/** The player of a credential, or of a claim that was redeemed. */
export async function playerOf(db: Db, hash: SecretHash): Promise<PlayerRow | undefined> {
  const byCredential = await db
    .selectFrom("credential")
    .innerJoin("player", "player.id", "credential.player")
    .selectAll("player")
    .where("credential.hash", "=", hash)
    .executeTakeFirst();
  return byCredential ?? (await playerOfClaim(db, hash));
}

const playerOfClaim = (db: Db, hash: SecretHash): Promise<PlayerRow | undefined> =>
  db
    .selectFrom("claim")
    .innerJoin("player", "player.id", "claim.player")
    .selectAll("player")
    .where("claim.hash", "=", hash)
    .executeTakeFirst();

/** Who sits in a seat. */
export async function occupantOf(db: Db, seat: SeatIdentity): Promise<Occupant> {
  if (seat.kind === "bot" || seat.kind === "stranger") return NOBODY;
  const player = await playerOf(db, seat.hash);
  if (player) return { player, claim: null };
  // A credential without a player was signed out or deleted: its secret brings nothing back.
  return seat.kind === "claim" ? { player: null, claim: seat.hash } : NOBODY;
}

/** Names two people, whoever sat left; null when one of them can't be told from others, or both are one. */
export function pairOf(left: Occupant, right: Occupant): string | null {
  const [one, other] = [left, right].map(({ player, claim }) => player?.id ?? claim);
  return one && other && one !== other ? pairOfKeys(one, other) : null;
}

/** `pairOf` for ids of players and hashes of claims. */
export const pairOfKeys = (one: string, other: string): string => [one, other].sort().join(" ");
