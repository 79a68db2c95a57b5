/** Which runs count: whether a load was really played, and what was short when it was not. Pure. */
import { TICK_MS } from "@quickpong/shared/court.ts";
import type { Run } from "./measure.ts";
import type { Variant } from "./variants.ts";

/** What a run was short of; the first of these that applies. */
export type Shortage = "players" | "core" | "generator" | "ticks" | "frames";

/** What happened then, in words. */
export const SHORTAGES: Record<Shortage, string> = {
  players: "players were lost",
  core: "its core was full",
  generator: "the clients' core was full",
  ticks: "ticks were late",
  frames: "frames were missing",
};

/** Above this share of a core a server is busy all the time: what clients say waits, if not the ticks. */
const BUSY = 0.95;
/** Above this share of a core the clients are late with what they say: it is they who ran out. */
const GENERATOR_BUSY = 0.9;
/**
 * Share of the frames that have to come. Ticks are punctual even where everything else waits
 * (docs/adr/0014): of 2,500 matches 12 ms late (p99) the players got 83 % of theirs.
 */
const FRAMES = 0.95;

/**
 * What `run` was short of; undefined when it held its matches in time. Of `runs` the variant's smallest one
 * that lacked nothing else shows how many frames a player sends and gets.
 */
export function shortageOf(run: Run, runs: readonly Run[]): Shortage | undefined {
  return shortageSeenIn(run) ?? (hasMissingFrames(run, runs) ? "frames" : undefined);
}

/** What the run alone shows. */
function shortageSeenIn(run: Run): Shortage | undefined {
  if (run.trouble > 0) return "players";
  if (run.cpuShare > BUSY) return "core";
  if (run.generatorCpuShare > GENERATOR_BUSY) return "generator";
  return run.tickLatenessMsP99 > TICK_MS ? "ticks" : undefined;
}

function hasMissingFrames(run: Run, runs: readonly Run[]): boolean {
  const own = runs.filter((each) => each.variant === run.variant && !shortageSeenIn(each));
  const least = Math.min(...own.map(({ matches }) => matches));
  // Of several as small the fullest: the others were disturbed.
  return own.some(
    (small) =>
      small.matches === least &&
      (run.downFramesPerSecond < FRAMES * small.downFramesPerSecond ||
        run.upFramesPerSecond < FRAMES * small.upFramesPerSecond),
  );
}

/** How many matches one core holds in time. */
export interface Capacity {
  matches: number;
  /** What the next larger size was short of; null when none was tried. */
  limit: Shortage | null;
  /** It may hold more: nothing larger was tried, or the clients ran out before it did. */
  atLeast: boolean;
}

/** The most matches with which a run was in time; null when none was. Late runs below were somebody else's doing. */
export function capacity(runs: readonly Run[], variant: Variant): Capacity | null {
  const own = runs.filter((run) => run.variant === variant);
  const held = own.filter((run) => !shortageOf(run, runs)).map((run) => run.matches);
  if (held.length === 0) return null;
  const matches = Math.max(...held);
  const above = own.filter((run) => run.matches > matches);
  const next = Math.min(...above.map((run) => run.matches));
  // Of several attempts the last: the first may have been disturbed.
  const failed = above.findLast((run) => run.matches === next);
  const limit = failed ? (shortageOf(failed, runs) ?? null) : null;
  return { matches, limit, atLeast: limit === null || limit === "generator" };
}

/** Whether one of the runs of the variant counts: nobody was lost in it or paired with the wrong one. */
export const hasGoodRun = (runs: readonly Run[], variant: Variant): boolean =>
  runs.some((run) => run.variant === variant && run.trouble === 0);
