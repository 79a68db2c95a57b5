/**
 * `npm start -- --processes N`: as many processes on this machine behind one port. Where the system
 * can do so it spreads connections over them; where it can't, the supervisor accepts them and hands them
 * over. It reads none of them, so it is never in the way.
 */
import { type ChildProcess, fork, type SendHandle } from "node:child_process";
import { createServer, type Server, type Socket } from "node:net";
import { parseArgs } from "node:util";
import { type Config, StartError } from "../config.ts";
import { receivedHandle } from "../node-internals.ts";
import { say } from "../say.ts";
import { takePort } from "./listen.ts";
import { CHECK_EVERY, DEAD_AFTER, WorkerLiveness } from "./liveness.ts";
import { OwnRedis } from "./own-redis.ts";
import { PendingHandoffs } from "./pending-handoffs.ts";
import { StandbyListener } from "./standby-listener.ts";
import { type SocketCopyRequest, WORKER_ARGUMENTS, type WorkerMessage } from "./worker.ts";

/** More than that want more than one machine. */
const PROCESSES_MAX = 64;
/** One that ended by itself is started again after this (ms). */
const RESTART_AFTER = 1000;

/** How many processes were asked for; throws a StartError when that makes no sense. */
export function readProcesses(args: readonly string[]): number {
  const wanted = processesOption(args);
  const count = Number(wanted);
  if (/^\d+$/.test(wanted) && count >= 1 && count <= PROCESSES_MAX) return count;
  throw new StartError(`--processes ${wanted}: expected a whole number from 1 to ${PROCESSES_MAX}`);
}

function processesOption(args: readonly string[]): string {
  try {
    const options = { processes: { type: "string", default: "1" } } as const;
    return parseArgs({ args: [...args], options }).values.processes;
  } catch (error) {
    throw new StartError((error as Error).message);
  }
}

/**
 * Runs `program` so many times, with names and metrics ports one after the other. A worker that ends by itself
 * is started again; signals are passed on, and when all have ended so does this process. `opened`
 * hears the port once all are up; one that can't start is a StartError.
 */
export async function supervise(
  program: string,
  count: number,
  config: Config,
  opened: (port: number) => void,
): Promise<void> {
  const supervisor = new Supervisor(program, config);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => supervisor.end(signal));
  }
  opened(await supervisor.start(count));
}

class Supervisor {
  readonly #program: string;
  readonly #config: Config;
  readonly #server: Server;
  readonly #workers = new Map<string, ChildProcess>();
  /** Those that are ready, and what is on its way to them. */
  readonly #ready = new Map<ChildProcess, PendingHandoffs>();
  /** Copies of the sockets at which they listen; of one that has ended until another takes its place. */
  readonly #standbyListeners = new Map<string, StandbyListener>();
  readonly #liveness = new WorkerLiveness<ChildProcess>(performance.now());
  /** Not heard for the moment. */
  readonly #silent = new Set<ChildProcess>();
  #argument: string = WORKER_ARGUMENTS.handed;
  #port = 0;
  /** Undefined where REDIS_URL names one. */
  #redis: OwnRedis | undefined;
  #nextWorker = 0;
  /** All have been up. */
  #up = false;
  #ending = false;
  #failed = false;

