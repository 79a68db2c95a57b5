/** Plays cells on a thread of its own. */
import { parentPort } from "node:worker_threads";
import { type Cell, runCell } from "./cell.ts";

parentPort?.on("message", ({ cell, seed }: { cell: Cell; seed: number }) => {
  parentPort?.postMessage(runCell(cell, seed));
});
