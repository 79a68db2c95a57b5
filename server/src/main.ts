/** Starts the server and ends it cleanly. */
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { readConfig, StartError } from "./config.ts";
import { cleanEnvironment } from "./environment.ts";
import { tuneGc } from "./gc-tuning.ts";
import { localAddress } from "./local-address.ts";
import { openLog } from "./log.ts";
import { GracefulExit, watchSupervisor } from "./process-manager/exit.ts";
import { readProcesses, supervise } from "./process-manager/supervisor.ts";
import { tellSystemd } from "./process-manager/systemd.ts";
import { workerMode } from "./process-manager/worker.ts";

try {
  await start();
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
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
  if (worker) watchSupervisor(() => orphaned());
  const app = await startApp(config, log, worker);
  const exit = new GracefulExit(app, config, log, flush);
  orphaned = () => exit.orphaned();
  // Last: its reader may want it to end at once, and cleanly.
  if (!worker) opened(app.port);
  log.info(worker ? { pid: process.pid } : { port: app.port }, "server started");
}
