/** Takes what a request costs of what its address may have. */
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import type { Limits } from "../limits/limits.ts";
import type { TokenBuckets } from "../limits/token-bucket.ts";
import { HttpError } from "./body.ts";
import type { RequestInfo } from "./request-info.ts";

/** Takes `count` of what the address may have; throws an HttpError. Nobody on this machine is limited. */
export function spend(limit: TokenBuckets, { local, address }: RequestInfo, count = 1): void {
  if (local || limit.take(address, performance.now(), count)) return;
  throw new HttpError(429, "too many requests");
}

/** Says what is behind a code. */
type Find<T> = (code: string) => T | Promise<T>;

/**
 * As `spend`, for a request that shows a code of a private room, or of a competition when it spends of that;
 * returns what is behind it. Undefined for what is no code, which costs nothing.
 */
export async function spendCode<T extends { state: string }>(
  limits: Pick<Limits, "invites" | "competitions" | "unknownCodes">,
  info: RequestInfo,
  shown: unknown,
  find: Find<T>,
  of: "invites" | "competitions" = "invites",
): Promise<T | undefined> {
  const { unknownCodes } = limits;
  const code = typeof shown === "string" ? readCode(shown) : "";
  if (code === "") return undefined;
  spend(limits[of], info);
  if (info.local) return find(code);
  if (!unknownCodes.allow(info.site, performance.now())) {
    throw new HttpError(429, "too many wrong codes");
  }
  const answer = await find(code);
  if (answer.state === "unknown") unknownCodes.shown(info.site, performance.now());
  return answer;
}

/**
 * As `spend`, for a request that shows a move or recovery code, which `redeem` tries; null when it is not good.
 */
export async function spendGuess<T>(
  { guesses, wrongGuesses }: Limits,
  info: RequestInfo,
  code: string,
  redeem: () => Promise<T | null>,
): Promise<T | null> {
  if (code === "") return null;
  spend(guesses, info);
  if (!info.local && !wrongGuesses.allow(info.site, performance.now())) {
    throw new HttpError(429, "too many wrong codes");
  }
  // Before it is tried: of many at once each counts.
  if (!info.local) wrongGuesses.shown(info.site, performance.now());
  return redeem();
}
