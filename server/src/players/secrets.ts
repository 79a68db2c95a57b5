/**
 * Secrets that stand for a player. They are drawn here and kept by the player's browser; the store has their
 * hashes only. 256 random bits need no slow hash: there is nothing to guess.
 */
import { hash, randomBytes } from "node:crypto";
import type { SecretHash } from "../store/store.ts";

const SECRET_BYTES = 32;
const SECRET = /^[\w-]{43}$/;

/** A new secret, as 43 characters of base64url. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString("base64url");

/** Whether it can be a secret of ours; says nothing about whose it is. */
export const isSecret = (value: unknown): value is string =>
  typeof value === "string" && SECRET.test(value);

/** What the store knows a cookie's secret, or a code, by. */
export const hashOf = (secret: string): SecretHash => hash("sha256", secret, "hex");

/** What the store knows a claim by. Pages' scripts read claims, so in a cookie a claim must be nobody's. */
export const claimHashOf = (claim: string): SecretHash => hashOf(`claim ${claim}`);
