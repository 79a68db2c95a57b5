/** Players, and the secrets that are theirs. */
import { randomBytes } from "node:crypto";
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";
import type { SecretHash } from "./store.ts";
import type { Db, PlayerRow } from "./tables.ts";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const ID_LENGTH = 16;

/** A new public id, of a player or of a replay: 80 random bits. */
export const newPublicId = (): PlayerId | ReplayId =>
  Array.from(randomBytes(ID_LENGTH), (byte) => BASE32[byte % BASE32.length]).join("");

/** The player of a credential, or of a claim that was redeemed. */
export async function playerOf(db: Db, hash: SecretHash): Promise<PlayerRow | undefined> {
  for (const table of ["credential", "claim"] as const) {
    const player = await db
      .selectFrom(table)
      .innerJoin("player", "player.id", `${table}.player`)
      .selectAll("player")
      .where(`${table}.hash`, "=", hash)
      .executeTakeFirst();
    if (player) return player;
  }
  return undefined;
}
