/** Listens to keyboard, mouse and touch and says, when asked, where the paddle should go. */
import { type CourtTransform, courtY } from "../layout/court-transform.ts";
import type { KeyMap } from "../settings/key-map.ts";
import { directionOf, isTyping } from "./keys.ts";
import { padDirection, readPads } from "./pad-state.ts";
import { isTap } from "./tap.ts";
import { createTargetTracker, type Direction, type TargetTracker } from "./target-tracker.ts";

/** A page that draws nothing for so long was stopped, as by an alert: keys that went up then were not heard (ms). */
const STOPPED_MS = 1000;
/** On Macs a key that goes up while this one is down is not heard of. */
const COMMAND = "Meta";
/** The pads count as one more key. */
const PAD = "pad";

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
  /** Furthest that its centre gets from the middle (u). */
  range: () => number;
  /** Which keys steer. */
  keys: () => KeyMap;
}

/** Starts listening. */
export function createSampler(options: SamplerOptions): Sampler {
  const steering = createTargetTracker(options.range);
  const off = new AbortController();
  listenToKeys(steering, options, off.signal);
  const pointers = listenToPointers(steering, options, off.signal);
  const followPads = createPadFollower(steering, options.fit);
  let upright = options.fit().upright;
  let last = performance.now();
  return {
    target() {
      const now = performance.now();
      const turned = upright !== options.fit().upright;
      // What is held meant another way before, or may be up since; a key that is still down repeats.
      if (turned || now - last > STOPPED_MS) steering.releaseAll();
      if (turned) pointers.grip();
      upright = options.fit().upright;
      last = now;
      followPads();
      return steering.target();
    },
    stop: () => off.abort(),
  };
}

function listenToKeys(
  steering: TargetTracker,
  { fit, keys }: SamplerOptions,
  signal: AbortSignal,
): void {
  const handle = (event: KeyboardEvent) => {
    if (event.type === "keyup") steering.release(event.code);
    if (event.key === COMMAND) return steering.releaseAll();
    const direction = directionOf(event.code, fit().upright, keys());
    if (event.type === "keyup" || direction === null) return;
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    steering.press(event.code, direction);
  };
  // Before everybody else: a key that steers is taken by then, and has no other job.
  window.addEventListener("keydown", handle, { signal, capture: true });
  window.addEventListener("keyup", handle, { signal });
  const lost = () => steering.releaseAll();
  window.addEventListener("blur", lost, { signal });
  document.addEventListener("visibilitychange", lost, { signal });
}

/** Pads have no events: they are asked once a frame, and count as a key that is down or up. */
function createPadFollower(steering: TargetTracker, fit: () => CourtTransform): () => void {
  let held: Direction | 0 = 0;
  return () => {
    const now = padDirection(readPads(), fit().upright);
    if (now !== held) steering.release(PAD);
    // Also when all keys were let go meanwhile: a pad's word is never missed.
    if (now !== 0) steering.press(PAD, now);
    held = now;
  };
}

/** `grip` has the finger that steers go on from where it is, as after the court has turned. */
function listenToPointers(
  steering: TargetTracker,
  options: SamplerOptions,
  signal: AbortSignal,
): { grip(): void } {
  const { surface, fit, paddleY } = options;
  /** Court y of the fingers that are down (u); the one that came last steers. */
  const fingers = new Map<number, number>();
  /** How those fingers came down. */
  const downs = new Map<number, PointerEvent>();
  const steersBy = () => [...fingers.keys()].at(-1);
  const at = (event: PointerEvent) => courtY(fit(), event.clientX, event.clientY);
  let gripAnew = false;
  window.addEventListener(
    "pointermove",
    (event) => {
      const { pointerId: id } = event;
      if (event.pointerType !== "touch") return steering.point(at(event));
      if (!fingers.has(id)) return;
      fingers.set(id, at(event));
      if (id !== steersBy()) return;
      if (gripAnew) steering.dragFrom(at(event), paddleY());
      else steering.dragTo(at(event));
      gripAnew = false;
    },
    { signal },
  );
  surface.addEventListener(
    "pointerdown",
    (event) => {
      if (event.pointerType !== "touch") return steering.point(at(event));
      fingers.set(event.pointerId, at(event));
      downs.set(event.pointerId, event);
      steering.dragFrom(at(event), paddleY());
    },
    { signal },
  );
  const lift = (event: PointerEvent) => {
    const id = event.pointerId;
    const steered = id === steersBy();
    const down = downs.get(id);
    fingers.delete(id);
    downs.delete(id);
    const next = steersBy();
    // The thumb that lay there all the time goes on from where it is.
    if (steered && next !== undefined) steering.dragFrom(fingers.get(next) as number, paddleY());
    // A tap sends the paddle there.
    const alone = steered && next === undefined && event.type === "pointerup";
    if (alone && down && isTap(down, event)) steering.point(at(event));
  };
  window.addEventListener("pointerup", lift, { signal });
  window.addEventListener("pointercancel", lift, { signal });
  // A long press or a double tap must neither select nor zoom.
  surface.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  surface.addEventListener("touchstart", (event) => event.preventDefault(), {
    signal,
    passive: false,
  });
  return {
    grip() {
      gripAnew = true;
    },
  };
}
