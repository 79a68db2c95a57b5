/** A finger that is put down and lifted on the spot. Pure. */

/** Longer is a finger that rests (ms). */
const TAP_MS = 250;
/** Further is a drag (CSS px). */
const TAP_REACH = 12;

type PointerPosition = Pick<PointerEvent, "clientX" | "clientY" | "timeStamp">;

/** Whether what lies between a finger's two places is a tap. */
export const isTap = (down: PointerPosition, up: PointerPosition): boolean =>
  up.timeStamp - down.timeStamp <= TAP_MS &&
  Math.hypot(up.clientX - down.clientX, up.clientY - down.clientY) <= TAP_REACH;
