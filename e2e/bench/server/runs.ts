/** The runs of one benchmark: measured, printed and kept as they come. */

import { quietest } from "../../lib/cpu-steal.ts";
import { describeMachine } from "../../lib/machine.ts";
import { checkWritable, writeJson } from "../json-file.ts";
import { type MeasureOptions, measure, type Run } from "./measure.ts";
import { runLine } from "./table.ts";
import { VARIANTS } from "./variants.ts";
import { capacity, shortageOf } from "./verdict.ts";

export class Runs {
  readonly list: Run[] = [];
  readonly #machine = describeMachine();
  readonly #patience: number;
  readonly #json: string | undefined;

  /** Waits up to `patience` ms for a quiet machine. Throws when the file `json` can't be written. */
  constructor(patience: number, json: string | undefined) {
    this.#patience = patience;
    this.#json = json;
    if (json !== undefined) checkWritable(json);
  }

  /** One more; says why when it failed, and gives nothing then. */
  async add(options: MeasureOptions): Promise<Run | undefined> {
    try {
      const others = (found: Run) => found.othersCpuShare;
      return this.keep(await quietest(this.#patience, () => measure(options), others));
    } catch (error) {
      console.log(`${options.variant} ${options.matches}: ${(error as Error).message}`);
      return undefined;
    }
  }

  /** Prints one that was measured and has it in the list; gives it back. */
  keep(run: Run): Run {
    this.list.push(run);
    console.log(runLine(run, this.list));
    this.#write();
    return run;
  }

  /** Whether the run held its matches in time. */
  isInTime(run: Run | undefined): boolean {
    return run !== undefined && !shortageOf(run, this.list);
  }

  #write(): void {
    if (this.#json === undefined) return;
    const matchesPerCore = Object.fromEntries(
      VARIANTS.map((variant) => [variant, capacity(this.list, variant)]),
    );
    writeJson(this.#json, { machine: this.#machine, runs: this.list, matchesPerCore });
  }
}
