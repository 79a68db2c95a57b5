/** The longest rally of a match, as the lines that its ball has drawn. Pure. */
import type { ViewFrame } from "../../net/view-frame.ts";
import { type Piece, RallyPath } from "./rally-path.ts";

export interface Rally {
  hits: number;
  /** In order; there is a hole where frames were missed. */
  pieces: readonly Piece[];
}

/** Of a longer rally the beginning is forgotten. */
const MOST_PIECES = 1500;

/** Follows a match frame by frame. */
export class LongestRally {
  private readonly path = new RallyPath();
  private current: { hits: number; pieces: Piece[] } = { hits: 0, pieces: [] };
  private longest: Rally = this.current;

  /** The longest so far; it grows while it is the one that is played. */
  get rally(): Rally {
    return this.longest;
  }

  follow(frame: ViewFrame): void {
    if (frame.events.some(({ type }) => type === "serve")) this.current = { hits: 0, pieces: [] };
    const { current } = this;
    current.pieces.push(...this.path.follow(frame));
    if (current.pieces.length > MOST_PIECES) current.pieces.shift();
    current.hits = Math.max(current.hits, frame.rally);
    if (current.hits > this.longest.hits) this.longest = current;
  }

  /** Another match begins. */
  clear(): void {
    this.path.reset();
    this.current = { hits: 0, pieces: [] };
    this.longest = this.current;
  }
}
