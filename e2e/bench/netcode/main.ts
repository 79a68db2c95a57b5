/**
 * `npm run bench:netcode [-- --quick] [-- --json FILE] [-- --seed N]`: our netcode and the three
 * classic designs, the same players on the same links, on a virtual clock. Drives the shipped
 * net/ and the server's own match. Repeatable from the seed. With `--real`, over real sockets; with
 * `--busy`, what overload does. Only
 * some of it with `--design NAME`, `--rtt MS`.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { judge } from "./bars.ts";
import { runBusy } from "./busy.ts";
import { fullMatrix, quickMatrix } from "./matrix.ts";
import { runCells } from "./pool.ts";
import { runReal } from "./real.ts";
import { realHead, realRow } from "./real-table.ts";
import { head, row } from "./table.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    real: { type: "boolean", default: false },
    busy: { type: "boolean", default: false },
    json: { type: "string" },
    seed: { type: "string", default: "1" },
    design: { type: "string" },
    rtt: { type: "string" },
  },
});
const seed = Number(values.seed);
const rtt = values.rtt === undefined ? undefined : Number(values.rtt);

async function simulated(): Promise<object> {
  const cells = (values.quick ? quickMatrix() : fullMatrix()).filter(
    (cell) =>
      (values.design === undefined || cell.design === values.design) &&
      (rtt === undefined || (cell.rttLeft === rtt && cell.rttRight === rtt)),
  );
  console.log(`netcode: ${cells.length} cells, seed ${seed}\n\n${head()}`);
  const results = await runCells(cells, seed, (cell) => console.log(row(cell)));
  const bars = judge(results);
  console.log("");
  for (const { name, figure, held } of bars) {
    console.log(`${held ? "held    " : "NOT HELD"}  ${name}  (${figure})`);
  }
  if (bars.some((bar) => !bar.held)) process.exitCode = 1;
  return { cells: results, bars };
}

async function real(): Promise<object> {
  console.log(`netcode in the real thing, seed ${seed}\n\n${realHead()}`);
  return { rows: await runReal(seed, rtt, (each) => console.log(realRow(each))) };
}

function busy(): object {
  console.log(`netcode on an overloaded machine, seed ${seed}\n`);
  return { rows: runBusy(seed, console.log) };
}

const report = await (values.real ? real() : values.busy ? busy() : simulated());
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 1)}\n`);
