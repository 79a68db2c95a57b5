/**
 * `npm run bench:storm`: everybody presses Play at once, on our server, on one written the usual way,
 * and on bare `ws`, which pairs sockets as they come. In turn and several times, for machines change
 * their speed: what counts is how they compare.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { loadOf, startVariant, type Variant } from "../server/measure.ts";

const USAGE = `npm run bench:storm -- [options]

  --matches N    two players each (default 1000)
  --playing N    matches that are played meanwhile (default 200)
  --rounds N     storms of each variant, in turn (default 5); medians are printed
`;
const VARIANTS: readonly Variant[] = ["quickpong", "usual", "floor"];
/** Faster than any of them: nobody waits to press. */
const AT_ONCE = 1e6;
/** Players a second of those who are there before, and how long until they play (ms). */
const CALM = 200;
const COUNTDOWN = 5000;
/** The floor's frames, as many as ours has in the first seconds. */
const RATES = { downFrames: 5, upFrames: 4, downSize: 20, upSize: 10 };

/** A storm that has not ended by then has failed (ms). */
const PATIENCE = 20_000;

/** One storm. */
interface Storm {
  /** How many play at the end, and when that was (ms). */
  playing: number;
  lasted: number;
  /** CPU time of the server and of the clients for each of them (us). */
  server: number;
  clients: number;
  /** How late matches' turns were meanwhile (ms, p99). */
  late: number;
}

const { values } = parseArgs({
  options: {
    matches: { type: "string", default: "1000" },
    playing: { type: "string", default: "200" },
    rounds: { type: "string", default: "5" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) console.log(USAGE);
else await main(Number(values.matches), Number(values.rounds));
process.exit();

async function main(matches: number, rounds: number): Promise<void> {
  const storms: Record<Variant, Storm[]> = { quickpong: [], usual: [], floor: [] };
  for (let round = 1; round <= rounds; round++) {
    for (const variant of VARIANTS) {
      const found = await storm(variant, matches);
      storms[variant].push(found);
      console.log(line(`${round} ${variant}`, found));
    }
  }
  console.log(`\nmedians of ${rounds} storms of ${2 * matches} players`);
  const of = (variant: Variant) => medians(storms[variant]);
  for (const variant of VARIANTS) console.log(line(variant, of(variant)));
  const share = (other: Variant, what: "lasted" | "server") =>
    (of("quickpong")[what] / of(other)[what]).toFixed(2);
  for (const other of ["usual", "floor"] as const)
    console.log(
      `against ${other}: ${share(other, "lasted")} of the time, ${share(other, "server")} of the server's CPU`,
    );
}

async function storm(variant: Variant, matches: number): Promise<Storm> {
  const server = await startVariant({ variant, rates: RATES });
  const start = (count: number, ramp: number) =>
    loadOf({ variant, matches: count, ramp, rates: RATES }, server.url);
  const others = start(Number(values.playing), CALM);
  const load = start(matches, AT_ONCE);
  try {
    await others.ramp();
    await sleep(COUNTDOWN);
    const before = await server.sample({ reset: true });
    const own = process.cpuUsage();
    const began = performance.now();
    await load.ramp();
    while (load.playing() < 2 * matches && performance.now() - began < PATIENCE) await sleep(5);
    const lasted = performance.now() - began;
    const { user, system } = process.cpuUsage(own);
    const { cpuMicros, latenessMs } = await server.sample();
    const playing = load.playing();
    const each = (micros: number) => micros / playing;
    const cpu = { server: each(cpuMicros - before.cpuMicros), clients: each(user + system) };
    return { playing, lasted, ...cpu, late: latenessMs.p99 };
  } finally {
    load.stop();
    others.stop();
    await sleep(200);
    await server.stop();
  }
}

function medians(storms: readonly Storm[]): Storm {
  const median = (key: keyof Storm): number => {
    const sorted = storms.map((found) => found[key]).sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? Number.NaN;
  };
  return {
    playing: median("playing"),
    lasted: median("lasted"),
    server: median("server"),
    clients: median("clients"),
    late: median("late"),
  };
}

function line(name: string, { playing, lasted, server, clients, late }: Storm): string {
  const cpu = `${server.toFixed(0)} us of the server, ${clients.toFixed(0)} us of the clients`;
  return `${name.padEnd(12)} ${playing} play after ${lasted.toFixed(0)} ms; CPU of a join ${cpu}; ticks late p99 ${late.toFixed(1)} ms`;
}
