/** Where a player's paddle was, put together from everything that was published about it. */
import { type Segment, trackAt } from "@quickpong/shared/paddle.ts";
import {
  COUNTER_WRAP,
  SEGMENT_RING,
  segmentAt,
  segmentsIn,
} from "@quickpong/shared/protocol/publication.ts";
import { DEFAULT_RULES, paddleSpeed, type Rules } from "@quickpong/shared/rules.ts";
import type { RawClient } from "./raw-client.ts";

export class Track {
  readonly #segments: Segment[] = [{ tick: 0, y: 0, target: 0 }];
  #next: number | undefined;
  readonly #rules: Rules;

  /** Follows the opponent of `watcher` from now on. */
  constructor(watcher: RawClient) {
    this.#rules = watcher.state.rules ?? DEFAULT_RULES;
    watcher.patched = () => this.#read(watcher);
    this.#read(watcher);
  }

  /** How far the paddle went between two ticks (u); a leap counts as the distance it bridged. */
  distance(from: number, to: number): number {
    let sum = 0;
    let before = trackAt(this.#rules, this.#segments, from);
    for (let tick = from + 1; tick <= to; tick++) {
      const y = trackAt(this.#rules, this.#segments, tick);
      sum += Math.abs(y - before);
      before = y;
    }
    return sum;
  }

  /** The most that the paddle went within `window` ticks (u), between two ticks. */
  most(from: number, to: number, window: number): number {
    const begin = Math.floor(from);
    const steps = Array.from({ length: Math.ceil(to) - begin }, (_, n) =>
      this.distance(begin + n, begin + n + 1),
    );
    let sum = 0;
    let most = 0;
    for (const [n, step] of steps.entries()) {
      sum += step - (steps[n - window] ?? 0);
      most = Math.max(most, sum);
    }
    return most;
  }

  /** Furthest that the paddle was from the middle up to `tick` (u), and its speed, of the limit. */
  extremes(tick: number): { furthest: number; fastest: number } {
    let furthest = 0;
    let most = 0;
    for (let t = 1; t <= tick; t++) {
      furthest = Math.max(furthest, Math.abs(trackAt(this.#rules, this.#segments, t)));
      most = Math.max(most, this.distance(t - 1, t));
    }
    return { furthest, fastest: most / paddleSpeed(this.#rules) };
  }

  #read(watcher: RawClient): void {
    const { opponent } = watcher;
    const all = segmentsIn(opponent);
    this.#next ??= all.length > 0 ? Math.min(...all.map(({ n }) => n)) : undefined;
    if (this.#next === undefined) return;
    for (let left = SEGMENT_RING; left > 0; left--) {
      const segment = segmentAt(opponent, this.#next);
      if (segment?.n !== this.#next % COUNTER_WRAP) return;
      this.#segments.push(segment);
      this.#next++;
    }
  }
}
