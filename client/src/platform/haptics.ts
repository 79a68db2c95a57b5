/** Phones that can shake a little in the hand. */

/** Firefox and Safari can't, even where a library has left the name in `navigator`. */
export const canVibrate = (): boolean => typeof navigator.vibrate === "function";

/** Shakes for `ms`, where that is possible. */
export function vibrate(ms: number): void {
  if (canVibrate()) navigator.vibrate(ms);
}
