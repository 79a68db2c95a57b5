/** The bots' command line. */
import { parseArgs } from "node:util";
import { POINTS_TO_WIN } from "@quickpong/shared/rules.ts";
import { readChoice, readNumber, readWhole, UsageError } from "../lib/options.ts";
import type { LinkQuality } from "../virtual/channel.ts";
import { isEncrypted, readAddress } from "./address.ts";
import { PLAYER_SKILL_NAMES, type PlayerSkill } from "./skills.ts";
import { readThreshold, type Threshold } from "./thresholds.ts";

export const USAGE = `npm run bots -- [options]

  --matches N       matches at the same time (default 10)
  --seconds S       how long they play once everybody is seated (default 30)
  --url URL         a server that is running; without it, one is started
  --processes N     that one runs as so many processes (default 1), not with --url
  --pinned          the server's main thread and the bots' on a core of their own each (Linux)
  --light            cheap clients that speak the protocol, instead of real ones without a picture
  --remembered      light clients come as pages without a player do: their results are recorded, on a server
                    started here in a folder of its own
  --skill LEVEL     beginner, club, pro or mixed (default mixed); light clients have a simpler mind
                    of their own, whose levels have the same names and other skills
  --hands HANDS     pointer, keys or mixed (default mixed); light clients always play with keys
  --rtt MS --jitter MS --loss PERCENT
                    a network in between: round trip, jitter each way, packets lost
  --ramp RATE       players who press "play" per second, such as 50/s (default 50)
  --points N        points that win a match, ${POINTS_TO_WIN.join(", ")}, on a server started here (default 7)
  --seed N          of the bots' minds and of the network (default 1)
  --json FILE       write the report as JSON
  --html FILE       write it as a page with plots
  --max NAME=VALUE  fail when this figure of the JSON report is larger; may be repeated
  --min NAME=VALUE  fail when it is smaller; may be repeated
`;

export type Skill = PlayerSkill | "mixed";
export type Hands = "pointer" | "keys" | "mixed";

export interface BotsOptions {
  matches: number;
  seconds: number;
  url: string | undefined;
  /** Of a server started here. */
  processes: number;
  /** It and the bots are bound to a core each. */
  pinned: boolean;
  light: boolean;
  /** The server takes the bots for people who may be remembered. */
  remembered: boolean;
  skill: Skill;
  hands: Hands;
  /** undefined: no network in between. */
  quality: LinkQuality | undefined;
  /** Players a second. */
  ramp: number;
  points: number;
  seed: number;
  json: string | undefined;
  html: string | undefined;
  thresholds: Threshold[];
}

const SPEC = {
  matches: { type: "string", default: "10" },
  seconds: { type: "string", default: "30" },
  url: { type: "string" },
  processes: { type: "string" },
  pinned: { type: "boolean", default: false },
  light: { type: "boolean", default: false },
  remembered: { type: "boolean", default: false },
  skill: { type: "string", default: "mixed" },
  hands: { type: "string" },
  rtt: { type: "string" },
  jitter: { type: "string" },
  loss: { type: "string" },
  ramp: { type: "string", default: "50" },
  points: { type: "string" },
  seed: { type: "string", default: "1" },
  json: { type: "string" },
  html: { type: "string" },
  max: { type: "string", multiple: true },
  min: { type: "string", multiple: true },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Reads the arguments; null when help was asked for. Throws a UsageError. */
export function readOptions(args: readonly string[]): BotsOptions | null {
  const values = parse(args);
  if (values.help) return null;
  const url = values.url === undefined ? undefined : readAddress("--url", values.url);
  refuseIdle(values);
  if (url !== undefined && isEncrypted(url)) refuseEncrypted(values);
  return {
    matches: readWhole("--matches", values.matches, 1, 20_000),
    seconds: readNumber("--seconds", values.seconds, 1, 86_400),
    url,
    processes: readWhole("--processes", values.processes ?? "1", 1, 64),
    pinned: values.pinned,
    light: values.light,
    remembered: values.remembered,
    skill: readChoice("--skill", values.skill, [...PLAYER_SKILL_NAMES, "mixed"] as const),
    hands: readChoice("--hands", values.hands ?? "mixed", ["pointer", "keys", "mixed"] as const),
    quality: quality(values),
    ramp: readNumber("--ramp", values.ramp.replace(/\/s$/, ""), 0.1, 100_000),
    points: Number(readChoice("--points", values.points ?? "7", POINTS_TO_WIN.map(String))),
    seed: readWhole("--seed", values.seed, 0, 2 ** 31),
    json: values.json,
    html: values.html,
    thresholds: [
      ...(values.max ?? []).map((text) => readThreshold(text, "max")),
      ...(values.min ?? []).map((text) => readThreshold(text, "min")),
    ],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: SPEC, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

type Values = ReturnType<typeof parse>;

/** Throws a UsageError when an option would do nothing. */
function refuseIdle(values: Values): void {
  for (const name of ["points", "processes"] as const) {
    if (values.url === undefined || values[name] === undefined) continue;
    throw new UsageError(
      `--${name}: only a server that is started here can have it, none at --url`,
    );
  }
  if (values.pinned && (values.url !== undefined || (values.processes ?? "1") !== "1")) {
    throw new UsageError("--pinned: only a server of one process that is started here is bound");
  }
  if (values.remembered && !values.light) {
    throw new UsageError("--remembered: only light clients say where their page is from");
  }
  if (values.light && values.hands !== undefined) {
    throw new UsageError(`--hands ${values.hands}: light clients always play with keys`);
  }
}

/** Throws a UsageError when what speaks no TLS would have to. */
function refuseEncrypted(values: Values): void {
  if (values.light) throw new UsageError(`--light: cannot speak to the encrypted ${values.url}`);
  if (quality(values)) {
    throw new UsageError(
      `--rtt, --jitter, --loss: the network in between cannot lead to the encrypted ${values.url}`,
    );
  }
}

function quality(values: { rtt?: string; jitter?: string; loss?: string }) {
  const { rtt, jitter, loss } = values;
  if (rtt === undefined && jitter === undefined && loss === undefined) return undefined;
  return {
    rtt: readNumber("--rtt", rtt ?? "0", 0, 10_000),
    jitter: readNumber("--jitter", jitter ?? "0", 0, 5000),
    loss: readNumber("--loss", (loss ?? "0").replace(/%$/, ""), 0, 50) / 100,
  };
}
