/**
 * From what the devices say to one target for the paddle, in court units as the player sees them.
 * Pure; the last device that was used wins.
 */
/** Toward smaller or larger y; on a lying court that is up and down. */
export type Direction = -1 | 1;

/** A finger moves the paddle further than itself, so that a thumb's reach covers the court. */
export const DRAG_GAIN = 1.3;

export interface TargetTracker {
  /** A key, or what counts as one, goes down; again and again while it stays there. */
  press(key: string, direction: Direction): void;
  /** It goes up, whatever it steers by now. */
  release(key: string): void;
  /** All keys are up, or will not be heard of when they go up. */
  releaseAll(): void;
  /** The mouse points at this y. */
  point(y: number): void;
  /** A finger goes down at `y` while the paddle is at `paddleY`. */
  dragFrom(y: number, paddleY: number): void;
  dragTo(y: number): void;
  /** Where the paddle should go; null is where it is. */
  target(): number | null;
}

/** The steering of one paddle, whose centre gets `range()` from the middle at most (u). */
export const createTargetTracker = (range: () => number): TargetTracker =>
  new LatestTargetTracker(range);

class LatestTargetTracker implements TargetTracker {
  private readonly range: () => number;
  /** By key, in the order of the presses: two keys of one direction count until both are up. */
  private readonly down = new Map<string, Direction>();
  private wanted: number | null = null;
  private grip = { y: 0, paddle: 0 };

  constructor(range: () => number) {
    this.range = range;
  }

  target(): number | null {
    return this.wanted;
  }

  press(key: string, direction: Direction): void {
    if (this.down.has(key)) return;
    this.down.set(key, direction);
    this.followKeys();
  }

  release(key: string): void {
    if (this.down.delete(key)) this.followKeys();
  }

  releaseAll(): void {
    if (this.down.size === 0) return;
    this.down.clear();
    this.followKeys();
  }

  point(y: number): void {
    this.wanted = this.clamp(y);
  }

  dragFrom(y: number, paddleY: number): void {
    this.grip = { y, paddle: paddleY };
    this.wanted = this.clamp(paddleY);
  }

  dragTo(y: number): void {
    const { grip } = this;
    const dragged = grip.paddle + (y - grip.y) * DRAG_GAIN;
    this.wanted = this.clamp(dragged);
    // Beyond the end the finger takes the grip along, so that turning back works at once.
    if (this.wanted !== dragged) this.grip = { y, paddle: this.wanted };
  }

  private followKeys(): void {
    const latest = [...this.down.values()].at(-1);
    this.wanted = latest === undefined ? null : latest * this.range();
  }

  private clamp(y: number): number {
    return Math.min(this.range(), Math.max(-this.range(), y));
  }
}
