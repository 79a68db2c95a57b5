/** Keeps the matches of a seat that was taken without a player: from then on this browser has one. */
import type { ClaimRequest } from "@quickpong/shared/protocol/players.ts";
import { BASE_PATH } from "../platform/base-path.ts";
import { withTimeout } from "../platform/timeout.ts";
import { forgetClaim, keptClaims } from "./kept-claims.ts";

/** - kept: by a new player. - owned: this browser has a player already. - refused: it can't be kept. */
export type ClaimOutcome = "kept" | "owned" | "refused";

const PATIENCE = 5000;
const TRIES = 3;
const RETRY_AFTER = 2000;
/** Between two tries for a match that is not saved yet, at most (ms). */
const RETRY_AFTER_MOST = 60_000;
/** The server knows no match under the claim. */
const UNKNOWN = 404;

/** Claims them; tries again where nobody answers. The page may go meanwhile. */
export async function claimMatches(claim: string): Promise<ClaimOutcome> {
  for (let left = TRIES; left > 0; left--) {
    const status = await post({ claim });
    const outcome = outcomeOf(status);
    if (outcome) {
      forgetClaim(claim, Date.now());
      return outcome;
    }
    await pause(RETRY_AFTER);
  }
  return "refused";
}

let claiming = false;

/**
 * Claims what a page before this one in the tab was told will be saved later. Resolves after the first try; it is
 * tried again, more and more rarely, for as long as the claims are good and the page is there.
 */
export async function claimKept(): Promise<void> {
  if (claiming) return;
  claiming = await someAreLeft();
  if (claiming) void claimOn();
}

async function claimOn(): Promise<void> {
  for (let wait = RETRY_AFTER; claiming; wait = Math.min(2 * wait, RETRY_AFTER_MOST)) {
    await pause(wait);
    claiming = await someAreLeft();
  }
}

/** Tries each claim once; says whether one is worth another try. */
async function someAreLeft(): Promise<boolean> {
  for (const claim of keptClaims(Date.now())) {
    const status = await post({ claim });
    if (status !== UNKNOWN && outcomeOf(status)) forgetClaim(claim, Date.now());
  }
  return keptClaims(Date.now()).length > 0;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Null where another try may bring another answer. */
function outcomeOf(status: number): ClaimOutcome | null {
  if (status === 409) return "owned";
  if (status >= 200 && status < 300) return "kept";
  return status >= 400 && status < 500 && status !== 429 ? "refused" : null;
}

/** The answer's status; 0 when there is none. */
async function post(request: ClaimRequest): Promise<number> {
  const asked = fetch(`${BASE_PATH}/api/me/claim`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
    keepalive: true,
  });
  const answer = await withTimeout(PATIENCE, asked, () => undefined).catch(() => null);
  return answer?.status ?? 0;
}
