/**
 * Players whom a load balancer leads to another process than that of their room, because it ignores the path of
 * their socket. They are not penalized for what they miss there.
 */
import type { Logger } from "pino";
import { TokenBucket } from "../limits/token-bucket.ts";

/** Rooms that are remembered; with more than this the oldest are forgotten. */
const ROOMS_KEPT = 10_000;
/** A load balancer whose process does not answer for a moment may lead a few sockets to another one: so many a second. */
const FEW = { aSecond: 0.05, atOnce: 2 };

const ADVICE =
  "sockets come to another process than that of their match, so that their players can't take their seats: " +
  "the load balancer has to lead them by the first part of their path, as in server/deploy/nginx.conf";

/** Rooms of this process whose players were led elsewhere. */
export class Strays {
  readonly #rooms = new Set<string>();

  add(roomId: string): void {
    this.#rooms.add(roomId);
    const [oldest] = this.#rooms;
    if (this.#rooms.size > ROOMS_KEPT && oldest !== undefined) this.#rooms.delete(oldest);
  }

  has(roomId: string): boolean {
    return this.#rooms.has(roomId);
  }
}

/** Returns what to call for every socket that came here although it was for another process; it warns once. */
export function strayAdvice(log: Logger, now: () => number): (process: string) => void {
  const few = new TokenBucket(FEW.aSecond, FEW.atOnce, now());
  let told = false;
  return (process) => {
    if (told || few.take(now())) return;
    told = true;
    log.warn({ process }, ADVICE);
  };
}
