/** Heartbeats, calls and notifications between processes. */
import { HttpError } from "../http/body.ts";
import type { ProcessHeartbeat } from "./members.ts";
import {
  type Failure,
  messageIds,
  type RpcMessage,
  readMessage,
  SeenMessages,
} from "./rpc-message.ts";
import type { ClusterTransport, OpenClusterTransport } from "./transport.ts";

/** An answer that takes longer (ms) will not come: its process or the transport is gone. */
const ANSWER_IN = 1500;

export type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>;

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

export interface RpcOptions {
  name: string;
  open: OpenClusterTransport;
  /** The methods that others can call and notify. */
  handlers: Handlers;
  /** A heartbeat has come, perhaps our own. */
  heard(heartbeat: ProcessHeartbeat): void;
  /** There is no process of this name. */
  gone(name: string): void;
  /** A handler threw something unexpected; the caller hears only that it did. */
  failed(error: unknown, method: string): void;
}

export class Rpc {
  readonly #options: RpcOptions;
  readonly #transport: ClusterTransport;
  readonly #pending = new Map<string, Pending>();
  readonly #newId = messageIds();
  readonly #seen = new SeenMessages();
  #refused = 0;

  constructor(options: RpcOptions) {
    this.#options = options;
    this.#transport = options.open(options.name, (text) => {
      const message = readMessage(text);
      if (message && this.#isNew(message)) void this.#receive(message);
      else this.#refused++;
    });
  }

  /** Messages that were none of ours, or came a second time. */
  get refused(): number {
    return this.#refused;
  }

  /** Sends a heartbeat to all processes, this one included. */
  sendHeartbeat(heartbeat: ProcessHeartbeat): void {
    this.#send(undefined, { kind: "heartbeat", heartbeat }).catch(() => {});
  }

  /** Calls a method of process `to`, if it can be reached, and waits for no answer. */
  notify(to: string, method: string, ...args: unknown[]): void {
    this.#send(to, { kind: "notify", id: this.#newId(), method, args }).catch(() => {});
  }

  /** Calls a method of process `to`; rejects with an HttpError: its own, or 503 without an answer in time. */
  call(to: string, method: string, ...args: unknown[]): Promise<unknown> {
    const id = this.#newId();
    return new Promise((resolve, reject) => {
      const fail = () => this.#settle(id, ({ reject }) => reject(new HttpError(503, "try again")));
      const timer = setTimeout(fail, ANSWER_IN);
      this.#pending.set(id, { resolve, reject, timer });
      const { name: from } = this.#options;
      this.#send(to, { kind: "call", from, id, method, args }).then((readers) => {
        if (readers === 0) fail();
      }, fail);
    });
  }

  close(): void {
    this.#transport.close();
  }

  async #send(to: string | undefined, message: RpcMessage): Promise<number | undefined> {
    const readers = await this.#transport.send(to, JSON.stringify(message));
    if (readers === 0 && to !== undefined) this.#options.gone(to);
    return readers;
  }

  async #receive(message: RpcMessage): Promise<void> {
    if (message.kind === "heartbeat") return this.#options.heard(message.heartbeat);
    if (message.kind === "answer") {
      const { id, value, failure } = message;
      return this.#settle(id, ({ resolve, reject }) =>
        failure ? reject(new HttpError(failure.status, failure.message)) : resolve(value),
      );
    }
    const answer = await this.#run(message.method, message.args);
    if (message.kind === "notify") return;
    const { from, id } = message;
    await this.#send(from, { kind: "answer", id, ...answer }).catch(() => {});
  }

  async #run(method: string, args: unknown[]): Promise<{ value: unknown } | { failure: Failure }> {
    try {
      const { handlers } = this.#options;
      const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
      return { value: await handler?.(...(args as never[])) };
    } catch (error) {
      if (error instanceof HttpError) {
        return { failure: { status: error.status, message: error.message } };
      }
      this.#options.failed(error, method);
      return { failure: { status: 500, message: "server error" } };
    }
  }

  /** An answer that comes twice finds nobody who waits for it, and another heartbeat says what the first did. */
  #isNew(message: RpcMessage): boolean {
    return (
      message.kind === "heartbeat" || message.kind === "answer" || this.#seen.isNew(message.id)
    );
  }

  #settle(id: string, how: (pending: Pending) => void): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    how(pending);
  }
}
