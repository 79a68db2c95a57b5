/** How many matches a variant holds in time: more and more, and then closer to where it is late. */

/** Runs of one size of which one has to be in time: a machine's own hiccups don't come twice. */
const ATTEMPTS = 2;
/** How often the gap between the last size in time and the first late one is halved. */
const HALVINGS = 3;
const STEP = 10;

/**
 * Tries the sizes in turn until one is not held in time, then between; `isInTime` measures a size once.
 * `held` is a size below all of them that was held already.
 */
export async function grow(
  sizes: readonly number[],
  isInTime: (matches: number) => Promise<boolean>,
  held = 0,
): Promise<void> {
  const isHeld = async (matches: number): Promise<boolean> => {
    for (let n = 0; n < ATTEMPTS; n++) if (await isInTime(matches)) return true;
    return false;
  };
  let good = held;
  let late: number | undefined;
  for (const matches of sizes) {
    if (await isHeld(matches)) good = matches;
    else {
      late = matches;
      break;
    }
  }
  for (let n = 0; n < HALVINGS && late !== undefined; n++) {
    const middle = Math.round((good + late) / 2 / STEP) * STEP;
    if (middle <= good || middle >= late) return;
    if (await isHeld(middle)) good = middle;
    else late = middle;
  }
}
