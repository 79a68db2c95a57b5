/** Decides what of a match goes out, to whom and when: news at the end of a tick, else a keepalive. */
import { LEFT, RIGHT, SIDES, type Side } from "@quickpong/shared/court.ts";
import type { MatchState } from "@quickpong/shared/match.ts";
import { BEAT, diffAndPublish, publisher } from "@quickpong/shared/protocol/diff-and-publish.ts";
import type { PublishedState } from "@quickpong/shared/protocol/publication.ts";

/** What the field can hold (ms). */
const MAX_LATENESS = 255;

/** What changed in the publication goes to these sides now; for the others it can wait. */
export type Patch = (sides: readonly [boolean, boolean]) => void;

export class PublishScheduler {
  readonly #match: MatchState;
  readonly #publication: PublishedState;
  readonly #patch: Patch;
  readonly #sent = publisher();
  /** When each side was last sent something (tick). */
  readonly #sentAt: [number, number] = [0, 0];
  #urged = false;

  /** Brings `publication` up to date with `match`, for whoever joins. */
  constructor(match: MatchState, publication: PublishedState, patch: Patch) {
    this.#match = match;
    this.#publication = publication;
    this.#patch = patch;
    Object.assign(publication, { tick: 0, watchers: 0, lateness: 0 });
    diffAndPublish(match, publication, this.#sent);
  }

  /** The publication was changed from outside, and everybody should know. */
  urge(): void {
    this.#urged = true;
  }

  /**
   * At the end of `tick`: sends what became known, or a beat, or nothing. `lateness` is the
   * process's (ms).
   */
  announce(tick: number, lateness = 0): void {
    const { any, sides } = diffAndPublish(this.#match, this.#publication, this.#sent);
    const news = any || this.#urged;
    for (const side of SIDES) {
      sides[side] ||= this.#urged || tick >= this.#beatDue(side);
      if (sides[side]) this.#sentAt[side] = tick;
    }
    this.#urged = false;
    const speaks = sides[LEFT] || sides[RIGHT];
    // The tick is for who would otherwise hear nothing: in every patch it would cost 5 bytes.
    if (speaks && !news) {
      this.#publication.tick = tick;
      this.#publication.lateness = Math.min(MAX_LATENESS, Math.round(lateness));
    }
    if (speaks || news) this.#patch(sides);
  }

  /** The player on `side` was sent something else than a patch at `tick`: no beat for a while. */
  spoke(side: Side, tick: number): void {
    this.#sentAt[side] = tick;
  }

  /** When the next beat falls due (tick); Infinity while nothing runs. */
  nextDue(): number {
    return Math.min(this.#beatDue(LEFT), this.#beatDue(RIGHT));
  }

  #beatDue(side: Side): number {
    const runs = this.#match.flown > 0 && this.#match.phase !== "finished";
    return runs ? this.#sentAt[side] + BEAT : Number.POSITIVE_INFINITY;
  }
}
