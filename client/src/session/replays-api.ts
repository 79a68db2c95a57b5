/** What the server says of a replay, the bytes of its recording, and what its players may do with it. */
import type { ReplayInfo } from "@quickpong/shared/protocol/replays.ts";
import { BASE_PATH } from "../platform/base-path.ts";
import { withTimeout } from "../platform/timeout.ts";
import type { Answer, Refusal } from "./players-api.ts";

/** A server that has not answered by then (ms) is not reached. */
const PATIENCE = 10_000;
/** No recording has more bytes; whatever sends more sends something else. */
const BYTES_MOST = 256 * 1024;

/** A replay that can be played. */
export interface FetchedReplay {
  info: ReplayInfo;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Fetches both at once. Without `identity` no cookie is sent, so nothing is anybody's own. */
export async function fetchReplay(id: string, identity: boolean): Promise<Answer<FetchedReplay>> {
  const credentials = identity ? "same-origin" : "omit";
  const [info, recording] = await Promise.all([
    ask(pathOf(id), { credentials }),
    ask(`${pathOf(id)}/recording`, { credentials }),
  ]);
  for (const answer of [info, recording]) {
    if (!answer?.ok) return { ok: false, why: refusalOf(answer?.status) };
  }
  try {
    const value = (await info?.json()) as ReplayInfo;
    const bytes = new Uint8Array(await (recording as Response).arrayBuffer());
    return { ok: true, value: { info: value, bytes: bytes.slice(0, BYTES_MOST + 1) } };
  } catch {
    return { ok: false, why: "unreachable" };
  }
}

/** Keeps it for good, or no longer. full: the player keeps as many as one may. */
export async function keepReplay(id: string, on: boolean): Promise<"done" | "full" | "failed"> {
  const answer = await ask(`${pathOf(id)}/star`, { method: on ? "PUT" : "DELETE" });
  if (answer?.ok) return "done";
  return answer?.status === 409 ? "full" : "failed";
}

/** Deletes it for everybody; returns whether the server has. */
export const deleteReplay = async (id: string): Promise<boolean> =>
  (await ask(pathOf(id), { method: "DELETE" }))?.ok ?? false;

const pathOf = (id: string): string => `/api/replays/${encodeURIComponent(id)}`;

/** Null when nobody answers in time. */
function ask(path: string, request: RequestInit): Promise<Response | null> {
  const asked = fetch(BASE_PATH + path, { cache: "no-store", ...request });
  return withTimeout(PATIENCE, asked, () => undefined).catch(() => null);
}

function refusalOf(status: number | undefined): Refusal {
  if (status === 400 || status === 404 || status === 410) return "unknown";
  if (status === 429) return "often";
  return status === 503 || status === 500 ? "failing" : "unreachable";
}
