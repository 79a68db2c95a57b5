/** Beats, questions and news between processes. */
import { HttpError } from "../http/body.ts";
import type { ProcessHeartbeat } from "./members.ts";
import type { ClusterTransport, OpenClusterTransport } from "./transport.ts";

/** An answer that takes longer (ms) will not come: its process or the wire is gone. */
const ANSWER_IN = 1500;

export type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>;
type Failure = { status: number; message: string };
type Letter =
  | { kind: "beat"; beat: ProcessHeartbeat }
  | { kind: "ask"; from: string; id: number; method: string; args: unknown[] }
  | { kind: "tell"; method: string; args: unknown[] }
  | { kind: "answer"; id: number; value?: unknown; failure?: Failure };

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

export interface RpcOptions {
  name: string;
  open: OpenClusterTransport;
  /** What others can ask and tell. */
  handlers: Handlers;
  /** Everybody's beats, our own too. */
  heard(beat: ProcessHeartbeat): void;
  /** Nobody is there under this name. */
  gone(name: string): void;
  /** A handler threw what it should not; who asked hears only that it did. */
  failed(error: unknown, method: string): void;
}

export class Rpc {
  readonly #options: RpcOptions;
  readonly #wire: ClusterTransport;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(options: RpcOptions) {
    this.#options = options;
    this.#wire = options.open(options.name, (text) => void this.#take(JSON.parse(text) as Letter));
  }

  beat(beat: ProcessHeartbeat): void {
    this.#send(undefined, { kind: "beat", beat }).catch(() => {});
  }

  /** Tells process `to` something, if it can be reached. */
  tell(to: string, method: string, ...args: unknown[]): void {
    this.#send(to, { kind: "tell", method, args }).catch(() => {});
  }

  /** Asks process `to`; rejects with an HttpError: its own, or 503 when it does not answer. */
  ask(to: string, method: string, ...args: unknown[]): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const fail = () => this.#settle(id, ({ reject }) => reject(new HttpError(503, "try again")));
      const timer = setTimeout(fail, ANSWER_IN);
      this.#pending.set(id, { resolve, reject, timer });
      const { name: from } = this.#options;
      this.#send(to, { kind: "ask", from, id, method, args }).then((readers) => {
        if (readers === 0) fail();
      }, fail);
    });
  }

  close(): void {
    this.#wire.close();
  }

  async #send(to: string | undefined, letter: Letter): Promise<number | undefined> {
    const readers = await this.#wire.send(to, JSON.stringify(letter));
    if (readers === 0 && to !== undefined) this.#options.gone(to);
    return readers;
  }

  async #take(letter: Letter): Promise<void> {
    if (letter.kind === "beat") return this.#options.heard(letter.beat);
    if (letter.kind === "answer") {
      const { id, value, failure } = letter;
      return this.#settle(id, ({ resolve, reject }) =>
        failure ? reject(new HttpError(failure.status, failure.message)) : resolve(value),
      );
    }
    const answer = await this.#answer(letter.method, letter.args);
    if (letter.kind === "tell") return;
    const { from, id } = letter;
    await this.#send(from, { kind: "answer", id, ...answer }).catch(() => {});
  }

  async #answer(
    method: string,
    args: unknown[],
  ): Promise<{ value: unknown } | { failure: Failure }> {
    try {
      return { value: await this.#options.handlers[method]?.(...(args as never[])) };
    } catch (error) {
      if (error instanceof HttpError) {
        return { failure: { status: error.status, message: error.message } };
      }
      this.#options.failed(error, method);
      return { failure: { status: 500, message: "server error" } };
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
