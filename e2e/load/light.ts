/** What light bots share: where they go, and a wheel of timers. */

import { SleeperWheel } from "./sleeper-wheel.ts";
import type { Swarm } from "./swarm.ts";

/** What does not come within this does not come any more: a word from the lobby, a seat, an answer (ms). */
export const PATIENCE = 15_000;
/** The real client gives up a connection after so long without an answer, and tries to come back (ms). */
export const SILENCE = 2500;

export class LightFleet {
  readonly crowd: Swarm;
  readonly wheel = new SleeperWheel();
  readonly server: URL;

  constructor(crowd: Swarm) {
    this.crowd = crowd;
    this.server = new URL(crowd.server);
  }

  stop(): void {
    this.wheel.stop();
  }
}
