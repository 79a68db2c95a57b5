/** Listens to a player's devices and says, when asked, where the paddle should go. */
import type { CourtTransform } from "../layout/court-transform.ts";
import type { Devices } from "./devices.ts";
import { isTyping } from "./keys.ts";
import { padDirection } from "./pad-state.ts";
import { PointerListener } from "./pointer-listener.ts";
import { createTargetTracker, type Direction, type TargetTracker } from "./target-tracker.ts";

/** A page that draws nothing for so long was stopped, as by an alert: keys that went up then were not heard (ms). */
const STOPPED_MS = 1000;
/** On Macs a key that goes up while this one is down is not heard of. */
const COMMAND = "Meta";
/** A pad counts as one more key. */
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
  /** What of the keyboard, the pointers and the pads is this player's. */
  devices: Devices;
}

/** Starts listening. */
export function createSampler(options: SamplerOptions): Sampler {
  const steering = createTargetTracker(options.range);
  const off = new AbortController();
  listenToKeys(steering, options, off.signal);
  const pointers = new PointerListener(steering, options, off.signal);
  const followPads = createPadFollower(steering, options);
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
  { fit, devices }: SamplerOptions,
  signal: AbortSignal,
): void {
  const handle = (event: KeyboardEvent) => {
    if (event.type === "keyup") steering.release(event.code);
    if (event.key === COMMAND) return steering.releaseAll();
    const direction = devices.direction(event.code, fit().upright);
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
function createPadFollower(steering: TargetTracker, { fit, devices }: SamplerOptions): () => void {
  let held: Direction | 0 = 0;
  return () => {
    const now = padDirection(devices.pads(), fit().upright);
    if (now !== held) steering.release(PAD);
    // Also when all keys were let go meanwhile: what a pad says is never missed.
    if (now !== 0) steering.press(PAD, now);
    held = now;
  };
}
