/** Opens arenas, cups and rooms for a crowd. */
import type { CompetitionSettings } from "@quickpong/shared/protocol/competition.ts";
import type { CreatedCompetition } from "@quickpong/shared/protocol/competition-messages.ts";
import { BASE_PATH } from "../platform/base-path.ts";
import { withTimeout } from "../platform/timeout.ts";
import { UNREACHABLE } from "../platform/unreachable.ts";

/** A server that has not answered by then (ms) is not reached. */
const PATIENCE = 6000;

/** Its code and the host's secret, or the HTTP status that says why there is none. */
export async function createCompetition(
  settings: CompetitionSettings,
): Promise<CreatedCompetition | number> {
  const request = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(settings),
  };
  try {
    const asked = fetch(`${BASE_PATH}/api/competitions`, request);
    const answer = await withTimeout(PATIENCE, asked, () => undefined);
    return answer.ok ? ((await answer.json()) as CreatedCompetition) : answer.status;
  } catch {
    return UNREACHABLE;
  }
}
