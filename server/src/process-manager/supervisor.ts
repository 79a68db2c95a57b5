/**
 * `npm start -- --processes N`: as many processes on this machine behind one port. Where the system
 * can do so it spreads connections over them; where it can't, the launcher accepts them and hands them
 * over. It reads none of them, so it is never in the way.
 */
import { type ChildProcess, fork } from "node:child_process";
import { createServer, type Server, type Socket } from "node:net";
import { parseArgs } from "node:util";
import { CHECK_EVERY, DEAD_AFTER, Liveness } from "../cluster/liveness.ts";
import type { RelayedMessage } from "../cluster/transport.ts";
import { type Config, StartError } from "../config.ts";
import { receivedHandle } from "../node-internals.ts";
import { say } from "../say.ts";
import { takePort } from "./listen.ts";
import { PendingHandoffs } from "./pending-handoffs.ts";
import { SpareDoor } from "./spare-door.ts";
import { type AskedForDoor, LAUNCHED, type Said } from "./worker.ts";

/** More than that want more than one machine. */
const PROCESSES_MAX = 64;
/** One that ended by itself is started again after this (ms). */
const AGAIN_AFTER = 1000;

/** How many processes were asked for; throws a StartError when that makes no sense. */
export function readProcesses(args: readonly string[]): number {
  const wanted = wish(args);
  const count = Number(wanted);
  if (/^\d+$/.test(wanted) && count >= 1 && count <= PROCESSES_MAX) return count;
  throw new StartError(`--processes ${wanted}: expected a whole number from 1 to ${PROCESSES_MAX}`);
}

function wish(args: readonly string[]): string {
  try {
    const options = { processes: { type: "string", default: "1" } } as const;
    return parseArgs({ args: [...args], options }).values.processes;
  } catch (error) {
    throw new StartError((error as Error).message);
  }
}

/**
 * Runs `program` so many times, with names and metrics ports one after the other. Who ends by itself
 * is started again; signals are passed on, and when all have ended so does this process. `opened`
 * hears the port once all are up; one that can't start is a StartError.
 */
export async function supervise(
  program: string,
  count: number,
  config: Config,
  opened: (port: number) => void,
): Promise<void> {
  const launcher = new Launcher(program, config);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => launcher.end(signal));
  }
  opened(await launcher.start(count));
}

class Launcher {
  readonly #program: string;
  readonly #config: Config;
  readonly #door: Server;
  readonly #children = new Map<string, ChildProcess>();
  /** Those that are ready, and what is on its way to them. */
  readonly #ready = new Map<ChildProcess, PendingHandoffs>();
  /** Copies of the sockets at which they listen; of one that has ended until another takes its place. */
  readonly #doors = new Map<string, SpareDoor>();
  readonly #liveness = new Liveness<ChildProcess>(performance.now());
  /** Not heard for the moment. */
  readonly #silent = new Set<ChildProcess>();
  #how: string = LAUNCHED.handed;
  #port = 0;
  #turn = 0;
  /** All have been up. */
  #up = false;
  #ending = false;
  #failed = false;

