/**
 * For how long each player sees the ball come: from the frame that draws it on its way to them until the
 * latest moment of their own at which the paddle can still move for it. It tells who gains by lateness long
 * before the points do: it is known at every contact, and chance has little part in it.
 */
import { contactTime } from "@quickpong/shared/ball.ts";
import { SIDES, type Side, TICK_MS } from "@quickpong/shared/court.ts";
import type { World } from "../../virtual/world.ts";

export class Views {
  /** Sums of those times (ms), and of how many balls. Serves don't count. */
  readonly time: [number, number] = [0, 0];
  readonly balls: [number, number] = [0, 0];
  private readonly world: World;
  private readonly seen: [number, number] = [-1, -1];

  constructor(world: World) {
    this.world = world;
  }

  /** To be called every tick. */
  look(): void {
    for (const side of SIDES) {
      const sight = this.world.clients[side].sight;
      if (!sight || sight.flight === this.seen[side]) continue;
      this.seen[side] = sight.flight;
      if (sight.incoming && sight.hits > 0) this.add(side, sight.flight);
    }
  }

  private add(side: Side, n: number): void {
    const { match } = this.world.server;
    const flight = match.flights.at(n - match.flightCount);
    if (!flight) return;
    this.time[side] += (contactTime(flight) - this.world.clients[side].netplay.clocks.P) * TICK_MS;
    this.balls[side]++;
  }
}
