/** One storm: a server on which some play already, and a crowd that presses Play at once. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ProbedServer } from "../../load/server-under-test.ts";
import type { Load } from "../server/load.ts";
import { loadOf, startVariant, type Variant } from "../server/variants.ts";

/** Faster than any of them: nobody waits to press. */
const AT_ONCE = 1e6;
/** Players a second of those who are there before, and how long until they play (ms). */
const CALM = 200;
const COUNTDOWN = 5000;
/** So long it is measured what they cost, which is no part of what a join does (ms). */
const LOOK = 2000;
/** The floor's frames, as many as ours has in the first seconds. */
const RATES = { downFrames: 5, upFrames: 4, downSize: 20, upSize: 10 };
/** A storm that has not ended by then has failed (ms). */
const PATIENCE = 20_000;

export interface StormOptions {
  /** Two players each, who come at once. */
  matches: number;
  /** Matches that are played meanwhile. */
  playing: number;
}

/** What a storm was like. */
export interface Storm {
  /** Whether everybody played at the end. */
  isOver: boolean;
  /** How many play at the end, and when that was (ms). */
  playing: number;
  lasted: number;
  /** CPU time of the server and of the clients for each of them, without those who played before (us). */
  server: number;
  clients: number;
  /** How late matches' ticks were meanwhile (ms, p99). */
  late: number;
}

/** A storm on a server of its own. */
export async function storm(variant: Variant, { matches, playing }: StormOptions): Promise<Storm> {
  const server = await startVariant({ variant, rates: RATES });
  const start = (count: number, ramp: number) =>
    loadOf({ variant, matches: count, ramp, rates: RATES }, server.url);
  const others = start(playing, CALM);
  const load = start(matches, AT_ONCE);
  try {
    await others.ramp();
    await sleep(COUNTDOWN);
    return await watch(server, load, 2 * matches);
  } finally {
    load.stop();
    others.stop();
    await sleep(200);
    await server.stop();
  }
}

async function watch(server: ProbedServer, load: Load, players: number): Promise<Storm> {
  const calm = await use(server, () => sleep(LOOK));
  await server.sample({ reset: true });
  const came = await use(server, async () => {
    const began = performance.now();
    await load.ramp();
    while (load.playing() < players && performance.now() - began < PATIENCE) await sleep(5);
  });
  const playing = load.playing();
  const { latenessMs } = await server.sample();
  return {
    isOver: playing >= players,
    playing,
    lasted: came.lasted,
    ...costOfJoin(calm, came, playing),
    late: latenessMs.p99,
  };
}

/** CPU time of the server and of the clients (us) in so long (ms). */
export interface Use {
  server: number;
  clients: number;
  lasted: number;
}

/** What each of those who came took (us): of what was used then all but what a calm time of that length takes. */
export function costOfJoin(calm: Use, came: Use, players: number): Omit<Use, "lasted"> {
  const length = came.lasted / calm.lasted;
  const cost = (what: "server" | "clients") =>
    Math.max(0, came[what] - length * calm[what]) / players;
  return { server: cost("server"), clients: cost("clients") };
}

async function use(server: ProbedServer, something: () => Promise<unknown>): Promise<Use> {
  const before = await server.sample();
  const own = process.cpuUsage();
  const began = performance.now();
  await something();
  const lasted = performance.now() - began;
  const { user, system } = process.cpuUsage(own);
  const { cpuMicros } = await server.sample();
  return { lasted, server: cpuMicros - before.cpuMicros, clients: user + system };
}