  constructor(program: string, config: Config) {
    this.#program = program;
    this.#config = config;
    this.#server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
      this.#handOver(this.#next(), socket);
    });
  }

  /** Resolves with the port when all are up. */
  async start(count: number): Promise<number> {
    const { port, shared } = await takePort(this.#server, this.#config);
    if (this.#config.redisUrl === undefined) this.#redis = await OwnRedis.start();
    this.#port = port;
    this.#argument = shared ? WORKER_ARGUMENTS.shares : WORKER_ARGUMENTS.handed;
    const all = Array.from({ length: count }, (_, n) => this.#launch(n));
    setInterval(() => this.#checkLiveness(), CHECK_EVERY);
    this.#up = (await Promise.all(all)).every(Boolean);
    if (this.#up || this.#ending) return port;
    this.#failed = true;
    this.end("SIGTERM");
    throw new StartError("A process could not start: see above.");
  }

  end(signal: NodeJS.Signals): void {
    this.#ending = true;
    for (const child of this.#workers.values()) child.kill(signal);
    this.#exitWithTheLastWorker();
  }

  /** Whether it came up, or ended before. */
  #launch(n: number): Promise<boolean> {
    const name = `${this.#config.processName.replace(/\d{1,32}$/, "")}${n + 1}`;
    const child = fork(this.#program, [this.#argument], { env: this.#environmentOf(n, name) });
    this.#workers.set(name, child);
    // When it is lost another one answers what it has not taken.
    const pending = new PendingHandoffs(child, (socket, head) =>
      this.#handOver(this.#next(), socket, head),
    );
    return new Promise((resolve) => {
      child.on("message", (message: WorkerMessage, socket) => {
        if (message.ready) {
          this.#ready.set(child, pending);
          this.#liveness.heard(child, performance.now());
          resolve(true);
        } else if (message.taken !== undefined) pending.taken(message.taken);
        else this.#receive(name, child, message, socket);
      });
      const gone = (status: number | null) => {
        this.#forget(name, child);
        resolve(false);
        if (this.#ending) this.#failed ||= status !== 0;
        else if (this.#up) this.#restart(n, name);
        this.#exitWithTheLastWorker();
      };
      child.once("exit", gone);
      child.on("error", (error) => {
        // Of one that was there the exit is heard as well; what could not be said to it does not matter.
        if (child.pid !== undefined) return;
        say(`Process ${name} could not be started: ${error.message}`);
        gone(null);
      });
    });
  }

  #environmentOf(n: number, name: string): NodeJS.ProcessEnv {
    const { metricsPort } = this.#config;
    const env: NodeJS.ProcessEnv = { ...process.env, QUICKPONG_PROCESS: name };
    env["PORT"] = String(this.#port);
    if (this.#redis) env["REDIS_URL"] = this.#redis.url;
    if (metricsPort) env["QUICKPONG_METRICS_PORT"] = String(metricsPort + n);
    return env;
  }

  #receive(name: string, child: ChildProcess, message: WorkerMessage, socket: SendHandle): void {
    if (message.heartbeat) this.#liveness.heard(child, performance.now());
    else if (message.socketCopy) this.#standbyListenerOf(name).keep(receivedHandle(socket));
    else if (socket) {
      const to = this.#pendingHandoffsOf(message.forWorker);
      this.#handOver(to, socket as Socket, message.head);
    }
  }

  /** The worker has ended; connections that came to it and were not taken go to the others. */
  #forget(name: string, child: ChildProcess): void {
    this.#ready.delete(child);
    this.#workers.delete(name);
    this.#liveness.forget(child);
    this.#silent.delete(child);
    this.#standbyListenerOf(name).open();
  }

  #standbyListenerOf(name: string): StandbyListener {
    const standby =
      this.#standbyListeners.get(name) ??
      new StandbyListener((socket) => this.#handOver(this.#next(), socket));
    this.#standbyListeners.set(name, standby);
    return standby;
  }

  /** Ends those that have hung, and answers in place of those that are not heard. */
  #checkLiveness(): void {
    const conditions = this.#liveness.check(performance.now());
    for (const [name, child] of this.#workers) {
      const condition = conditions.get(child);
      const standby = this.#standbyListenerOf(name);
      if (condition === "hung") {
        say(`Process ${name} has not been heard for ${DEAD_AFTER / 1000} s; ending it.`);
        child.kill("SIGKILL");
        this.#liveness.forget(child);
      } else if (condition === "silent") {
        this.#silent.add(child);
        standby.open();
      } else if (this.#silent.delete(child) && standby.isOpen) {
        standby.close();
        child.send({ socketCopy: true } satisfies SocketCopyRequest, () => {});
      }
    }
  }

  /** After a moment, and for as long as it takes. */
  #restart(n: number, name: string): void {
    setTimeout(() => {
      if (this.#ending) return;
      say(`Process ${name} has ended by itself; starting it again.`);
      try {
        void this.#launch(n);
      } catch (error) {
        say(`Process ${name} could not be started: ${(error as Error).message}`);
        this.#restart(n, name);
      }
    }, RESTART_AFTER);
  }

  #exitWithTheLastWorker(): void {
    if (this.#ending && this.#workers.size === 0) process.exit(this.#failed ? 1 : 0);
  }

  /** The workers that are ready and heard, one after the other. */
  #next(): PendingHandoffs | undefined {
    const heard = [...this.#ready].filter(([child]) => !this.#silent.has(child));
    return heard[this.#nextWorker++ % heard.length]?.[1];
  }

  /** The process of this name; when it is not there another one, which says so. */
  #pendingHandoffsOf(name: string | undefined): PendingHandoffs | undefined {
    const child = this.#workers.get(name ?? "");
    return (child && this.#ready.get(child)) ?? this.#next();
  }

  #handOver(to: PendingHandoffs | undefined, socket: Socket, head = ""): void {
    socket.once("error", () => socket.destroy());
    if (to) to.hand(socket, head);
    else socket.destroy();
  }
}
