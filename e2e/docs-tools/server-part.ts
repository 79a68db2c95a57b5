/** What docs/performance.md says of one server process, and of others that do the same. Pure. */
import type { Run } from "../bench/server/measure.ts";
import { ratioLines, verdictOn } from "../bench/server/table.ts";
import { capacity } from "../bench/server/verdict.ts";
import { round } from "../load/report.ts";
import { percent, table } from "./markdown.ts";
import type { Measured } from "./performance-page.ts";

const PLAYERS_WANTED = 10_000;
const NAMES: Record<Run["variant"], string> = {
  quickpong: "Quickpong",
  usual: "the usual way",
  floor: "bare `ws`",
};

const COLUMNS: [string, (run: Run, runs: readonly Run[]) => string][] = [
  ["server", (run) => NAMES[run.variant]],
  ["matches", (run) => String(run.matches)],
  ["CPU, us per match-second", (run) => round(run.cpuMicrosPerMatchSecond)],
  ["of a core", (run) => percent(run.cpuShare)],
  [
    "ticks late, p50, p99 (ms)",
    (run) => `${round(run.tickLatenessMsP50)}, ${round(run.tickLatenessMsP99)}`,
  ],
  [
    "down, frames/s, bytes/s",
    (run) => `${round(run.downFramesPerSecond)}, ${round(run.downBytesPerSecond)}`,
  ],
  [
    "up, frames/s, bytes/s",
    (run) => `${round(run.upFramesPerSecond)}, ${round(run.upBytesPerSecond)}`,
  ],
  ["memory, kB per match", (run) => round(run.bytesMemoryPerMatch / 1000)],
  ["clients, of a core", (run) => percent(run.generatorCpuShare)],
  ["other processes, of a core", (run) => percent(run.othersCpuShare)],
  ["lost or wrong", (run) => String(run.trouble)],
  ["in time", verdictOn],
];

/** One server process, beside the usual way and bare `ws`. */
export function serverPart({ server }: Measured): string {
  if (!server) return "";
  const { machine, runs } = server;
  const head = COLUMNS.map(([name]) => name);
  const rows = runs.map((run) => COLUMNS.map(([, show]) => show(run, runs)));
  return `## One server process

The same players, three servers: ours; the same game written the usual way on Colyseus (positions in
the schema, \`setFixedTimestep\` at 60 Hz, a patch every 50 ms, \`defineInput\` with one input a tick);
and a bare \`ws\` server that sends and takes as many frames of the same size as ours and does nothing
else. A run is in time when no more than a hundredth of the ticks are later than one tick, 5 % of the
server's core and 10 % of the clients' are left, nobody was lost, and players send and get at least 95 % of
the frames of the variant's smallest run: without that ticks may be punctual, but the load was not played.

How late ticks are is asked at the matches' ticks of ours, which come at any time, and 60 times a second of
the usual way: of both it is how late the process gets to what is due. Clients play with keys, about three
changes a second. Frames and bytes are per player, bytes are WebSocket payload, CPU is user and system time
of the server's process alone. Memory is JavaScript heap and buffers after a forced collection.

\`npm run bench:server\` on ${machine}:

${table(head, rows)}

${ratioLines(runs)
  .map((line) => `- ${line}`)
  .join("\n")}
${extrapolation(runs)}`;
}

/** What the measured cost would mean for the wanted number of players; not measured. */
function extrapolation(runs: readonly Run[]): string {
  const held = capacity(runs, "quickpong")?.matches;
  const largest = runs.findLast((run) => run.variant === "quickpong" && run.matches === held);
  if (!largest) return "";
  const cores = (largest.cpuMicrosPerMatchSecond * PLAYERS_WANTED) / 2 / 1e6;
  return `
The largest number that was held in time here is ${2 * largest.matches} players, at ${percent(largest.cpuShare)} of a core for the
server and ${percent(largest.generatorCpuShare)} of the other one for the clients. **Extrapolated, not measured:** ${PLAYERS_WANTED}
players at that cost take ${round(cores)} cores of servers.`;
}
