/**
 * Finds out whose credential somebody comes with, while they come: the store is asked when they are let in, and
 * has answered by the time they are there. A store that is slow or broken delays nobody by more than 50 ms: then
 * the credential alone is known, and whose it is turns out when the match is recorded.
 */
import type { PersonIdentity } from "../match/seats.ts";
import type { KnownPlayer, SecretHash, Store } from "../store/store.ts";

/** The store has so long to answer (ms). */
export const ANSWER_IN = 50;

/** Somebody who comes, as far as their request shows. */
export interface Visitor {
  /** By the cookie; undefined without one. */
  credential: SecretHash | undefined;
  /** They come from a page of ours, which can keep a secret. */
  ownPage: boolean;
}

/**
 * - known, unknown: whether the credential is anybody's.
 * - late, failed: the store did not say.
 * - none: there was nothing to ask.
 */
export type Recognition = "known" | "unknown" | "late" | "failed" | "none";

/** Somebody who has come. */
export interface Recognized {
  how: Recognition;
  identity: PersonIdentity;
  /** Only for "known". */
  player?: KnownPlayer;
  /** The same for all tabs and devices of one player, as far as that is known. */
  account?: string;
}

/** Never rejects. `at`: the time of day (ms since 1970). */
export async function recognize(
  store: Store,
  { credential, ownPage }: Visitor,
  at: number,
): Promise<Recognized> {
  const anew: PersonIdentity = { kind: ownPage ? "newcomer" : "stranger" };
  if (credential === undefined || store.state === "off") return { how: "none", identity: anew };
  const player = await inTime(store.findPlayer(credential, at));
  if (player === null) return { how: "unknown", identity: anew };
  const identity = { kind: "credential", hash: credential } as const;
  if (player === "late" || player === "failed")
    return { how: player, identity, account: credential };
  const { id } = player;
  return { how: "known", identity: { ...identity, player: id }, player, account: id };
}

async function inTime<T>(answer: Promise<T>): Promise<T | "late" | "failed"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), ANSWER_IN);
  });
  try {
    return await Promise.race([answer, late]);
  } catch {
    return "failed";
  } finally {
    clearTimeout(timer);
  }
}
