/** `npm run chaos`: plays faults against a real server and says which guarantees hold. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeMachine } from "../lib/machine.ts";
import { ClusterEnv } from "./cluster-env.ts";
import { addressFaults } from "./faults/addresses.ts";
import { claimFaults } from "./faults/claims.ts";
import { clusterFaults } from "./faults/cluster.ts";
import { connectionFaults } from "./faults/connections.ts";
import { fileFaults } from "./faults/files.ts";
import { floodFaults } from "./faults/floods.ts";
import { frameFaults } from "./faults/frames.ts";
import { lobbyFaults } from "./faults/full-lobby.ts";
import { guessFaults } from "./faults/guesses.ts";
import { httpFaults } from "./faults/http.ts";
import { idlerFaults } from "./faults/idlers.ts";
import { insideFaults } from "./faults/inside.ts";
import { intruderFaults } from "./faults/intruders.ts";
import { networkFaults } from "./faults/network.ts";
import { overloadFaults } from "./faults/overload.ts";
import { processFaults } from "./faults/processes.ts";
import { shutdownFaults } from "./faults/shutdown.ts";
import { socketFaults } from "./faults/sockets.ts";
import { stopFaults } from "./faults/stops.ts";
import { postgresFaults, storeFaults } from "./faults/store.ts";
import { KillEnv, killFaults } from "./faults/store-kills.ts";
import {
  type Fault,
  type FaultTarget,
  type Finding,
  failedFinding,
  findingOf,
  holds,
} from "./finding.ts";
import { ServerEnv } from "./server-env.ts";
import { soak } from "./soak.ts";
import { StoreEnv } from "./store-env.ts";
import { row } from "./table.ts";

const USAGE = `npm run chaos -- [options]

  --quick       the faults that take no time, with 50,000 fuzzed frames instead of 1,000,000
  --only TEXTS  those whose name contains one of these, such as "flood,throw"
  --soak        nothing but 50 matches of bots with people coming and going, for a quarter of an hour
  --minutes N   or for so long
  --frames N    fuzzed frames
  --guesses N   of move codes, from one address and from 40 (default 10000)
  --seed N      of the fuzz and the bots (default 1)
  --json FILE   write the table as JSON
`;
/** Matches that bots play meanwhile. */
const MATCHES = { quick: 10, full: 100 };
const SOAK_MATCHES = 50;
const FRAMES = { quick: 50_000, full: 1_000_000 };
/** A fault that takes longer than this (ms) counts as a hang. */
const PATIENCE = 900_000;
const TRIES = 3;

const FAULTS: readonly Fault[] = [
  ...frameFaults,
  ...httpFaults,
  ...fileFaults,
  ...socketFaults,
  ...floodFaults,
  ...addressFaults,
  ...claimFaults,
  ...idlerFaults,
  ...lobbyFaults,
  ...connectionFaults,
  ...intruderFaults,
  ...insideFaults,
  ...stopFaults,
  ...networkFaults,
  ...overloadFaults,
  ...processFaults,
  ...shutdownFaults,
];

/** A fault whose only trouble is time is played again: a busy machine looks the same. */
async function play<S extends FaultTarget>(fault: Fault<S>, stage: S): Promise<Finding> {
  for (let tries = 1; ; tries++) {
    const { finding, late } = await playOnce(fault, stage);
    if (tries > 1) finding.figure += ` (try ${tries})`;
    if (finding.held || !late || tries === TRIES || stage.exited) return finding;
  }
}

async function playOnce<S extends FaultTarget>(
  fault: Fault<S>,
  stage: S,
): Promise<{ finding: Finding; late: boolean }> {
  const patience = AbortSignal.timeout(PATIENCE);
  const given = new Promise<never>((_, reject) => {
    patience.addEventListener("abort", () => reject(new Error("it took too long")));
  });
  try {
    await stage.ready();
    const figures = await Promise.race([fault.play(stage), given]);
    const late = figures.every((figure) => figure.unit === "ms" || holds(figure));
    return { finding: findingOf(fault, figures), late };
  } catch (error) {
    return { finding: failedFinding(fault, error, stage.survived()), late: false };
  }
}

