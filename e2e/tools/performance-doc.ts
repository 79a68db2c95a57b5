/**
 * `npm run docs:performance`: writes docs/performance.md from what was measured and kept in
 * docs/measured/. With `--measure` it measures anew first, which takes half an hour and
 * wants the machine to itself.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type NetcodeResult, shownOf } from "./netcode-part.ts";
import { inTop, toolPath } from "./paths.ts";
import { type BotsResult, type Measured, performancePage } from "./performance-page.ts";
import { quietest } from "./quiet.ts";
import { run } from "./run-command.ts";

/** What is measured, and how. */
const BENCH = "e2e/bench/server/main.ts";
const FRAMES = "e2e/bench/frames/main.ts";
const NETCODE = "e2e/bench/netcode/main.ts";
const BOTS = "e2e/bots/main.ts";
const MEASUREMENTS = {
  server: [BENCH],
  near: [BOTS, "--matches", "50", "--seconds", "60"],
  keys: [BOTS, "--matches", "50", "--seconds", "30", "--hands", "keys"],
  far: [
    BOTS,
    "--matches",
    "50",
    "--seconds",
    "60",
    ..."--rtt 80 --jitter 15 --loss 0.5".split(" "),
  ],
  joins: [BOTS, ..."--lean --matches 1000 --pinned --ramp 500/s --seconds 10".split(" ")],
  storm: [BOTS, ..."--lean --matches 1000 --pinned --ramp 100000/s --seconds 10".split(" ")],
  held1500: [BOTS, ..."--lean --matches 1500 --pinned --ramp 300/s --seconds 60".split(" ")],
  held2000: [BOTS, ..."--lean --matches 2000 --pinned --ramp 300/s --seconds 60".split(" ")],
  heldByTwo: [BOTS, ..."--lean --matches 2000 --processes 2 --ramp 300/s --seconds 60".split(" ")],
  frames: [FRAMES],
  netcode: [NETCODE],
} as const;
/**
 * Cores that others may take beside the bots. A twentieth of one core, in pieces of 20 ms such as the
 * kernel's own threads take, makes a hundredth of all ticks that late.
 */
const OTHERS_FEW = 0.03;
const FOLDER = inTop("docs/measured");
const BIOME = toolPath(".", "@biomejs/biome", "bin/biome");

const fileOf = (name: string): string => `${FOLDER}/${name}.json`;
const wanted = process.argv.slice(2).filter((argument) => argument !== "--measure");

if (process.argv.includes("--measure")) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, command] of Object.entries(MEASUREMENTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n== ${name}`);
    await measure(name, command);
  }
}
// Kept in the repository, so it has to look like everything else there.
await run(process.execPath, [BIOME, "format", "--write", FOLDER]);
const measured = Object.fromEntries(
  Object.keys(MEASUREMENTS)
    .filter((name) => existsSync(fileOf(name)))
    .map((name) => [name, JSON.parse(readFileSync(fileOf(name), "utf8"))]),
) as Measured;
writeFileSync(inTop("docs/performance.md"), performancePage(measured));
console.log("docs/performance.md is written.");

function keepShown(file: string): void {
  const result = JSON.parse(readFileSync(file, "utf8")) as NetcodeResult;
  writeFileSync(file, JSON.stringify(shownOf(result)));
}

/** Runs a measurement when the machine is quiet; the benchmarks wait by themselves for each of their runs. */
async function measure(name: string, [program, ...options]: readonly string[]): Promise<void> {
  const args = [inTop(program as string), ...options];
  if (program === BENCH || program === FRAMES) {
    await run(process.execPath, [...args, "--patient", "300", "--json", fileOf(name)]);
    return;
  }
  if (program === NETCODE) {
    await run(process.execPath, [...args, "--json", fileOf(name)]);
    keepShown(fileOf(name));
    return;
  }
  const once = async (): Promise<BotsResult> => {
    const file = fileOf(`${name}.try`);
    await run(process.execPath, [...args, "--json", file]);
    const result = JSON.parse(readFileSync(file, "utf8")) as BotsResult;
    rmSync(file);
    result.options = [...options];
    return result;
  };
  const othersOf = ({ generator }: BotsResult) => generator.othersCpuShare ?? 0;
  const best = await quietest(300_000, once, othersOf, OTHERS_FEW);
  writeFileSync(fileOf(name), `${JSON.stringify(best, null, 2)}\n`);
}
