/** What the server has for the first page to show behind its title. */
import type { ClipFlight, LiveClip } from "@quickpong/shared/protocol/clip.ts";
import { BASE_PATH } from "../platform/base-path.ts";
import { withTimeout } from "../platform/timeout.ts";

/** ms */
const PATIENCE = 4000;

/** Null when there is nothing, or the server can't be asked. */
export async function fetchLiveClip(): Promise<LiveClip | null> {
  try {
    const path = `${BASE_PATH}/api/live`;
    const answer = await withTimeout(PATIENCE, fetch(path), () => undefined);
    return answer.status === 200 ? readClip(await answer.json()) : null;
  } catch {
    return null;
  }
}

/** Null for what is no clip that can be drawn. */
export function readClip(answer: unknown): LiveClip | null {
  const clip = (answer ?? {}) as Partial<LiveClip>;
  const { kind, id, from, until, flights, heights, paddleLength } = clip;
  if (!isOneOf(kind, ["live", "rally"]) || typeof id !== "string") return null;
  if (![from, until, paddleLength].every(Number.isFinite)) return null;
  if (!isListOf(flights, isFlight) || !isListOf(heights, isHeights)) return null;
  return heights.length === 2 ? (clip as LiveClip) : null;
}

const isOneOf = (value: unknown, all: readonly string[]): boolean => all.includes(value as string);

const isListOf = <T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] =>
  Array.isArray(value) && value.every(isItem);

const isHeights = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every(Number.isFinite);

const isFlight = (value: unknown): value is ClipFlight => isHeights(value) && value.length === 5;
