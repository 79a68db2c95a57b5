/**
 * `npm run bench:netcode`: our netcode and the three classic designs, the same players on the same links, on
 * a virtual clock. Drives the shipped net/ and the server's own match. Repeatable from the seed.
 */
import type { NetMode } from "@quickpong/client/net/modes.ts";
import { readArguments, readChoice, readNumber, readWhole } from "../../lib/options.ts";
import { runProgram } from "../../lib/run-program.ts";
import { checkWritable, writeJson } from "../json-file.ts";
import { judge } from "./bars.ts";
import { runBusy } from "./busy.ts";
import { DESIGNS, fullMatrix, quickMatrix } from "./matrix.ts";
import { runCells } from "./pool.ts";
import { runReal } from "./real.ts";
import { realHead, realRow } from "./real-table.ts";
import { head, row } from "./table.ts";

const USAGE = `npm run bench:netcode -- [options]

  --quick          fewer links
  --real           over real sockets, and in two browsers
  --busy           what an overloaded machine does
  --design NAME    only this one: ${DESIGNS.join(", ")}
  --rtt MS         only links of this round trip
  --seed N         of everything that is left to chance (default 1)
  --json FILE      write what was measured as JSON
`;

await runProgram(USAGE, async () => {
  const { values } = readArguments({
    options: {
      quick: { type: "boolean", default: false },
      real: { type: "boolean", default: false },
      busy: { type: "boolean", default: false },
      json: { type: "string" },
      seed: { type: "string", default: "1" },
      design: { type: "string" },
      rtt: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const { quick, json } = values;
  const seed = readWhole("--seed", values.seed, 0, 2 ** 31);
  const rtt = values.rtt === undefined ? undefined : readNumber("--rtt", values.rtt, 0, 10_000);
  const design =
    values.design === undefined ? undefined : readChoice("--design", values.design, DESIGNS);
  if (json !== undefined) checkWritable(json);
  const play = values.real
    ? real(seed, rtt)
    : values.busy
      ? busy(seed)
      : simulated({ quick, seed, design, rtt });
  const result = await play;
  if (json !== undefined) writeJson(json, result);
});

interface Wanted {
  quick: boolean;
  seed: number;
  design: NetMode | undefined;
  rtt: number | undefined;
}

async function simulated({ quick, seed, design, rtt }: Wanted): Promise<object> {
  const cells = (quick ? quickMatrix() : fullMatrix()).filter(
    (cell) =>
      (design === undefined || cell.design === design) &&
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

async function real(seed: number, rtt: number | undefined): Promise<object> {
  console.log(`netcode in the real thing, seed ${seed}\n\n${realHead()}`);
  return { rows: await runReal(seed, rtt, (each) => console.log(realRow(each))) };
}

function busy(seed: number): object {
  console.log(`netcode on an overloaded machine, seed ${seed}\n`);
  return { rows: runBusy(seed, console.log) };
}
