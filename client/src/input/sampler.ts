/** Listens to keyboard, mouse and touch and says, when asked, where the paddle should go. */
import { type CourtTransform, courtY } from "../court-transform.ts";
import { directionOf, isTyping } from "./keys.ts";
import { createSteering, type Steering } from "./steering.ts";

export interface Sampler {
  /** Court y to go to; null to stay. Reads what the events since the last frame have said. */
  target(): number | null;
  stop(): void;
}

export interface SamplerOptions {
  /** The element that takes fingers. */
  surface: HTMLElement;
  fit: () => CourtTransform;
  /** Where the own paddle is drawn (u). */
  paddleY: () => number;
}

/** Starts listening. */
export function createSampler(options: SamplerOptions): Sampler {
  const steering = createSteering();
  const off = new AbortController();
  listenToKeys(steering, options, off.signal);
  listenToPointers(steering, options, off.signal);
  return { target: () => steering.target(), stop: () => off.abort() };
}

function listenToKeys(steering: Steering, { fit }: SamplerOptions, signal: AbortSignal): void {
  const handle = (event: KeyboardEvent) => {
    const direction = directionOf(event.code, fit().upright);
    if (direction === null) return;
    if (event.type === "keyup") return steering.release(direction);
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    steering.press(direction);
  };
  window.addEventListener("keydown", handle, { signal });
  window.addEventListener("keyup", handle, { signal });
  window.addEventListener("blur", () => steering.releaseAll(), { signal });
}

function listenToPointers(steering: Steering, options: SamplerOptions, signal: AbortSignal): void {
  const { surface, fit, paddleY } = options;
  let finger: number | null = null;
  const at = (event: PointerEvent) => courtY(fit(), event.clientX, event.clientY);
  window.addEventListener(
    "pointermove",
    (event) => {
      if (event.pointerType !== "touch") steering.point(at(event));
      else if (event.pointerId === finger) steering.dragTo(at(event));
    },
    { signal },
  );
  surface.addEventListener(
    "pointerdown",
    (event) => {
      if (event.pointerType !== "touch") return steering.point(at(event));
      finger = event.pointerId;
      steering.dragFrom(at(event), paddleY());
    },
    { signal },
  );
  const lift = (event: PointerEvent) => {
    if (event.pointerId === finger) finger = null;
  };
  window.addEventListener("pointerup", lift, { signal });
  window.addEventListener("pointercancel", lift, { signal });
  // A long press or a double tap must neither select nor zoom.
  surface.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  surface.addEventListener("touchstart", (event) => event.preventDefault(), {
    signal,
    passive: false,
  });
}
