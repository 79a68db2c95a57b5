/** Listens to mouse and fingers: a mouse points, a finger drags the paddle, and a tap sends it there. */
import { type CourtTransform, courtY } from "../layout/court-transform.ts";
import type { Devices } from "./devices.ts";
import { isTap } from "./tap.ts";
import type { TargetTracker } from "./target-tracker.ts";

export interface PointerOptions {
  /** The element that takes fingers. */
  surface: HTMLElement;
  fit: () => CourtTransform;
  /** Where the own paddle is drawn (u). */
  paddleY: () => number;
  /** Says which pointers are this player's. */
  devices: Pick<Devices, "pointer">;
}

export class PointerListener {
  private readonly tracker: TargetTracker;
  private readonly options: PointerOptions;
  /** Court y of the fingers that are down (u); the one that came last steers. */
  private readonly fingers = new Map<number, number>();
  /** How those fingers came down. */
  private readonly downs = new Map<number, PointerEvent>();
  private gripAnew = false;

  /** Listens until `signal` is aborted. */
  constructor(tracker: TargetTracker, options: PointerOptions, signal: AbortSignal) {
    this.tracker = tracker;
    this.options = options;
    const { surface } = options;
    window.addEventListener("pointermove", (event) => this.move(event), { signal });
    surface.addEventListener("pointerdown", (event) => this.down(event), { signal });
    const lift = (event: PointerEvent) => this.lift(event);
    window.addEventListener("pointerup", lift, { signal });
    window.addEventListener("pointercancel", lift, { signal });
    // A long press or a double tap must neither select nor zoom.
    const prevent = (event: Event) => event.preventDefault();
    surface.addEventListener("contextmenu", prevent, { signal });
    surface.addEventListener("touchstart", prevent, { signal, passive: false });
  }

  /** The finger that steers goes on from where it is, as after the court has turned. */
  grip(): void {
    this.gripAnew = true;
  }

  private steersBy(): number | undefined {
    return [...this.fingers.keys()].at(-1);
  }

  private courtYOf({ clientX, clientY }: PointerEvent): number {
    return courtY(this.options.fit(), clientX, clientY);
  }

  private move(event: PointerEvent): void {
    const { pointerId: id, pointerType } = event;
    const y = this.courtYOf(event);
    if (pointerType !== "touch") {
      if (this.options.devices.pointer(event)) this.tracker.point(y);
      return;
    }
    if (!this.fingers.has(id)) return;
    this.fingers.set(id, y);
    if (id !== this.steersBy()) return;
    if (this.gripAnew) this.tracker.dragFrom(y, this.options.paddleY());
    else this.tracker.dragTo(y);
    this.gripAnew = false;
  }

  private down(event: PointerEvent): void {
    if (!this.options.devices.pointer(event)) return;
    const y = this.courtYOf(event);
    if (event.pointerType !== "touch") return this.tracker.point(y);
    this.fingers.set(event.pointerId, y);
    this.downs.set(event.pointerId, event);
    this.tracker.dragFrom(y, this.options.paddleY());
  }

  private lift(event: PointerEvent): void {
    const id = event.pointerId;
    const steered = id === this.steersBy();
    const down = this.downs.get(id);
    this.fingers.delete(id);
    this.downs.delete(id);
    const next = this.steersBy();
    // The thumb that lay there all the time goes on from where it is.
    if (steered && next !== undefined) {
      this.tracker.dragFrom(this.fingers.get(next) as number, this.options.paddleY());
    }
    // A tap sends the paddle there.
    const alone = steered && next === undefined && event.type === "pointerup";
    if (alone && down && isTap(down, event)) this.tracker.point(this.courtYOf(event));
  }
}
