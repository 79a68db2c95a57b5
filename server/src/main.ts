/** Starts the server and ends it cleanly. */
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { readConfig, StartError } from "./config.ts";
import { cleanEnvironment } from "./environment.ts";
import { tuneGc } from "./gc-tuning.ts";
import { localAddress } from "./local-address.ts";
import { openLog } from "./log.ts";
import { readProcesses, supervise } from "./process-manager/supervisor.ts";
import { tellSystemd } from "./process-manager/systemd.ts";
import { workerMode } from "./process-manager/worker.ts";

/** A shutdown that takes longer than this (ms) is cut short. */
const CLOSE_DEADLINE = 5000;
/** npm passes on a Ctrl-C that the terminal has sent to all; within this (ms) it is the same one. */
const SAME_SIGNAL = 200;
/** How often a process looks for its supervisor (ms); while a socket is handed over no event tells it. */
const LOOK_UP = 100;

try {
  await start();
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}

/** Tells once that the supervisor is gone. */
function lookUp(gone: () => unknown): void {
  const timer = setInterval(() => {
    if (process.connected) return;
    clearInterval(timer);
    gone();
  }, LOOK_UP);
  timer.unref();
}

async function start(): Promise<void> {
  const { environment, warnings } = cleanEnvironment(process.env, hostname());
  const config = readConfig(environment);
  const opened = (port: number) => {
    console.log(`Quickpong is up: open ${localAddress(config.host, port)}`);
    tellSystemd(process.env);
  };
  const worker = workerMode(process.argv);
  // A worker would only repeat what the supervisor has said.
  if (!worker) for (const warning of warnings) console.error(warning);
  const processes = worker ? 1 : readProcesses(process.argv.slice(2));
  if (processes > 1) return supervise(fileURLToPath(import.meta.url), processes, config, opened);
  tuneGc();
  // Not before: a supervisor needs nothing of it.
  const { startApp } = await import("./app.ts");
  const several = worker !== undefined || config.redisUrl !== undefined;
  const { log, flush } = openLog(config.logLevel, several ? { process: config.processName } : null);
  // One broken match must not end the others. Whatever gets here is a bug, and is logged as one.
  process.on("uncaughtException", (err) => log.error({ err }, "uncaught exception"));
  process.on("unhandledRejection", (err) => log.error({ err }, "unhandled rejection"));
  // Its supervisor may go before it is up.
  let orphaned: () => unknown = () => process.exit(1);
  if (worker) lookUp(() => orphaned());
  const app = await startApp(config, log, worker);

  let endingSince: number | undefined;
  const end = async (signal: NodeJS.Signals) => {
    const now = performance.now();
    if (endingSince !== undefined) {
      if (now - endingSince > SAME_SIGNAL) process.exit(1);
      return;
    }
    endingSince = now;
    log.info({ signal }, "server ending");
    // Ctrl-C is somebody who waits; SIGTERM is a process manager with patience.
    const patience = signal === "SIGTERM" ? config.drainSeconds * 1000 : 0;
    // Before anything else: whatever fails or hangs from here on, the process ends.
    setTimeout(() => process.exit(1), patience + CLOSE_DEADLINE).unref();
    const left = signal === "SIGTERM" ? await app.drain(patience) : 0;
    if (left > 0) log.warn({ matches: left }, "matches cut short");
    await app.close();
    log.info("server ended");
    await flush();
    process.exit(0);
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  // A process that is ending already would take it for a second signal.
  orphaned = () => {
    // It is the next supervisor's, which may be there already.
    app.leavePort();
    if (endingSince === undefined) void end("SIGTERM");
  };
  // Last: its reader may want it to end at once, and cleanly.
  if (!worker) opened(app.port);
  log.info(worker ? { pid: process.pid } : { port: app.port }, "server started");
}
