/** Light bots, connected as players are. */
import { createFleet } from "../../load/fleet.ts";
import { Pairs } from "../../load/pairing-checker.ts";
import { RunMetrics } from "../../load/run-metrics.ts";
import type { Load } from "./load.ts";

export function quickpongLoad(server: string, matches: number, rate: number): Load {
  const tally = new RunMetrics();
  const pairs = new Pairs(tally);
  const crowd = { server, tally, pairs, skill: "mixed", hands: "keys", seed: 1 } as const;
  const fleet = createFleet(crowd, 2 * matches, rate, true);
  return {
    ramp: () => fleet.ramp(),
    playing: () => tally.playing.value,
    traffic: tally.traffic,
    trouble: () => tally.lost + tally.wrongPairs,
    stop: () => fleet.stop(),
  };
}
