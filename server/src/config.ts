/** What can be set from the environment: read and checked once, at the start. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type PublicAddress, readPublicUrl } from "@quickpong/shared/protocol/public-url.ts";
import { POINTS_TO_WIN } from "@quickpong/shared/rules.ts";
import { type Environment, PROCESS_NAME_MAX } from "./environment.ts";

export interface Config {
  /** TCP port; 0 lets the system choose. */
  port: number;
  /** Address to listen on; undefined for all, IPv6 and IPv4. */
  host: string | undefined;
  /** The game's address as players see it; undefined when nobody has told. */
  publicAddress: PublicAddress | undefined;
  /** Points that win a quick match. */
  points: number;
  /** Connections taken on at the same time, of players and spectators. */
  maxPlayers: number;
  /** Other origins whose pages may connect, such as a development server's. */
  origins: readonly string[];
  /** Origins whose pages may show the game in a frame, and may connect, too. */
  frames: readonly string[];
  /** Reverse proxies in front, each of which adds to X-Forwarded-For; 0 when there is none. */
  proxies: number;
  /** Whether this is a machine of Fly.io, which says so itself. */
  onFly: boolean;
  /** How long running matches may go on after SIGTERM (s). */
  drainSeconds: number;
  /** Where metrics are served on a port of their own; undefined for nowhere. */
  metricsPort: number | undefined;
  metricsHost: string;
  /** A request with it gets the metrics on the game's port, too; undefined for none. */
  metricsToken: string | undefined;
  /** Where the processes of a cluster find each other; undefined for a process on its own. */
  redisUrl: string | undefined;
  /** The folder of the results' file; undefined when nothing is to be remembered. */
  dataFolder: string | undefined;
  /** A Postgres for the results instead of the file; undefined for the file. */
  databaseUrl: string | undefined;
  /** Whether games are recorded, for replays. */
  replays: boolean;
  /** This process's name in its cluster, by which the load balancer finds it. */
  processName: string;
  logLevel: LogLevel;
  /** Whether messages may take the fast path past `ws` and Colyseus (ws/connection.ts). */
  fastPath: boolean;
  /** Directory of the built client. */
  clientDir: string;
}

const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Something that whoever started the server can put right; its message is all they need. */
export class StartError extends Error {
  override name = "StartError";
}

const ON_OFF = ["on", "off"] as const;
/** Shorter ones can be guessed. */
const SECRET_MIN = 16;
/** Part of a path; "." and ".." would be taken out of it. */
const PROCESS_NAME = /^[\w-][\w.-]*$/;
const PREFIX = "QUICKPONG_";
const DATA = fileURLToPath(new URL("../../data", import.meta.url));
const BUILT_CLIENT = fileURLToPath(new URL("../../client/dist", import.meta.url));

