/** Makes matches, each on the process that should have it. */
import type { CreateMatchRequest } from "../matchmaking/matchmaker.ts";
import type { LocalNode } from "./cluster.ts";
import type { Leadership } from "./leadership.ts";
import type { Rpc } from "./rpc.ts";

interface PlacementParts {
  /** This process's name. */
  name: string;
  leadership: Leadership;
  rpc: Rpc;
  own: Pick<LocalNode, "createMatch">;
}
type Reservations = [unknown, unknown];

export class MatchPlacement {
  readonly #parts: PlacementParts;

  constructor(parts: PlacementParts) {
    this.#parts = parts;
  }

  /**
   * Makes a match and returns its reservations. Private matches stay with the matchmaker that knows their
   * code; others go to the process with the fewest.
   */
  async create(request: CreateMatchRequest): Promise<Reservations> {
    const { name, leadership, rpc } = this.#parts;
    const staysHere = request.code !== "" || leadership.isolated;
    const node = staysHere ? name : leadership.members.pickNode();
    const now = performance.now();
    // Clocks of processes differ: what is sent is for how long a player has waited.
    const sent = withTimes(request, (since) => now - since);
    if (node === name) return this.createHere(sent);
    try {
      return (await rpc.call(node, "createMatch", sent)) as Reservations;
    } catch {
      // Should that process make the match after all, nobody comes to it, and it is void after 5 s (PRESENCE-1).
      return this.createHere(sent);
    }
  }

  /** Makes a match here. In `request` each seat's `since` is how long its player has waited (ms). */
  async createHere(request: CreateMatchRequest): Promise<Reservations> {
    const { name, own } = this.#parts;
    const now = performance.now();
    const [left, right] = await own.createMatch(withTimes(request, (waited) => now - waited));
    return [stamped(left, name), stamped(right, name)];
  }
}

/**
 * The reservation with the name of its process: the load balancer finds the process by it, as the first part of a
 * socket's path.
 */
export const stamped = (reservation: unknown, name: string): unknown =>
  reservation ? { ...reservation, processId: name } : reservation;

/** The same request with the seats' `since` in another time. */
const withTimes = (
  request: CreateMatchRequest,
  time: (since: number) => number,
): CreateMatchRequest => ({
  ...request,
  left: { ...request.left, since: time(request.left.since) },
  right: { ...request.right, since: time(request.right.since) },
});
