/** The parts of what falls due. */
import type { Happening, MatchOutcome } from "./events.ts";
import type { OpenMatch } from "./state.ts";

/** Something that happens at a time unless something else happens before. */
export interface Due {
  /** ms since 1970; a time that is over is now. */
  readonly at: number;
  readonly happens: (now: number) => readonly Happening[];
}

/** One event without anything to it. */
export const once = (at: number, type: "started" | "resumed" | "timeUp" | "ended"): Due => ({
  at,
  happens: () => [{ type }],
});

/** A match's result by `outcome`. */
export const resultDue = (at: number, { number }: OpenMatch, outcome: MatchOutcome): Due => ({
  at,
  happens: () => [{ type: "result", match: number, outcome }],
});
