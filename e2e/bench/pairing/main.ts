/**
 * `npm run bench:pairing`: how fast several processes pair players, over real sockets; with --virtual what
 * pairing by rating brings and costs, on a virtual clock.
 */

import { busyMicros, describeMachine } from "../../lib/machine.ts";
import { readArguments, readNumber, readWhole } from "../../lib/options.ts";
import { inTop } from "../../lib/paths.ts";
import { runProgram } from "../../lib/run-program.ts";
import { startServer } from "../../lib/start-server.ts";
import type { Distribution } from "../../load/distribution.ts";
import { childrenOf, useOf } from "../../load/process-stats.ts";
import { checkWritable, writeJson } from "../json-file.ts";
import { pairAlone } from "./alone.ts";
import { Joiners } from "./joiners.ts";
import { matchesByProcess, resultOf } from "./result.ts";
import { virtualTable } from "./virtual.ts";

const USAGE = `npm run bench:pairing -- [options]

  --rate N        pairs a second (default 300)
  --seconds S     for so long (default 10), after two seconds at half the rate
  --processes N   of the server that is started (default 2)
  --url URL       another one's load balancer, such as nginx's
  --json FILE     write the result as JSON: pairs a second, p99 of the time to a seat (ms), wrong pairs, and how
                  far the process furthest from an even share of the matches is from it
  --alone         instead of all that: how many pairs a second the matchmaker finds in Redis, without sockets and
                  matches, for --processes (4 unless told)
  --virtual       instead of all that: ratings of opponents and waits on a virtual clock, with pairing by
                  rating and without, at 0.02 to 20 arrivals a second; a few seconds
`;
/** Players who come on the virtual clock at each rate. */
const VIRTUAL_PLAYERS = 20_000;
/** Half the rate for so long first (s), for Node's compiler. */
const WARM_UP = 2;

await runProgram(USAGE, async () => {
  const { values } = readArguments({
    options: {
      rate: { type: "string", default: "300" },
      seconds: { type: "string", default: "10" },
      processes: { type: "string" },
      url: { type: "string" },
      json: { type: "string" },
      alone: { type: "boolean", default: false },
      virtual: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  if (values.virtual) return console.log(virtualTable(VIRTUAL_PLAYERS));
  const rate = readNumber("--rate", values.rate, 1, 10_000);
  const seconds = readNumber("--seconds", values.seconds, 1, 3600);
  const usual = values.alone ? "4" : "2";
  const processes = readWhole("--processes", values.processes ?? usual, 1, 64);
  const { json } = values;
  if (json !== undefined) checkWritable(json);
  if (values.alone) return pressAlone(processes, seconds, json);
  const known = values.url === undefined ? processes : undefined;
  const done = (crowd: Joiners) => {
    if (json !== undefined) writeJson(json, resultOf(crowd, seconds, known));
  };
  if (values.url !== undefined)
    return done(await press(values.url, undefined, rate, seconds, known));
  const server = await startServer({
    args: [inTop("server/src/main.ts"), "--processes", String(processes)],
    env: { QUICKPONG_LOG_LEVEL: "warn" },
  });
  const { url, process: supervisor } = server;
  done(await press(url, supervisor.pid, rate, seconds, known).finally(() => server.stop()));
});

async function pressAlone(processes: number, seconds: number, json?: string): Promise<void> {
  const result = await pairAlone(processes, seconds);
  if (json !== undefined) writeJson(json, result);
  const { pairsPerSecond, redisMsPerPair, wrongPairs, unevenness } = result;
  console.log(`pairs             ${pairsPerSecond.toFixed(0)} a second, by ${processes} processes`);
  console.log(`Redis             ${(1000 * redisMsPerPair).toFixed(0)} µs of a core for each`);
  console.log(`wrong pairs       ${wrongPairs}`);
  console.log(`matches           at most ${percent(unevenness)} from even`);
  console.log(describeMachine());
}

/** Has a crowd press Play, prints how it went and returns the crowd; `supervisor` is the server's first process when it is here. */
async function press(
  url: string,
  supervisor: number | undefined,
  rate: number,
  seconds: number,
  processes: number | undefined,
): Promise<Joiners> {
  await new Joiners(url).press(rate, WARM_UP);
  const crowd = new Joiners(url);
  const started = supervisor === undefined ? [] : [supervisor, ...childrenOf(supervisor)];
  const pids = started.filter((pid) => useOf(pid));
  const used = pids.map(cpuOf);
  const [busy, cpu, begin] = [busyMicros(), process.cpuUsage(), performance.now()];
  await crowd.press(2 * rate, seconds);
  const micros = (performance.now() - begin) * 1000;
  const { user, system } = process.cpuUsage(cpu);
  for (const line of report(crowd, rate, seconds, processes)) console.log(line);
  const each = pids.map((pid, n) => percent((cpuOf(pid) - (used[n] ?? 0)) / micros));
  console.log(`the server        supervisor and workers: ${each.join(", ")} of a core`);
  console.log(`this load itself  ${percent((user + system) / micros)} of a core`);
  console.log(`the machine       ${percent((busyMicros() - busy) / micros)} of a core busy in all`);
  console.log(describeMachine());
  return crowd;
}

function cpuOf(pid: number): number {
  return useOf(pid)?.cpuMicros ?? Number.NaN;
}

function report(crowd: Joiners, rate: number, seconds: number, processes?: number): string[] {
  const rooms = [...crowd.rooms.values()];
  const { unevenness } = resultOf(crowd, seconds, processes);
  return [
    `asked             ${rate} pairs/s for ${seconds} s`,
    `seated            ${crowd.seated} of ${crowd.pressed}`,
    `play to offer     ${inWords(crowd.toOffer)}`,
    `play to seat      ${inWords(crowd.toSeat)}`,
    `wrong pairs       ${crowd.wrongPairs}`,
    `alone             ${rooms.filter(({ players }) => players === 1).length} whose opponent came too late`,
    `matches           ${JSON.stringify(matchesByProcess(crowd))}, at most ${percent(unevenness)} from even`,
    `errors            ${JSON.stringify(crowd.errors)}`,
  ];
}

function inWords(times: Distribution): string {
  const { p50, p95, p99, max } = times.summary();
  const [a, b, c, d] = [p50, p95, p99, max].map((ms) => ms?.toFixed(0) ?? "?");
  return `p50 ${a}, p95 ${b}, p99 ${c}, max ${d} ms`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
