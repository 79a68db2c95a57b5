/** Results of matches as the match's process would tell them to the store. */
import { createHash, randomBytes } from "node:crypto";
import type { MatchResult, SeatIdentity, SecretHash } from "../../src/store/store.ts";

export const hashOf = (secret: string): SecretHash =>
  createHash("sha256").update(secret).digest("hex");

export const newMatchId = (): string => randomBytes(16).toString("hex");

export const claimOf = (secret: string): SeatIdentity => ({ kind: "claim", hash: hashOf(secret) });
export const credentialOf = (secret: string): SeatIdentity => ({
  kind: "credential",
  hash: hashOf(secret),
});
export const STRANGER: SeatIdentity = { kind: "stranger" };

/** Noon of a day. */
export const NOON = Date.UTC(2026, 11, 1, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A rated match that the left player has won 7:3, unless `changes` says otherwise. */
export const resultOf = (
  left: SeatIdentity,
  right: SeatIdentity,
  changes: Partial<MatchResult> = {},
): MatchResult => ({
  id: newMatchId(),
  kind: "public",
  seats: [left, right],
  names: ["Ann", "Bob"],
  score: [7, 3],
  winner: 0,
  reason: "score",
  rules: '{"pointsToWin":7}',
  rulesVersion: 1,
  endedAt: NOON,
  seconds: 95.5,
  longestRally: 17,
  topSpeed: 1234.5,
  rated: true,
  sameAddress: false,
  replay: null,
  ...changes,
});
