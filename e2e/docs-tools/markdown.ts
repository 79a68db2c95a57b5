/** Pieces of Markdown. */
import { round } from "../load/report.ts";

/** A share of 1 in percent. */
export const percent = (share: number): string => `${round(100 * share)} %`;

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
