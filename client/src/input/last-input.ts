/** Which kind of device was used last: hints speak of that one. */

export type InputKind = "keys" | "touch" | "pad";

let last: InputKind = matchMedia("(pointer: coarse)").matches ? "touch" : "keys";
const listeners = new Set<(kind: InputKind) => void>();

/** Says that a device was used; keys, mouse and touch are heard of without, pads from `pad-menus.ts`. */
export function use(kind: InputKind): void {
  if (kind === last) return;
  last = kind;
  for (const listener of listeners) listener(kind);
}

window.addEventListener("keydown", () => use("keys"));
window.addEventListener("pointerdown", ({ pointerType }) =>
  use(pointerType === "touch" ? "touch" : "keys"),
);

/** Calls back now and on every change, until the function that it returns is called. */
export function watchInput(listener: (kind: InputKind) => void): () => void {
  listeners.add(listener);
  listener(last);
  return () => listeners.delete(listener);
}
