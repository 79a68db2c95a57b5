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
export function createTargetTracker(range: () => number): TargetTracker {
  /** By key, in the order of the presses: two keys of one direction are held until both are up. */
  const held = new Map<string, Direction>();
  let wanted: number | null = null;
  let grip = { y: 0, paddle: 0 };

  const clamp = (y: number) => Math.min(range(), Math.max(-range(), y));
  const follow = () => {
    const latest = [...held.values()].at(-1);
    wanted = latest === undefined ? null : latest * range();
  };
  return {
    press(key, direction) {
      if (held.has(key)) return;
      held.set(key, direction);
      follow();
    },
    release(key) {
      if (held.delete(key)) follow();
    },
    releaseAll() {
      if (held.size === 0) return;
      held.clear();
      follow();
    },
    point(y) {
      wanted = clamp(y);
    },
    dragFrom(y, paddleY) {
      grip = { y, paddle: paddleY };
      wanted = clamp(paddleY);
    },
    dragTo(y) {
      const way = (y - grip.y) * DRAG_GAIN;
      wanted = clamp(grip.paddle + way);
      // Beyond the end the finger takes the grip along, so that turning back works at once.
      if (wanted !== grip.paddle + way) grip = { y, paddle: wanted };
    },
    target: () => wanted,
  };
}
