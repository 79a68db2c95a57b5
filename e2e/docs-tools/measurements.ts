/** What docs/performance.md is made of, and how each is measured anew. */
import { mkdirSync, readFileSync } from "node:fs";
import { writeJson } from "../bench/json-file.ts";
import { quietest } from "../lib/cpu-steal.ts";
import { inTop } from "../lib/paths.ts";
import { run } from "../lib/run-command.ts";
import { type NetcodeResult, shownOf } from "./netcode-part.ts";
import type { BotsResult, Measured } from "./performance-page.ts";

/** What to run, after the top folder. */
type Command = readonly [program: string, ...options: string[]];

const BENCH = "e2e/bench/server/main.ts";
const FRAMES = "e2e/bench/frames/main.ts";
const NETCODE = "e2e/bench/netcode/main.ts";
const BOTS = "e2e/load/main.ts";
export const MEASUREMENTS: Record<keyof Measured, Command> = {
  server: [BENCH],
  near: [BOTS, ..."--matches 50 --seconds 60".split(" ")],
  keys: [BOTS, ..."--matches 50 --seconds 30 --hands keys".split(" ")],
  far: [BOTS, ..."--matches 50 --seconds 60 --rtt 80 --jitter 15 --loss 0.5".split(" ")],
  joins: [BOTS, ..."--light --matches 1000 --pinned --ramp 500/s --seconds 10".split(" ")],
  storm: [BOTS, ..."--light --matches 1000 --pinned --ramp 100000/s --seconds 10".split(" ")],
  held1500: [BOTS, ..."--light --matches 1500 --pinned --ramp 300/s --seconds 60".split(" ")],
  held2000: [BOTS, ..."--light --matches 2000 --pinned --ramp 300/s --seconds 60".split(" ")],
  heldByTwo: [BOTS, ..."--light --matches 2000 --processes 2 --ramp 300/s --seconds 60".split(" ")],
  frames: [FRAMES],
  netcode: [NETCODE],
};

/** A quiet machine is waited for so long (s). */
const PATIENCE = 300;
/**
 * Cores that others may take beside the bots. A twentieth of one core, in pieces of 20 ms such as the
 * kernel's own threads take, makes a hundredth of all ticks that late.
 */
const OTHERS_FEW = 0.03;
/** Results are tried here: what a measurement that failed has found so far stays, for who wants to know why. */
const TRIED = inTop("artifacts/measured");

/**
 * Runs a measurement and returns what is to be kept of it; the benchmarks wait by themselves for a quiet
 * machine before each of their runs. Throws when it ended with another status than 0.
 */
export async function measureAnew(name: string, command: Command): Promise<object> {
  const [program, ...options] = command;
  const once = () => resultOf(name, command);
  if (program === NETCODE) return shownOf((await once()) as NetcodeResult);
  if (program !== BOTS) return resultOf(name, [...command, "--patient", String(PATIENCE)]);
  const bots = async () => ({ ...((await once()) as BotsResult), options });
  const othersOf = ({ generator }: BotsResult) => generator.othersCpuShare ?? 0;
  return quietest(1000 * PATIENCE, bots, othersOf, OTHERS_FEW);
}

/** Has `file` what `name` gives anew, or leaves it as it was; whether it went well. */
export async function replace(file: string, name: string, command: Command): Promise<boolean> {
  try {
    writeJson(file, await measureAnew(name, command));
    return true;
  } catch (error) {
    console.error(`${name}: ${(error as Error).message}; what was measured before is kept`);
    return false;
  }
}

async function resultOf(name: string, [program, ...options]: Command): Promise<object> {
  mkdirSync(TRIED, { recursive: true });
  const file = `${TRIED}/${name}.json`;
  const status = await run(process.execPath, [inTop(program), ...options, "--json", file]);
  if (status !== 0) throw new Error(`${program} ended with status ${status}`);
  return JSON.parse(readFileSync(file, "utf8")) as object;
}
