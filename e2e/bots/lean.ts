/** What lean bots share: where they go, and a wheel of timers. */
import type { Crowd } from "./crowd.ts";
import { Wheel } from "./wheel.ts";

/** A seat that does not come (ms). */
export const PATIENCE = 15_000;

export class Lean {
  readonly crowd: Crowd;
  readonly wheel = new Wheel();
  readonly server: URL;

  constructor(crowd: Crowd) {
    this.crowd = crowd;
    this.server = new URL(crowd.server);
  }

  stop(): void {
    this.wheel.stop();
  }
}
