/**
 * Which launched processes are at work, by the beats that each sends from its event loop. Pure: time is
 * an argument (ms).
 */

/** How often a process says that it is at work. */
export const BEAT_EVERY = 500;
/** How often its launcher looks. */
export const LOOK_EVERY = 500;
/** A process that has said nothing for so long gets no new connections. */
const SILENT_AFTER = 2000;
/** And one that has said nothing for so long is ended by force, and started again. */
export const DEAD_AFTER = 10_000;

/** How a process is: it works, it is not heard for the moment, or it has hung. */
export type Condition = "at work" | "silent" | "hung";

export class Liveness<Process> {
  readonly #heardAt = new Map<Process, number>();
  #lookedAt: number;

  constructor(now: number) {
    this.#lookedAt = now;
  }

  /** A beat of this process; with its first one it begins to be watched. */
  heard(process: Process, now: number): void {
    this.#heardAt.set(process, now);
  }

  /** It has ended. */
  forget(process: Process): void {
    this.#heardAt.delete(process);
  }

  /** To be called every `LOOK_EVERY`: how each process is that was heard once. */
  look(now: number): Map<Process, Condition> {
    // This process was stopped itself, and has not read yet what was said meanwhile.
    const missed = Math.max(0, now - this.#lookedAt - 2 * LOOK_EVERY);
    this.#lookedAt = now;
    const conditions = new Map<Process, Condition>();
    for (const [process, heardAt] of this.#heardAt) {
      this.#heardAt.set(process, heardAt + missed);
      conditions.set(process, conditionAfter(now - heardAt - missed));
    }
    return conditions;
  }
}

function conditionAfter(silence: number): Condition {
  if (silence > DEAD_AFTER) return "hung";
  return silence > SILENT_AFTER ? "silent" : "at work";
}
