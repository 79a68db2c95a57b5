/**
 * From what the devices say to one target for the paddle, in court units as the player sees them.
 * Pure; the last device that was used wins.
 */
/** Toward smaller or larger y; on a lying court that is up and down. */
export type Direction = -1 | 1;

/** A finger moves the paddle further than itself, so that a thumb's reach covers the court. */
export const DRAG_GAIN = 1.3;

export interface Steering {
  press(direction: Direction): void;
  release(direction: Direction): void;
  /** All keys are up: the window lost the focus. */
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
export function createSteering(range: () => number): Steering {
  let held: Direction[] = [];
  let wanted: number | null = null;
  let grip = { y: 0, paddle: 0 };

  const clamp = (y: number) => Math.min(range(), Math.max(-range(), y));
  const follow = () => {
    const latest = held.at(-1);
    wanted = latest === undefined ? null : latest * range();
  };
  return {
    press(direction) {
      if (held.at(-1) === direction) return;
      held = [...held.filter((each) => each !== direction), direction];
      follow();
    },
    release(direction) {
      if (!held.includes(direction)) return;
      held = held.filter((each) => each !== direction);
      follow();
    },
    releaseAll() {
      if (held.length === 0) return;
      held = [];
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
