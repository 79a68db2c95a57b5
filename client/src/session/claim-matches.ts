/** Keeps the matches of a seat that was taken without a player: from then on this browser has one. */
import type { ClaimRequest } from "@quickpong/shared/protocol/players.ts";
import { BASE_PATH } from "../platform/base-path.ts";
import { withTimeout } from "../platform/timeout.ts";

/** - kept: by a new player. - owned: this browser has a player already. - refused: it can't be kept. */
export type ClaimOutcome = "kept" | "owned" | "refused";

const PATIENCE = 5000;
const TRIES = 3;
const RETRY_AFTER = 2000;

/** Claims them; tries again where nobody answers. The page may go meanwhile. */
export async function claimMatches(claim: string): Promise<ClaimOutcome> {
  for (let left = TRIES; left > 0; left--) {
    const status = await post({ claim });
    if (status === 409) return "owned";
    if (status >= 200 && status < 300) return "kept";
    if (status >= 400 && status < 500 && status !== 429) return "refused";
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
  }
  return "refused";
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
