/**
 * `npm run chaos -- --soak`: bots play match after match while people come and go as they do, and what the
 * server has open and keeps in memory is looked at all the while.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createFleet } from "../load/fleet.ts";
import { Pairs } from "../load/pairing-checker.ts";
import { RunMetrics } from "../load/run-metrics.ts";
import { Churn } from "./churn.ts";
import { makeClient } from "./client-folder.ts";
import { atLeast, atMost, type Figure, type Finding, findingOf } from "./finding.ts";
import { type Hooks, startHooked } from "./hooked.ts";
import type { Holdings } from "./hooks/holdings.ts";
import { openFiles } from "./open-files.ts";
import { until } from "./until.ts";

export interface SoakOptions {
  minutes: number;
  matches: number;
  seed: number;
}

const LOOK_EVERY = 10_000;
/** The beginning, in which caches fill, says nothing (part of the time). */
const WARM_UP = 0.25;
/** What the last looks may show more of than the first ones. */
const MORE = { files: 10, handles: 10, heapMb: 4, rssMb: 25 };
/** When all have gone, what is kept for those who may come back goes, too, within this time (ms). */
const SETTLED = 40_000;

/** A look at the server: what it has open, and its memory once the garbage is collected. */
interface Look {
  files: number;
  handles: number;
  heapMb: number;
  rssMb: number;
}
const KEYS = ["files", "handles", "heapMb", "rssMb"] as const;

async function look(pid: number | undefined, hooks: Hooks): Promise<Look> {
  const { handles, heapBytes, rssBytes } = await hooks.tell<Holdings>("holdings");
  return {
    files: openFiles(pid) ?? 0,
    handles,
    heapMb: heapBytes / 1e6,
    rssMb: rssBytes / 1e6,
  };
}

const inWords = (label: string, { files, handles, heapMb, rssMb }: Look): string =>
  `${label.padStart(8)}  files ${files}  handles ${handles}  heap ${heapMb.toFixed(1)} MB  resident ${rssMb.toFixed(0)} MB`;

/** Plays for so long and says whether everything stayed flat. */
export async function soak({ minutes, matches, seed }: SoakOptions): Promise<Finding> {
  const { server, hooks } = await startHooked({
    QUICKPONG_POINTS: "3",
    QUICKPONG_PROXIES: "1",
    QUICKPONG_CLIENT_DIR: makeClient(),
  });
  const { pid } = server.process;
  const tally = new RunMetrics();
  const swarm = { server: server.url, tally, pairs: new Pairs(tally) };
  const options = { ...swarm, skill: "club", hands: "keys", seed } as const;
  const fleet = createFleet(options, 2 * matches, 50, true);
  const empty = await look(pid, hooks);
  console.log(inWords("empty", empty));
  await fleet.ramp();
  await until("all bots play", () => tally.playing.value >= 2 * matches - 4, 30_000);
  const churn = new Churn(server);
  const looks = await lookFor(minutes * 60_000, pid, hooks);
  await churn.stop();
  fleet.stop();
  const left = await settled(pid, hooks, empty);
  console.log(inWords("empty", left));
  await server.crash();
  const guarantee = `Over ${minutes} minutes of ${matches} matches with people coming and going all stays flat.`;
  return findingOf({ name: "soak", guarantee }, [
    ...growth(looks),
    atMost("files left at the end", left.files - empty.files, 0),
    atMost("handles left", left.handles - empty.handles, MORE.handles),
    atLeast("matches ended", tally.finishes / 2, matches * minutes * 0.1),
    atLeast("people who came and went", churn.visits, minutes * 60),
    atMost("errors logged", server.log().split('"level":50').length - 1, 0),
  ]);
}

/** Looks again and again for `ms`, and prints what there is. */
async function lookFor(ms: number, pid: number | undefined, hooks: Hooks): Promise<Look[]> {
  const looks: Look[] = [];
  const begin = performance.now();
  while (performance.now() - begin < ms) {
    await sleep(LOOK_EVERY);
    const seen = await look(pid, hooks);
    looks.push(seen);
    console.log(inWords(`${((performance.now() - begin) / 60_000).toFixed(1)} min`, seen));
  }
  return looks;
}

/** How much more the last quarter of the looks shows than the first quarter after the warm-up. */
function growth(looks: readonly Look[]): Figure[] {
  const warm = looks.slice(Math.floor(looks.length * WARM_UP));
  const part = Math.max(1, Math.floor(warm.length / 4));
  return KEYS.map((key) => {
    const values = warm.map((each) => each[key]);
    const more = median(values.slice(-part)) - median(values.slice(0, part));
    return atMost(`more ${key}`, more, MORE[key]);
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function settled(pid: number | undefined, hooks: Hooks, empty: Look): Promise<Look> {
  for (const end = performance.now() + SETTLED; ; await sleep(500)) {
    const now = await look(pid, hooks);
    const isEmpty = now.files <= empty.files && now.handles <= empty.handles + MORE.handles;
    if (isEmpty || performance.now() > end) return now;
  }
}
