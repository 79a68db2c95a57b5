/** The command line of the server's benchmark. */
import { readArguments, readNumber, readWhole, UsageError } from "../../lib/options.ts";

export const USAGE = `npm run bench:server -- [options]

  --quick          200 matches of each variant for 10 s, in under 50 s
  --matches LIST   numbers of matches for our server, ascending (default 100,500,1000,1500,2000,3000,4000,
                   until late)
  --seconds S      measured time of each run (default 20)
  --store          our server with and without results to save, in turn, with the first number of matches (2000):
                   as many as if each lasted 90 s
  --replays        our server with games recorded and without, in turn, both with a store
  --pairs N        so many times (default 12 and of 5 s with --store, 3 with --replays)
  --patient S      wait up to S seconds for each measurement until nothing else uses the machine
  --json FILE      write what was measured as JSON, after every run
`;

export interface BenchOptions {
  quick: boolean;
  matches: number[];
  /** Measured time of each run. */
  seconds: number;
  /** What ours is measured with and without, in turn; undefined for the other benchmark. */
  compare: "store" | "replays" | undefined;
  /** How often. */
  pairs: number;
  /** How long a quiet machine is waited for (ms). */
  patience: number;
  json: string | undefined;
}

const SPEC = {
  quick: { type: "boolean", default: false },
  matches: { type: "string" },
  seconds: { type: "string" },
  store: { type: "boolean", default: false },
  replays: { type: "boolean", default: false },
  pairs: { type: "string" },
  patient: { type: "string", default: "0" },
  json: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;
const COMPARED_MATCHES = "2000";
const MATCHES = "100,500,1000,1500,2000,3000,4000";

/** Reads the arguments; null when help was asked for. Throws a UsageError. */
export function readOptions(args: readonly string[]): BenchOptions | null {
  const { values } = readArguments({ args: [...args], options: SPEC });
  if (values.help) return null;
  const { quick, json } = values;
  if (quick && (values.matches ?? values.seconds) !== undefined) {
    throw new UsageError("--quick has its own --matches and --seconds");
  }
  const compare = values.replays ? "replays" : values.store ? "store" : undefined;
  return {
    quick,
    matches: sizes(values.matches ?? (compare ? COMPARED_MATCHES : MATCHES)),
    compare,
    pairs: readWhole("--pairs", values.pairs ?? (compare === "store" ? "12" : "3"), 1, 100),
    seconds: readNumber("--seconds", values.seconds ?? (compare === "store" ? "5" : "20"), 1, 3600),
    patience: 1000 * readNumber("--patient", values.patient, 0, 3600),
    json,
  };
}

function sizes(text: string): number[] {
  const list = text.split(",").map((each) => readWhole("--matches", each, 1, 20_000));
  if (list.every((size, n) => n === 0 || size > (list[n - 1] as number))) return list;
  throw new UsageError(`--matches ${text}: expected ascending numbers`);
}
