/**
 * A 60 Hz clock for what ours is compared with. Its timer comes for every slot, so it has four of them a tick
 * and not the 16 of the game server, and only one for a server that is merely watched: nobody should pay
 * for that.
 */
import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import { TICK_MS } from "@quickpong/shared/court.ts";

export const SLOTS_PER_TICK = 4;
export const SLOT_MS = TICK_MS / SLOTS_PER_TICK;

export interface Grid {
  lateness: RecordableHistogram;
  stop(): void;
}

/** Calls `turn` for every slot, on time as far as the process allows; measures by how much not (us). */
export function startGrid(turn: (slot: number) => void, slotsPerTick = SLOTS_PER_TICK): Grid {
  const slotMs = TICK_MS / slotsPerTick;
  const lateness = createHistogram();
  const begin = performance.now();
  let next = 1;
  const wait = () => Math.max(1, Math.ceil(begin + next * slotMs - performance.now()));
  const run = () => {
    while (begin + next * slotMs <= performance.now()) {
      const late = performance.now() - (begin + next * slotMs);
      lateness.record(Math.max(1, Math.round(late * 1000)));
      turn(next++);
    }
    timer = setTimeout(run, wait());
  };
  let timer = setTimeout(run, wait());
  return { lateness, stop: () => clearTimeout(timer) };
}
