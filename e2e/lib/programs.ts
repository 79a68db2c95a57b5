/** Programs that tests need besides Node: Redis and nginx as their own children; installed by apt where missing. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const START_MS = 10_000;
const INSTALL_MAX = 300_000;
/** Packages that are not called as their program is. */
const PACKAGES: Record<string, string> = {
  WebKitWebDriver: "webkit2gtk-driver",
  Xvfb: "xvfb",
  postgres: "postgresql",
};
/** Debian keeps each version of Postgres in a folder of its own. */
const POSTGRES = "/usr/lib/postgresql";
/** Debian keeps servers where only root looks. */
const ENV: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${process.env["PATH"]}:/usr/sbin`,
  LC_ALL: "C",
  DEBIAN_FRONTEND: "noninteractive",
};

export interface Program {
  process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a Redis without persistence, with `more` options. */
export async function startRedis(port: number, more: readonly string[] = []): Promise<Program> {
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  return startProgram("redis-server", [...args, ...more], port);
}

/** Starts nginx with the text of a `server/deploy/nginx.conf`, on `port`. */
export async function startNginx(port: number, http: string): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "quickpong-nginx-"));
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const config = `daemon off; pid ${folder}/pid; error_log stderr crit; worker_processes 1;
    events { worker_connections 4096; }
    http { access_log off; ${paths.map((name) => `${name}_temp_path ${folder}/${name};`).join(" ")}
    ${http} }`;
  const file = join(folder, "nginx.conf");
  writeFileSync(file, config);
  return startProgram("nginx", ["-c", file, "-e", "stderr", "-p", folder], port);
}

/**
 * Installs what is missing where apt-get is there and may be used. Says in words what is missing
 * still; undefined when all is there.
 */
export function provide(names: readonly string[], env = ENV): string | undefined {
  const missing = names.filter((name) => !findProgram(name, env));
  if (missing.length === 0) return undefined;
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = (...args: string[]) => {
    const [first = "", ...rest] = [...sudo, "apt-get", ...args];
    return spawnSync(first, rest, { encoding: "utf8", env, timeout: INSTALL_MAX });
  };
  apt("update", "-qq");
  const packages = missing.map((name) => PACKAGES[name] ?? name);
  const { error, stderr } = apt("install", "-y", "-qq", "--no-install-recommends", ...packages);
  const still = missing.filter((name) => !findProgram(name, env)).join(" and ");
  if (still === "") return undefined;
  const why = error ? "apt-get can't be used here" : `apt-get says: ${stderr.trim()}`;
  return `${still} is missing (${why})`;
}

/** Where a program is, undefined when it is nowhere. */
export function findProgram(name: string, env = ENV): string | undefined {
  const folders = (env["PATH"] ?? "").split(delimiter).concat(env === ENV ? postgresFolders() : []);
  const places = folders.map((folder) => join(folder, name));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The newest first. */
function postgresFolders(): string[] {
  if (!existsSync(POSTGRES)) return [];
  const versions = readdirSync(POSTGRES).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(POSTGRES, version, "bin"));
}

/** Starts a program and waits until it listens on `port`. `user`: who it is to be, if not who this is. */
export async function startProgram(
  name: string,
  args: string[],
  port: number,
  user: { uid?: number; gid?: number } = {},
): Promise<Program> {
  const stdio = ["ignore", "ignore", "inherit"] as const;
  const child = spawn(findProgram(name) ?? name, args, { env: ENV, stdio: [...stdio], ...user });
  child.once("error", () => {});
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = () => {
    process.off("exit", kill);
    // A paused one hears nothing else; nginx's workers end with a SIGTERM only, Postgres' with a SIGQUIT.
    if (name === "nginx") child.kill("SIGTERM");
    else if (name === "postgres") child.kill("SIGQUIT");
    else kill();
    return ended;
  };
  const deadline = performance.now() + START_MS;
  while (!(await answers(port))) {
    if (performance.now() > deadline) throw new Error(`${name} did not start`);
    await sleep(20);
  }
  return { process: child, stop };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    }).on("error", () => resolve(false));
  });
