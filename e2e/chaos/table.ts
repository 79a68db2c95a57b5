/** The table that a run prints, a row at a time. */
import type { Finding } from "./finding.ts";

const NAME_WIDTH = 26;

/** Fault, verdict and guarantee in a line, its figures below. */
export function row({ name, guarantee, figure, held }: Finding): string {
  const verdict = held ? "held    " : "NOT HELD";
  return `${verdict}  ${name.padEnd(NAME_WIDTH)}  ${guarantee}\n${" ".repeat(10)}${figure}`;
}
