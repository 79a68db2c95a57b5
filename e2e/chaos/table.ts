/** The table that a run prints, a row at a time. */
import type { Finding } from "./finding.ts";

const NAME_WIDTH = 26;

/** Fault, verdict, guarantee and how long it took (ms) in a line, its figures below. */
export function row({ name, guarantee, figure, held }: Finding, took: number): string {
  const verdict = held ? "held    " : "NOT HELD";
  const line = `${verdict}  ${name.padEnd(NAME_WIDTH)}  ${guarantee} (${(took / 1000).toFixed(1)} s)`;
  return `${line}\n${" ".repeat(10)}${figure}`;
}
