/** Text that is the same when and only when two states are the same, to the bit. */
import { createHash } from "node:crypto";

const spell = (_key: string, value: unknown): unknown => {
  if (Object.is(value, -0)) return "-0";
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
};

/** Numbers are written so that reading them gives the same double; unlike JSON's, -0 and Infinity too. */
export const fingerprint = (state: unknown): string => JSON.stringify(state, spell);

/** Values in their order, without the names of fields: a renamed field is still the same match. */
const unnamed = (key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null ? Object.values(value) : spell(key, value);

export const hashOf = (state: unknown): string =>
  createHash("sha256").update(JSON.stringify(state, unnamed)).digest("hex");

export type Same = (a: unknown, b: unknown) => boolean;

/** Whether two states are the same, to the bit. */
export const same: Same = (a, b) => sameBy(Object.is, a, b);
/** The same for states whose signs were turned: there is no telling 0 from -0. */
export const sameButZeros: Same = (a, b) => sameBy((x, y) => x === y || Object.is(x, y), a, b);

function sameBy(equal: Same, a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return equal(a, b);
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => sameBy(equal, a[key as never], b[key as never]));
}

/** Fails, with both states printed, when they are not the same. */
export function expectSame(state: unknown, expected: unknown, compare: Same = same): void {
  if (!compare(state, expected))
    throw new Error(`${fingerprint(state)}\nis not\n${fingerprint(expected)}`);
}