/** What has been found, and for how long others had the processors meanwhile (ms). */
interface Findings {
  findings: Finding[];
  starvedMs: number;
}

const inWords = ([kind, count]: [string, number]): string => `${count} x ${kind}`;

/** Plays one fault after the other on the same stage. */
async function playAll<S extends FaultTarget>(
  faults: readonly Fault<S>[],
  open: () => Promise<S>,
): Promise<Findings> {
  const findings: Finding[] = [];
  let starvedMs = 0;
  if (faults.length === 0) return { findings, starvedMs };
  const stage = await open();
  try {
    for (const fault of faults) {
      if (!stage.exited) starvedMs = await stage.starvedMs();
      const begin = performance.now();
      const finding = await play(fault, stage);
      findings.push(finding);
      console.log(row(finding, performance.now() - begin));
    }
  } finally {
    await stage.close();
    const errors = Object.entries(stage.tally.errors);
    if (errors.length > 0) console.log(`\nWhat bots ran into: ${errors.map(inWords).join(", ")}`);
  }
  return { findings, starvedMs };
}

const OPTIONS = {
  quick: { type: "boolean", default: false },
  only: { type: "string", default: "" },
  soak: { type: "boolean", default: false },
  minutes: { type: "string", default: "15" },
  frames: { type: "string" },
  guesses: { type: "string", default: "10000" },
  seed: { type: "string", default: "1" },
  json: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;
const readOptions = () => parseArgs({ options: OPTIONS }).values;
type Options = ReturnType<typeof readOptions>;

async function playSoak({ minutes, seed }: Options): Promise<void> {
  const begin = performance.now();
  const options = { minutes: Number(minutes), matches: SOAK_MATCHES, seed: Number(seed) };
  const finding = await soak(options);
  console.log(row(finding, performance.now() - begin));
  process.exitCode = finding.held ? 0 : 1;
}

async function playFaults({ quick, only, ...values }: Options): Promise<Findings> {
  const size = quick ? "quick" : "full";
  const matches = MATCHES[size];
  const seed = Number(values.seed);
  const frames = Number(values.frames ?? FRAMES[size]);
  console.log(`A server with ${matches} matches of bots; seed ${seed}`);
  const chosen = ({ slow, name }: Pick<Fault, "slow" | "name">) =>
    !(quick && slow) && only.split(",").some((text) => name.includes(text));
  const alone = await playAll(FAULTS.filter(chosen), async () => {
    const server = await ServerEnv.open({ matches, frames, seed });
    await server.fill();
    return server;
  });
  const together = await playAll(clusterFaults.filter(chosen), async () => {
    const cluster = await ClusterEnv.open();
    await cluster.fill(matches, seed);
    return cluster;
  });
  const openStore = (kind: "sqlite" | "postgres") => () =>
    StoreEnv.open({ matches, frames, seed }, kind);
  const guesses = guessFaults(Number(values.guesses));
  const all = [
    alone,
    together,
    await playAll(killFaults.filter(chosen), async () => new KillEnv()),
    await playAll([...guesses, ...storeFaults].filter(chosen), openStore("sqlite")),
    await playAll(postgresFaults.filter(chosen), openStore("postgres")),
  ];
  return {
    findings: all.flatMap(({ findings }) => findings),
    starvedMs: all.reduce((sum, { starvedMs }) => sum + starvedMs, 0),
  };
}

function summarize({ findings, starvedMs }: Findings, json: string | undefined): void {
  const held = findings.filter((finding) => finding.held).length;
  console.log(`\n${describeMachine()}`);
  console.log(
    `Taken off all lateness: ${(starvedMs / 1000).toFixed(1)} s for which other programs`,
  );
  console.log("had the processors while the server was ready to run.");
  console.log(`${held} of ${findings.length} guarantees held`);
  if (json) writeFileSync(json, `${JSON.stringify({ faults: findings }, null, 2)}\n`);
  process.exitCode = held === findings.length ? 0 : 1;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) return console.log(USAGE);
  // The SDK tells the console about every reconnection.
  console.info = () => {};
  console.warn = () => {};
  if (options.soak) return playSoak(options);
  summarize(await playFaults(options), options.json);
}

await main();
// Connections that are still closing must not keep a finished run alive.
process.exit();