/** Every setting, by its variable's name. */
const SETTINGS = {
  PORT: (value) => ({ port: wholeNumber(value, 0, 65535) ?? 2567 }),
  HOST: (value) => ({ host: value }),
  PUBLIC_URL: (value) => ({ publicAddress: value === undefined ? value : readPublicUrl(value) }),
  QUICKPONG_POINTS: (value) => ({ points: oneOf(value, POINTS_TO_WIN) ?? 7 }),
  QUICKPONG_MAX_PLAYERS: (value) => ({ maxPlayers: wholeNumber(value, 2, 100_000) ?? 10_000 }),
  QUICKPONG_ORIGINS: (value) => ({ origins: originsIn(value) }),
  QUICKPONG_FRAMES: (value) => ({ frames: originsIn(value) }),
  QUICKPONG_PROXIES: (value) => ({ proxies: wholeNumber(value, 0, 5) ?? 0 }),
  FLY_APP_NAME: (value) => ({ onFly: value !== undefined }),
  // Within the 10 s after which Docker, unless told otherwise, ends a process by force.
  QUICKPONG_DRAIN_SECONDS: (value) => ({ drainSeconds: wholeNumber(value, 0, 3600) ?? 8 }),
  QUICKPONG_METRICS_PORT: (value) => ({ metricsPort: wholeNumber(value, 0, 65535) }),
  QUICKPONG_METRICS_HOST: (value) => ({ metricsHost: value ?? "127.0.0.1" }),
  QUICKPONG_METRICS_TOKEN: (value) => ({ metricsToken: secret(value) }),
  REDIS_URL: (value) => ({ redisUrl: redisUrl(value) }),
  QUICKPONG_DATA: (value) => ({ dataFolder: value === "off" ? undefined : resolve(value ?? DATA) }),
  DATABASE_URL: (value) => ({ databaseUrl: databaseUrl(value) }),
  QUICKPONG_REPLAYS: (value) => ({ replays: (oneOf(value, ON_OFF) ?? "on") === "on" }),
  QUICKPONG_PROCESS: (value) => ({ processName: processName(value) ?? "p1" }),
  QUICKPONG_LOG_LEVEL: (value) => ({ logLevel: oneOf(value, LOG_LEVELS) ?? "info" }),
  QUICKPONG_FAST_PATH: (value) => ({ fastPath: (oneOf(value, ON_OFF) ?? "on") === "on" }),
  QUICKPONG_CLIENT_DIR: (value) => ({ clientDir: value ?? BUILT_CLIENT }),
} satisfies Record<string, (value: string | undefined) => Partial<Config>>;

/** Reads the settings; throws a StartError that names every unknown or bad one. */
export function readConfig(environment: Environment): Config {
  const errors = unknownSettings(environment);
  const config: Partial<Config> = {};
  for (const [name, read] of Object.entries(SETTINGS)) {
    // An empty variable is an unset one, as in `PORT= npm start`.
    const value = environment[name]?.trim() || undefined;
    try {
      Object.assign(config, read(value));
    } catch (error) {
      errors.push(`${name}=${value}: ${(error as Error).message}`);
    }
  }
  if (errors.length > 0) throw new StartError(errors.join("\n"));
  return config as Config;
}

function unknownSettings(environment: Environment): string[] {
  const known = Object.keys(SETTINGS);
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .map((name) => `${name}: no such setting; known are ${known.join(", ")}`);
}

function wholeNumber(value: string | undefined, min: number, max: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= min && number <= max) return number;
  throw new Error(`expected a whole number from ${min} to ${max}`);
}

function oneOf<T extends string | number>(
  value: string | undefined,
  choices: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const choice = choices.find((each) => String(each) === value);
  if (choice !== undefined) return choice;
  throw new Error(`expected one of ${choices.join(", ")}`);
}

function secret(value: string | undefined): string | undefined {
  if (value === undefined || value.length >= SECRET_MIN) return value;
  throw new Error(`expected at least ${SECRET_MIN} characters`);
}

function redisUrl(value: string | undefined): string | undefined {
  // A path is that of a socket on this machine.
  if (value === undefined || /^(rediss?(\+sentinel)?:\/\/|\/)./.test(value)) return value;
  throw new Error("expected an address such as redis://127.0.0.1:6379");
}

function databaseUrl(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (/^postgres(ql)?:\/\/./.test(value) && URL.canParse(value)) return value;
  throw new Error("expected an address such as postgres://user:password@127.0.0.1/quickpong");
}

function processName(value: string | undefined): string | undefined {
  if (value === undefined) return value;
  if (value.length <= PROCESS_NAME_MAX && PROCESS_NAME.test(value)) return value;
  throw new Error(`expected up to ${PROCESS_NAME_MAX} letters, digits, _, - and ., no . first`);
}

const originsIn = (value: string | undefined): string[] =>
  (value ?? "").split(",").filter(Boolean).map(origin);

function origin(value: string): string {
  const wanted = value.trim();
  const parsed = URL.canParse(wanted) ? new URL(wanted).origin : "";
  if (parsed === wanted && /^https?:\/\/[\w.:[\]-]+$/.test(wanted)) return wanted;
  throw new Error(`"${wanted}" is not an origin such as http://localhost:5173`);
}
