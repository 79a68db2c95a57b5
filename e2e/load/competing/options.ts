/** The command line of bots in a competition. */
import { ARENA_MINUTES, CAPACITY } from "@quickpong/shared/protocol/competition.ts";
import { POINTS_TO_WIN } from "@quickpong/shared/rules.ts";
import { readArguments, readNumber, readWhole, UsageError } from "../../lib/options.ts";
import { readAddress } from "../address.ts";

export const COMPETING_USAGE = `npm run bots -- --arena CODE | --cup CODE | --crowd CODE [options]

  CODE              of a competition that waits at --url; "new" begins one, and starts it when all are there
  --entrants N      bots that enter (default 16); they are shown as bots
  --url URL         a server that is running; without it, one is started, and CODE is "new"
  --minutes M       of a new arena (default 10)
  --points N        that win each match of a new one, 3, 7, 11 or 21 (default 3, and 7 at the end of a cup)
  --seconds S       a new competition is ended after so long; without it, it goes to its end
  --drop-out SHARE  so many of them, such as 25%, go for good within the first two minutes
  --restart         the server is killed after half of the time and started again (a server started here)
  --seed N          of the bots' minds (default 1)
  --json FILE       write the report as JSON
`;

export interface CompetingOptions {
  kind: "arena" | "cup" | "winnerStays";
  /** Undefined for a new one. */
  code: string | undefined;
  entrants: number;
  /** Undefined for a server that is started here. */
  url: string | undefined;
  minutes: number;
  /** Of all matches; undefined for the usual ones. */
  points: (typeof POINTS_TO_WIN)[number] | undefined;
  /** Undefined: to its end. */
  seconds: number | undefined;
  /** From 0 to 1. */
  dropOut: number;
  restart: boolean;
  seed: number;
  json: string | undefined;
}

const KINDS = { arena: "arena", cup: "cup", crowd: "winnerStays" } as const;
type KindOption = keyof typeof KINDS;

const SPEC = {
  arena: { type: "string" },
  cup: { type: "string" },
  crowd: { type: "string" },
  entrants: { type: "string", default: "16" },
  url: { type: "string" },
  minutes: { type: "string", default: "10" },
  points: { type: "string" },
  seconds: { type: "string" },
  "drop-out": { type: "string", default: "0" },
  restart: { type: "boolean", default: false },
  seed: { type: "string", default: "1" },
  json: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Whether these are arguments of bots in a competition. */
export const isCompeting = (args: readonly string[]): boolean =>
  args.some((arg) => Object.keys(KINDS).some((kind) => arg.split("=")[0] === `--${kind}`));

/** Reads the arguments; null when help was asked for. Throws a UsageError. */
export function readCompetingOptions(args: readonly string[]): CompetingOptions | null {
  const { values } = readArguments({ args: [...args], options: SPEC, allowPositionals: false });
  if (values.help) return null;
  const named = (Object.keys(KINDS) as KindOption[]).filter((kind) => values[kind] !== undefined);
  const [kind] = named;
  if (!kind || named.length > 1) throw new UsageError("expected one of --arena, --cup, --crowd");
  const code = values[kind] === "new" ? undefined : values[kind];
  const url = values.url === undefined ? undefined : readAddress("--url", values.url);
  if (url === undefined && code !== undefined)
    throw new UsageError(`--${kind} ${code}: a server that is started here has no such code`);
  if (url !== undefined && values.restart)
    throw new UsageError("--restart: only a server that is started here is killed");
  const most = CAPACITY[KINDS[kind]];
  const { min, max } = ARENA_MINUTES;
  return {
    kind: KINDS[kind],
    code,
    url,
    entrants: readWhole("--entrants", values.entrants, 1, most),
    minutes: readWhole("--minutes", values.minutes, min, max),
    points: readPoints(values.points),
    seconds:
      values.seconds === undefined ? undefined : readNumber("--seconds", values.seconds, 5, 86_400),
    dropOut: readNumber("--drop-out", values["drop-out"].replace(/%$/, ""), 0, 100) / 100,
    restart: values.restart,
    seed: readWhole("--seed", values.seed, 0, 2 ** 31),
    json: values.json,
  };
}

function readPoints(text: string | undefined): CompetingOptions["points"] {
  if (text === undefined) return undefined;
  const points = POINTS_TO_WIN.find((each) => String(each) === text);
  if (points === undefined)
    throw new UsageError(`--points ${text}: expected one of ${POINTS_TO_WIN.join(", ")}`);
  return points;
}
