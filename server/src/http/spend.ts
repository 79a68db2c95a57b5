/** Takes what a request costs of what its address may have. */
import type { InviteAnswer } from "@quickpong/shared/protocol/http-answers.ts";
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

/** Says what is behind a private room's code. */
export type FindInvite = (code: string) => InviteAnswer | Promise<InviteAnswer>;

/**
 * As `spend`, for a request that shows a private room's code; returns what is behind it. Undefined for what
 * is no code, which costs nothing.
 */
export async function spendCode(
  { invites, unknownCodes }: Limits,
  info: RequestInfo,
  shown: unknown,
  find: FindInvite,
): Promise<InviteAnswer | undefined> {
  const code = typeof shown === "string" ? readCode(shown) : "";
  if (code === "") return undefined;
  spend(invites, info);
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
