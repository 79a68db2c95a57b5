/**
 * `npm run profile`: plays many matches against a server that is being profiled; writes the CPU
 * profile for a browser's developer tools, which draw its flame graph, and prints the hottest functions.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { settled } from "../bench/server/measure.ts";
import { quickpongLoad } from "../bench/server/quickpong-load.ts";
import { readArguments, readNumber, readWhole } from "../lib/options.ts";
import { inTop, TOP } from "../lib/paths.ts";
import { runProgram } from "../lib/run-program.ts";
import { startProbed } from "../load/server-under-test.ts";
import { type CpuProfile, hottest } from "./cpu-profile.ts";

/** Node's fetch gives up on an answer after 300 s, and a profile is answered when it is done (s). */
const LONGEST = 280;
const USAGE = `npm run profile -- [--matches N] [--seconds S] [--out FOLDER]

Writes server.cpuprofile to the folder, artifacts/profile by default; the performance panel of a
browser's developer tools opens it. At most ${LONGEST} seconds.
`;
const RAMP = 400;
const HOTTEST = 10;
/** During a match's countdown little happens (ms). */
const COUNTDOWN = 4000;

await runProgram(USAGE, async () => {
  const { values } = readArguments({
    options: {
      matches: { type: "string", default: "200" },
      seconds: { type: "string", default: "15" },
      out: { type: "string", default: inTop("artifacts/profile") },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const matches = readWhole("--matches", values.matches, 1, 20_000);
  await main(matches, readNumber("--seconds", values.seconds, 1, LONGEST), values.out);
});

async function main(matches: number, seconds: number, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const profile = await record(matches, seconds);
  const profileFile = join(folder, "server.cpuprofile");
  writeFileSync(profileFile, JSON.stringify(profile));
  const functions = hottest(profile, TOP);
  const busy = functions.reduce((sum, { self }) => sum + self, 0);
  console.log(`\nThe hottest functions of ${Math.round(busy / 1000)} ms busy (own time):`);
  for (const { name, where, self } of functions.slice(0, HOTTEST)) {
    const share = ((100 * self) / busy).toFixed(1).padStart(5);
    console.log(`${share} %  ${(self / 1000).toFixed(0).padStart(6)} ms  ${name}  ${where}`);
  }
  console.log(`\n${profileFile}`);
}

/** Profiles a server while it is full and everybody plays: nothing of its start is in it. */
async function record(matches: number, seconds: number): Promise<CpuProfile> {
  const server = await startProbed({
    env: { QUICKPONG_POINTS: "21", QUICKPONG_MAX_PLAYERS: "100000" },
  });
  const load = quickpongLoad(server.url, matches, RAMP);
  try {
    console.log(`${matches} matches for ${seconds} s ...`);
    await load.ramp();
    await settled(load, 2 * matches);
    await sleep(COUNTDOWN);
    return await server.profile(seconds);
  } finally {
    load.stop();
    await sleep(300);
    await server.stop();
  }
}
