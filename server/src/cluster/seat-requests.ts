/** Asks the other processes for a seat in a match that runs on one of them: to come back to, or to watch. */
import { randomUUID } from "node:crypto";
import type { HttpError } from "../http/body.ts";
import type { InboxMessage } from "./inbox-message.ts";

/** An answer that takes longer (ms) will not come. */
const ANSWER_IN = 1500;

type Answer = Extract<InboxMessage, { kind: "answer" }>;

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
  /** Processes that have not answered; it is not known at first how many there are. */
  left: number;
  refusal: HttpError;
}

export class SeatRequests {
  readonly #pending = new Map<string, Pending>();

  /** `send` passes a request with this id to all others and says how many they are. Rejects with an HttpError. */
  ask(send: (id: string) => Promise<number>, refusal: HttpError): Promise<unknown> {
    const id = randomUUID();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#refuse(id), ANSWER_IN);
      const pending = { resolve, reject, timer, left: 0, refusal };
      this.#pending.set(id, pending);
      send(id).then(
        (count) => this.#count(id, count),
        () => this.#refuse(id),
      );
    });
  }

  answered({ id, value, status }: Answer): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    if (status !== undefined) return this.#count(id, -1);
    this.#forget(id, pending);
    pending.resolve(value);
  }

  /** An answer may come before it is known how many were asked. */
  #count(id: string, change: number): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    pending.left += change;
    if (pending.left === 0) this.#refuse(id);
  }

  #refuse(id: string): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#forget(id, pending);
    pending.reject(pending.refusal);
  }

  #forget(id: string, { timer }: Pending): void {
    clearTimeout(timer);
    this.#pending.delete(id);
  }
}
