/**
 * Segments that a simulation no longer keeps, to be written over. Of what a server creates it is the segments
 * that live for seconds, and so it was copying them that each garbage collection took its time with.
 *
 * A spare one is taken only after some more were given: until then the publication may still show it.
 */
import type { AcceptedSegment } from "./match.ts";

/** Inputs of one player in one tick, at most, but for bursts after a stall. */
const RESTING = 8;

export class SegmentPool {
  readonly #resting: AcceptedSegment[] = [];
  #oldest = 0;

  /** `segment` is no longer kept; returns one that has rested, to be written over, if there is one. */
  exchange(segment: AcceptedSegment): AcceptedSegment | undefined {
    if (this.#resting.length < RESTING) {
      this.#resting.push(segment);
      return undefined;
    }
    const rested = this.#resting[this.#oldest];
    this.#resting[this.#oldest] = segment;
    this.#oldest = (this.#oldest + 1) % RESTING;
    return rested;
  }
}
