/**
 * A redis-server of the supervisor's own, by which its workers find each other: on a socket in a folder of its own
 * that nobody else may enter, with nothing saved. It is started again when it ends, and ends with the supervisor,
 * however that ends.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartError } from "../config.ts";
import { say } from "../say.ts";

/** At the start it has to answer within this time (ms). */
const START_IN = 10_000;
const LOOK_EVERY = 20;
/** One that ended by itself is started again after this (ms). */
const RESTART_AFTER = 200;
/** Shells say this when there is no such program. */
const NOT_FOUND = 127;
/** So much of what it says on standard error is kept (characters). */
const COMPLAINT_MAX = 1000;

/**
 * The shell reads what this process writes to it, which is nothing, until this process is gone: then it ends
 * Redis. Redis itself would go on.
 */
const GUARD = `exec 3<&0
"$@" </dev/null 3<&- &
redis=$!
(read -r _ <&3; kill -9 $redis; rm -f "$0/redis.sock"; rmdir "$0") 2>/dev/null &
guard=$!
wait $redis
status=$?
kill $guard 2>/dev/null
exit $status`;

const ADVICE =
  "--processes needs redis-server on the PATH (apt-get install redis-server, brew install redis), or REDIS_URL.";

export class OwnRedis {
  readonly #folder: string;
  #child: ChildProcess | undefined;
  #exitCode: number | null | undefined;
  /** Why it does not start, in its own words. */
  #complaint = "";
  #stopped = false;

  private constructor(folder: string) {
    this.#folder = folder;
    // When the process ends; it may also be killed, and then a folder with a socket is left.
    process.once("exit", () => this.stop());
  }

  /** Starts it and waits until it answers; rejects with a StartError that says what to install. */
  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(mkdtempSync(join(tmpdir(), "quickpong-redis-")));
    redis.#run();
    for (const end = performance.now() + START_IN; !(await answers(redis.url)); ) {
      const ended = redis.#exitCode !== undefined;
      if (ended || performance.now() > end) {
        redis.stop();
        throw new StartError(redis.#reason());
      }
      await sleep(LOOK_EVERY);
    }
    redis.#keepRunning();
    return redis;
  }

  /** For REDIS_URL. */
  get url(): string {
    return join(this.#folder, "redis.sock");
  }

  #reason(): string {
    if (this.#exitCode === NOT_FOUND) return ADVICE;
    return `--processes: redis-server does not start. ${this.#complaint.trim()}`;
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    // Its guard ends it when nobody can write to the guard any more.
    this.#child?.stdin?.destroy();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #run(): void {
    const settings = {
      "--port": "0",
      "--unixsocket": this.url,
      "--unixsocketperm": "700",
      "--dir": this.#folder,
      "--save": "",
      "--appendonly": "no",
      "--daemonize": "no",
      "--loglevel": "warning",
    };
    const args = ["-c", GUARD, this.#folder, "redis-server", ...Object.entries(settings).flat()];
    this.#exitCode = undefined;
    // Detached: a Ctrl-C in the terminal is for the supervisor, whose workers may need Redis for a while.
    this.#child = spawn("/bin/sh", args, { stdio: ["pipe", "ignore", "pipe"], detached: true });
    this.#child.stdin?.on("error", () => {});
    this.#child.stderr?.on("data", (text) => {
      this.#complaint = `${this.#complaint}${text}`.slice(-COMPLAINT_MAX);
    });
    this.#child.on("error", () => {});
    this.#child.once("close", (code) => {
      this.#exitCode = code;
    });
  }

  /** Meanwhile each worker pairs those who are connected to it. */
  #keepRunning(): void {
    this.#child?.once("close", () => {
      if (this.#stopped) return;
      say("Redis has ended by itself; starting it again.");
      setTimeout(() => {
        if (this.#stopped) return;
        this.#run();
        this.#keepRunning();
      }, RESTART_AFTER);
    });
  }
}

const answers = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    if (!existsSync(socketPath)) return resolve(false);
    const socket = connect(socketPath, () => {
      socket.destroy();
      resolve(true);
    }).on("error", () => resolve(false));
  });