  constructor(program: string, config: Config) {
    this.#program = program;
    this.#config = config;
    this.#door = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
      this.#hand(this.#next(), socket);
    });
  }

  /** Resolves with the port when all are up. */
  async start(count: number): Promise<number> {
    const { port, shared } = await takePort(this.#door, this.#config);
    this.#port = port;
    this.#how = shared ? LAUNCHED.shares : LAUNCHED.handed;
    const all = Array.from({ length: count }, (_, n) => this.#launch(n));
    setInterval(() => this.#look(), CHECK_EVERY);
    this.#up = (await Promise.all(all)).every(Boolean);
    if (this.#up || this.#ending) return port;
    this.#failed = true;
    this.end("SIGTERM");
    throw new StartError("A process could not start: see above.");
  }

  end(signal: NodeJS.Signals): void {
    this.#ending = true;
    for (const child of this.#children.values()) child.kill(signal);
    this.#leaveWhenAlone();
  }

  /** Whether it came up, or ended before. */
  #launch(n: number): Promise<boolean> {
    const { processName, metricsPort } = this.#config;
    const name = `${processName.replace(/\d{1,32}$/, "")}${n + 1}`;
    const env: NodeJS.ProcessEnv = { ...process.env, QUICKPONG_PROCESS: name };
    env["PORT"] = String(this.#port);
    if (metricsPort) env["QUICKPONG_METRICS_PORT"] = String(metricsPort + n);
    const child = fork(this.#program, [this.#how], { env });
    this.#children.set(name, child);
    // When it is lost another one answers what it has not taken.
    const untaken = new PendingHandoffs(child, (socket, head) =>
      this.#hand(this.#next(), socket, head),
    );
    return new Promise((resolve) => {
      child.on("message", (message: Said & Partial<RelayedMessage>, socket) => {
        if (message.beat) this.#liveness.heard(child, performance.now());
        else if (message.door) this.#doorOf(name).keep(receivedHandle(socket));
        else if (message.ready) {
          this.#ready.set(child, untaken);
          this.#liveness.heard(child, performance.now());
          resolve(true);
        } else if (message.taken !== undefined) untaken.taken(message.taken);
        else if (message.text !== undefined) this.#relay(message as RelayedMessage);
        else if (socket) this.#hand(this.#find(message.passOn), socket as Socket, message.head);
      });
      const gone = (status: number | null) => {
        this.#ready.delete(child);
        this.#children.delete(name);
        this.#liveness.forget(child);
        this.#silent.delete(child);
        // Who has come to it and was not taken.
        this.#doorOf(name).open();
        resolve(false);
        if (this.#ending) this.#failed ||= status !== 0;
        else if (this.#up) this.#startAgain(n, name);
        this.#leaveWhenAlone();
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

  #doorOf(name: string): SpareDoor {
    const door =
      this.#doors.get(name) ?? new SpareDoor((socket) => this.#hand(this.#next(), socket));
    this.#doors.set(name, door);
    return door;
  }

  /** Ends those that have hung, and answers at the doors of those that are not heard. */
  #look(): void {
    const conditions = this.#liveness.check(performance.now());
    for (const [name, child] of this.#children) {
      const condition = conditions.get(child);
      const door = this.#doorOf(name);
      if (condition === "hung") {
        say(`Process ${name} has not been heard for ${DEAD_AFTER / 1000} s; ending it.`);
        child.kill("SIGKILL");
        this.#liveness.forget(child);
      } else if (condition === "silent") {
        this.#silent.add(child);
        door.open();
      } else if (this.#silent.delete(child) && door.isOpen) {
        door.close();
        child.send({ door: true } satisfies AskedForDoor, () => {});
      }
    }
  }

  /** After a moment, and for as long as it takes. */
  #startAgain(n: number, name: string): void {
    setTimeout(() => {
      if (this.#ending) return;
      say(`Process ${name} has ended by itself; starting it again.`);
      try {
        void this.#launch(n);
      } catch (error) {
        say(`Process ${name} could not be started: ${(error as Error).message}`);
        this.#startAgain(n, name);
      }
    }, AGAIN_AFTER);
  }

  #leaveWhenAlone(): void {
    if (this.#ending && this.#children.size === 0) process.exit(this.#failed ? 1 : 0);
  }

  #relay({ to, text }: RelayedMessage): void {
    for (const [name, child] of this.#children) {
      // Without somebody to tell it to, an error would end this process; who is gone is heard to exit.
      if ((to === undefined || to === name) && child.connected) child.send({ text }, () => {});
    }
  }

  /** Who is ready and heard, one after the other. */
  #next(): PendingHandoffs | undefined {
    const heard = [...this.#ready].filter(([child]) => !this.#silent.has(child));
    return heard[this.#turn++ % heard.length]?.[1];
  }

  /** The process of this name; when it is not there another one, which says so. */
  #find(name: string | undefined): PendingHandoffs | undefined {
    const child = this.#children.get(name ?? "");
    return (child && this.#ready.get(child)) ?? this.#next();
  }

  #hand(to: PendingHandoffs | undefined, socket: Socket, head = ""): void {
    socket.once("error", () => socket.destroy());
    if (to) to.hand(socket, head);
    else socket.destroy();
  }
}
