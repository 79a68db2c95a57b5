/** How many matches a variant holds in time: more and more, and then closer to where it is late. */
import type { Run } from "./measure.ts";
import { lateAt } from "./table.ts";

/** Runs of one size of which one has to be in time: a machine's own hiccups don't come twice. */
const ATTEMPTS = 2;
/** How often the gap between the last size in time and the first late one is halved. */
const HALVINGS = 3;
const STEP = 10;

/** Measures the sizes in turn until one is late, then between; `measure` gives nothing when it failed. */
export async function grow(
  sizes: readonly number[],
  measure: (matches: number) => Promise<Run | undefined>,
): Promise<void> {
  let good = 0;
  let late: number | undefined;
  for (const matches of sizes) {
    if (await isInTime(matches, measure)) good = matches;
    else {
      late = matches;
      break;
    }
  }
  for (let n = 0; n < HALVINGS && late !== undefined; n++) {
    const middle = Math.round((good + late) / 2 / STEP) * STEP;
    if (middle <= good || middle >= late) return;
    if (await isInTime(middle, measure)) good = middle;
    else late = middle;
  }
}

async function isInTime(
  matches: number,
  measure: (matches: number) => Promise<Run | undefined>,
): Promise<boolean> {
  for (let n = 0; n < ATTEMPTS; n++) {
    const run = await measure(matches);
    if (run && !lateAt(run)) return true;
  }
  return false;
}
