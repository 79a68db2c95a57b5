/**
 * `npm run bench:netcode [-- --quick] [-- --json FILE] [-- --seed N]`: our netcode and the three
 * classic designs, the same players on the same links, on a virtual clock. Drives the shipped
 * net/ and the shipped match host. Repeatable from the seed.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { judge } from "./bars.ts";
import type { CellResult } from "./cell.ts";
import { fullMatrix, quickMatrix } from "./matrix.ts";
import { runCells } from "./pool.ts";
import { head, row } from "./table.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "string" },
    seed: { type: "string", default: "1" },
    design: { type: "string" },
  },
});

const cells = (values.quick ? quickMatrix() : fullMatrix()).filter(
  (cell) => values.design === undefined || cell.design === values.design,
);
console.log(`netcode: ${cells.length} cells, seed ${values.seed}\n`);
console.log(head());
const results = await runCells(cells, Number(values.seed), (cell) => console.log(row(cell)));
const bars = judge(results);
console.log("");
for (const { name, figure, held } of bars) {
  console.log(`${held ? "held    " : "NOT HELD"}  ${name}  (${figure})`);
}
if (values.json)
  writeFileSync(values.json, `${JSON.stringify({ cells: results, bars }, null, 1)}\n`);
if (bars.some((bar) => !bar.held)) process.exitCode = 1;
export type Report = { cells: CellResult[]; bars: typeof bars };
