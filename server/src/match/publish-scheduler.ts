/** Decides what of a match goes out, to whom and when: news at the end of a tick, else a keepalive. */
import { LEFT, RIGHT, SIDES, type Side } from "@quickpong/shared/court.ts";
import type { MatchState } from "@quickpong/shared/match.ts";
import {
  diffAndPublish,
  KEEPALIVE_EVERY,
  publisher,
} from "@quickpong/shared/protocol/diff-and-publish.ts";
import type { PublishedState } from "@quickpong/shared/protocol/publication.ts";

/** What the field can hold (ms). */
const MAX_LATENESS = 255;

/** What changed in the published state goes to these sides now; for the others it can wait. */
export type Patch = (sides: readonly [boolean, boolean]) => void;

export class PublishScheduler {
  readonly #match: MatchState;
  readonly #published: PublishedState;
  readonly #patch: Patch;
  readonly #sent = publisher();
  /** When each side was last sent something (tick). */
  readonly #sentAt: [number, number] = [0, 0];
  #forced = false;

  /** Brings `published` up to date with `match`, for clients that join. */
  constructor(match: MatchState, published: PublishedState, patch: Patch) {
    this.#match = match;
    this.#published = published;
    this.#patch = patch;
    Object.assign(published, { tick: 0, watchers: 0, lateness: 0 });
    diffAndPublish(match, published, this.#sent);
  }

  /** The published state was changed from outside, and everybody should know. */
  forcePublish(): void {
    this.#forced = true;
  }

  /**
   * At the end of `tick`: sends what became known, or a keepalive, or nothing. `lateness` is the
   * process's (ms).
   */
  publishIfDue(tick: number, lateness = 0): void {
    const { any, sides } = diffAndPublish(this.#match, this.#published, this.#sent);
    const news = any || this.#forced;
    for (const side of SIDES) {
      sides[side] ||= this.#forced || tick >= this.#keepaliveDue(side);
      if (sides[side]) this.#sentAt[side] = tick;
    }
    this.#forced = false;
    const isDue = sides[LEFT] || sides[RIGHT];
    // The tick is for clients that would otherwise hear nothing: in every patch it would cost 5 bytes.
    if (isDue && !news) {
      this.#published.tick = tick;
      this.#published.lateness = Math.min(MAX_LATENESS, Math.round(lateness));
    }
    if (isDue || news) this.#patch(sides);
  }

  /** The player on `side` was sent something else than a patch at `tick`: no keepalive for a while. */
  sentAnyway(side: Side, tick: number): void {
    this.#sentAt[side] = tick;
  }

  /** When the next keepalive falls due (tick); Infinity while nothing runs. */
  nextDue(): number {
    return Math.min(this.#keepaliveDue(LEFT), this.#keepaliveDue(RIGHT));
  }

  #keepaliveDue(side: Side): number {
    const runs = this.#match.flightCount > 0 && this.#match.phase !== "finished";
    return runs ? this.#sentAt[side] + KEEPALIVE_EVERY : Number.POSITIVE_INFINITY;
  }
}
