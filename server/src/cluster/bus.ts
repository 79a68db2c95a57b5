/**
 * Questions and beats between processes, over Redis pub/sub. Nothing is stored in Redis, so nothing
 * in it can be stale: after an outage the next beat puts everything right.
 */
import { Redis, type RedisOptions } from "ioredis";
import { HttpError } from "../edge/body.ts";
import type { Beat } from "./members.ts";

/** An answer that takes longer (ms) will not come: its process or Redis is gone. */
const ANSWER_IN = 1500;
const CONNECTION = {
  // What can't be said now is not worth saying later.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: ANSWER_IN,
  connectTimeout: 1000,
  retryStrategy: (attempt: number) => Math.min(attempt * 100, 500),
} satisfies RedisOptions;
const BEATS = "quickpong:beats";
const mailbox = (name: string) => `quickpong:to:${name}`;

type Handler = (...args: never[]) => unknown;
type Failure = { status: number; message: string };
type Letter =
  | { kind: "ask"; from: string; id: number; method: string; args: unknown[] }
  | { kind: "answer"; id: number; value?: unknown; failure?: Failure };

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

export class Bus {
  readonly #name: string;
  readonly #handlers: Readonly<Record<string, Handler>>;
  readonly #out: Redis;
  readonly #in: Redis;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  /** `handlers` answer what others ask; `heard` takes everybody's beats. */
  constructor(
    url: string,
    name: string,
    handlers: Readonly<Record<string, Handler>>,
    heard: (beat: Beat) => void,
  ) {
    this.#name = name;
    this.#handlers = handlers;
    this.#out = new Redis(url, CONNECTION);
    // A subscriber says nothing for long, so it has no deadline.
    this.#in = new Redis(url, { ...CONNECTION, autoResubscribe: false });
    for (const redis of [this.#out, this.#in]) redis.on("error", () => {});
    this.#in.on("ready", () => this.#in.subscribe(BEATS, mailbox(name)).catch(() => {}));
    this.#in.on("message", (channel: string, text: string) => {
      if (channel === BEATS) heard(JSON.parse(text) as Beat);
      else void this.#take(JSON.parse(text) as Letter);
    });
  }

  beat(beat: Beat): void {
    this.#out.publish(BEATS, JSON.stringify(beat)).catch(() => {});
  }

  /** Asks process `to`; rejects with an HttpError: its own, or 503 when it does not answer. */
  ask(to: string, method: string, ...args: unknown[]): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const fail = () => this.#settle(id, ({ reject }) => reject(new HttpError(503, "try again")));
      const timer = setTimeout(fail, ANSWER_IN);
      this.#pending.set(id, { resolve, reject, timer });
      this.#send(to, { kind: "ask", from: this.#name, id, method, args }).then((readers) => {
        if (readers === 0) fail();
      }, fail);
    });
  }

  close(): void {
    for (const redis of [this.#in, this.#out]) redis.disconnect();
  }

  #send(to: string, letter: Letter): Promise<number> {
    return this.#out.publish(mailbox(to), JSON.stringify(letter));
  }

  async #take(letter: Letter): Promise<void> {
    if (letter.kind === "answer") {
      const { id, value, failure } = letter;
      return this.#settle(id, ({ resolve, reject }) =>
        failure ? reject(new HttpError(failure.status, failure.message)) : resolve(value),
      );
    }
    const { from, id, method, args } = letter;
    const answer = await this.#answer(method, args);
    await this.#send(from, { kind: "answer", id, ...answer }).catch(() => {});
  }

  async #answer(
    method: string,
    args: unknown[],
  ): Promise<{ value: unknown } | { failure: Failure }> {
    try {
      return { value: await this.#handlers[method]?.(...(args as never[])) };
    } catch (error) {
      const known = error instanceof HttpError;
      return {
        failure: known
          ? { status: error.status, message: error.message }
          : { status: 500, message: "server error" },
      };
    }
  }

  #settle(id: number, how: (pending: Pending) => void): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    how(pending);
  }
}
