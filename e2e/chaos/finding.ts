/** What a fault is, and what playing it has shown: figures, each beside its limit. */
import type { RunMetrics } from "../load/run-metrics.ts";
import type { ServerEnv } from "./server-env.ts";

/** Where faults are played. */
export interface FaultTarget {
  /** Whether there is nothing left to play on. */
  readonly exited: boolean;
  /** Waits until new players are let in. */
  ready(): Promise<void>;
  /** For how long others had the processors (ms, since the start). */
  starvedMs(): Promise<number>;
  /** That it is still there and has never hung, if that is watched. */
  survived(): Figure[];
  /** What its bots have counted. */
  readonly tally: RunMetrics;
  close(): Promise<void>;
}

/** A number and what it may be at most, or must be at least. */
export interface Figure {
  what: string;
  value: number;
  limit: number;
  bound: "most" | "least";
  unit: string;
}

/** Something that goes wrong, and what is promised for that case. */
export interface Fault<S extends FaultTarget = ServerEnv> {
  name: string;
  guarantee: string;
  /** Left out of a quick run. */
  slow?: true;
  play(stage: S): Promise<Figure[]>;
}

type Promised = Pick<Fault, "name" | "guarantee">;

/** A row of the table. */
export interface Finding {
  name: string;
  guarantee: string;
  figure: string;
  held: boolean;
}

export const atMost = (what: string, value: number, limit: number, unit = ""): Figure => ({
  what,
  value,
  limit,
  bound: "most",
  unit,
});
export const atLeast = (what: string, value: number, limit: number, unit = ""): Figure => ({
  what,
  value,
  limit,
  bound: "least",
  unit,
});

/** A figure that is not a number never holds. */
export const holds = ({ value, limit, bound }: Figure): boolean =>
  bound === "most" ? value <= limit : value >= limit;

/** The row that a fault's figures make. */
export function findingOf({ name, guarantee }: Promised, figures: readonly Figure[]): Finding {
  const held = figures.length > 0 && figures.every(holds);
  return { name, guarantee, figure: figures.map(inWords).join("; "), held };
}

/** The row of a fault that could not be played to its end. */
export function failedFinding(
  { name, guarantee }: Promised,
  error: unknown,
  known: readonly Figure[],
): Finding {
  const message = error instanceof Error ? error.message : String(error);
  const figure = [message.split("\n", 1)[0], ...known.map(inWords)].join("; ");
  return { name, guarantee, figure, held: false };
}

function inWords({ what, value, limit, bound, unit }: Figure): string {
  const sign = bound === "most" ? "<=" : ">=";
  return `${what} ${rounded(value)} ${sign} ${rounded(limit)}${unit && ` ${unit}`}`;
}

const rounded = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toFixed(2)));
