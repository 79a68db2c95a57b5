/**
 * Which workers are at work, by the heartbeats that each sends from its event loop. Pure: time is an argument
 * (ms).
 */

/** How often a worker sends a heartbeat (ms). */
export const HEARTBEAT_EVERY = 500;
/** How often the supervisor checks (ms). */
export const CHECK_EVERY = 500;
/** A worker that has been silent for so long gets no new connections (ms). */
const SILENT_AFTER = 2000;
/** A worker that has been silent for so long is ended by force, and started again (ms). */
export const DEAD_AFTER = 10_000;

/** A worker's condition: it works, it is not heard for the moment, or it has hung. */
export type Condition = "at work" | "silent" | "hung";

export class WorkerLiveness<Process> {
  readonly #heardAt = new Map<Process, number>();
  #checkedAt: number;

  constructor(now: number) {
    this.#checkedAt = now;
  }

  /** A heartbeat of this process has come; with the first one the process begins to be watched. */
  heard(process: Process, now: number): void {
    this.#heardAt.set(process, now);
  }

  /** The process has ended. */
  forget(process: Process): void {
    this.#heardAt.delete(process);
  }

  /** The condition of each process that was heard once; to be called every `CHECK_EVERY`. */
  check(now: number): Map<Process, Condition> {
    // This process was stopped itself, and has not read yet what came meanwhile.
    const missed = Math.max(0, now - this.#checkedAt - 2 * CHECK_EVERY);
    this.#checkedAt = now;
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
