/** Follows a score and keeps who made each point, to find out whether any was lost, doubled or taken back. */
import type { Side } from "@quickpong/shared/court.ts";

export class Points {
  /** Who made each point, in order, over all matches. */
  readonly made: Side[] = [];
  /** Steps of the score that no point explains. */
  wrong = 0;
  private left = 0;
  private right = 0;

  /** The score is this now. */
  see(left: number, right: number): void {
    const before = this.left + this.right;
    if (left === this.left && right === this.right) return;
    const rematch = left + right === 0;
    const one = left + right === before + 1 && left >= this.left && right >= this.right;
    if (one) this.made.push(left > this.left ? 0 : 1);
    else if (!rematch) this.wrong++;
    this.left = left;
    this.right = right;
  }

  /** How many points `side` has made. */
  of(side: Side): number {
    return this.made.filter((each) => each === side).length;
  }
}

/**
 * Points that the server gave and a screen did not show, or showed otherwise. The last one may still
 * be under way when the world stops.
 */
export function pointsAmiss(server: Points, screen: Points): number {
  const missing = server.made.length - screen.made.length;
  const other = screen.made.filter((side, i) => side !== server.made[i]).length;
  return server.wrong + screen.wrong + other + Math.max(0, missing - 1);
}
