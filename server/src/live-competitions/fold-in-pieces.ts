/** The fold of a long log, a piece in each round of the event loop, so that no match waits for all of it. */
import { setImmediate as others } from "node:timers/promises";
import type { CompetitionEvent } from "../competitions/events.ts";
import { fold } from "../competitions/fold.ts";
import type { CompetitionState } from "../competitions/state.ts";

/** Events without a pause: some 2 ms. */
const AT_A_TIME = 100;

/** `events` as JSON, from the first; rejects when there are none. */
export async function foldInPieces(events: readonly string[]): Promise<CompetitionState> {
  let state: CompetitionState | null = null;
  for (const [n, text] of events.entries()) {
    if (n % AT_A_TIME === AT_A_TIME - 1) await others();
    state = fold(state, JSON.parse(text) as CompetitionEvent);
  }
  if (!state) throw new Error("a competition without a log");
  return state;
}
