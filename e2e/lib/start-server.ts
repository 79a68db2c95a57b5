/** A real game server in a process of its own, for tests that need one. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { inTop, TOP } from "./paths.ts";

const HOST = "127.0.0.1";
/** Longer than a machine with ten times the work needs, and shorter than any test's own limit. */
const START_MS = 50_000;
const STOP_MS = 3000;
const LOG_CHARACTERS = 100_000;

/** How to start a server; everything has a default. */
export interface ServerOptions {
  /** A port that stays the same over a restart; else a free one. */
  port?: number;
  /** Further environment variables. */
  env?: Record<string, string>;
  /** Another program than the server, with its arguments. */
  args?: string[];
  /**
   * Out of the terminal's reach: its Ctrl-C is for whoever started the server, who ends it when it likes.
   * When that is gone the server ends within half a second.
   */
  detached?: boolean;
}

/** A running server. */
export interface RunningServer {
  url: string;
  port: number;
  process: ChildProcess;
  /** What it has written so far (the newest part). */
  log(): string;
  /** Asks it to end, by force after 3 s; resolves when it has ended. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would; resolves when it has ended. */
  crash(): Promise<void>;
}

/**
 * Ports that systems don't give to outgoing connections (Linux does from 32768, others from 49152): one
 * that they do could be taken between being found free and being listened on.
 */
const PORTS = { from: 20_000, to: 32_000 };

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once("error", () => resolve(false));
      probe.listen(port, HOST, () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

/** Starts a server and waits until its /healthz says it is ready. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const port = options.port ?? (await freePort());
  const args = options.args ?? [inTop("server/src/main.ts")];
  const exitWithParent = options.detached ? ["--import", inTop("e2e/lib/exit-with-parent.ts")] : [];
  const child = spawn(process.execPath, [...exitWithParent, ...args], {
    cwd: TOP,
    detached: options.detached ?? false,
    // Tests that end a server have no patience with those who still play, and nothing to remember.
    env: {
      ...process.env,
      HOST,
      PORT: String(port),
      QUICKPONG_DATA: "off",
      QUICKPONG_DRAIN_SECONDS: "0",
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const server = handleOf(child, port);
  try {
    await untilHealthy(server);
  } catch (error) {
    await server.crash();
    throw error;
  }
  return server;
}

function handleOf(child: ChildProcess, port: number): RunningServer {
  let text = "";
  const collect = (chunk: Buffer): void => {
    text = (text + chunk.toString()).slice(-LOG_CHARACTERS);
  };
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  const kill = (): boolean => child.kill("SIGKILL");
  // A test run that ends early must not leave servers behind.
  process.once("exit", kill);
  const ended = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      text += String(error);
      resolve();
    });
    child.once("close", () => resolve());
  }).then(() => {
    process.off("exit", kill);
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    const timer = setTimeout(kill, STOP_MS);
    await ended;
    clearTimeout(timer);
  };
  const crash = async (): Promise<void> => {
    kill();
    await ended;
  };
  return { url: `http://${HOST}:${port}`, port, process: child, log: () => text, stop, crash };
}

async function untilHealthy(server: RunningServer): Promise<void> {
  const signal = AbortSignal.timeout(START_MS);
  while (!signal.aborted) {
    if (server.process.exitCode !== null || server.process.signalCode !== null) break;
    const answer = await fetch(`${server.url}/healthz`, { signal }).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error(`The server at ${server.url} did not get ready. It wrote:\n${server.log()}`);
}
