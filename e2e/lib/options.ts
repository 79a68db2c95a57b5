/** Reads the values of a command line's options. */
import { parseArgs } from "node:util";

/** Something wrong with the command line; the message says what. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** The number that option `name` has as `text`. Throws a UsageError unless it is from `min` to `max`. */
export function readNumber(name: string, text: string, min: number, max: number): number {
  const value = toNumber(text);
  if (value >= min && value <= max) return value;
  throw new UsageError(`${name} ${text}: expected a number from ${min} to ${max}`);
}

/** As readNumber, and throws a UsageError unless it is whole. */
export function readWhole(name: string, text: string, min: number, max: number): number {
  const value = toNumber(text);
  if (value >= min && value <= max && Number.isInteger(value)) return value;
  throw new UsageError(`${name} ${text}: expected a whole number from ${min} to ${max}`);
}

/** The one of `choices` that option `name` has as `text`. Throws a UsageError when it is none. */
export function readChoice<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const found = choices.find((each) => each === text);
  if (found !== undefined) return found;
  throw new UsageError(`${name} ${text}: expected one of ${choices.join(", ")}`);
}

/** NaN for an empty text, too, which Number takes for 0. */
const toNumber = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));

/** As Node's parseArgs, and what it has to complain about is a UsageError. */
export const readArguments: typeof parseArgs = (config) => {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
};
