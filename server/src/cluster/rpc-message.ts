/** Messages between processes as text: anybody who reaches Redis can write to their channels. */
import { randomUUID } from "node:crypto";
import type { ProcessHeartbeat } from "./members.ts";

export type Failure = { status: number; message: string };

/** `id` is unique among the messages of all processes; an answer has that of its call. */
export type RpcMessage =
  | { kind: "heartbeat"; heartbeat: ProcessHeartbeat }
  | { kind: "call"; from: string; id: string; method: string; args: unknown[] }
  | { kind: "notify"; id: string; method: string; args: unknown[] }
  | { kind: "answer"; id: string; value?: unknown; failure?: Failure };

/** Longer ones are none of ours (characters): the longest is a heartbeat with a list of 50 matches. */
const LENGTH_MAX = 200_000;
/** Messages that are remembered, so that none is taken a second time: those of some seconds on a busy server. */
const REMEMBERED = 20_000;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const isText = (value: unknown): boolean => typeof value === "string";
const isCall = ({ id, method, args }: Fields): boolean =>
  isText(id) && isText(method) && Array.isArray(args);

/** What makes a message of each kind. */
const CHECKS: Readonly<Record<RpcMessage["kind"], (message: Fields) => boolean>> = {
  heartbeat: ({ heartbeat }) => isFields(heartbeat) && isHeartbeat(heartbeat),
  call: (message) => isCall(message) && isText(message["from"]),
  notify: isCall,
  answer: ({ id, failure }) => isText(id) && (failure === undefined || isFailure(failure)),
};

const FLAGS = ["opening", "retired", "isolated", "overloaded"] as const;
const NUMBERS = ["since", "online", "matches"] as const;

function isHeartbeat(heartbeat: Fields): boolean {
  return (
    isText(heartbeat["name"]) &&
    isListOfMatches(heartbeat["watchable"]) &&
    FLAGS.every((flag) => typeof heartbeat[flag] === "boolean") &&
    NUMBERS.every((number) => Number.isFinite(heartbeat[number]))
  );
}

const isListOfMatches = (list: unknown): boolean =>
  Array.isArray(list) && list.every(({ left, right }) => isFields(left) && isFields(right));

const isFailure = (failure: unknown): boolean =>
  isFields(failure) && Number.isInteger(failure["status"]) && isText(failure["message"]);

/** Reads a message; undefined for a text that is none. */
export function readMessage(text: string): RpcMessage | undefined {
  if (text.length > LENGTH_MAX) return undefined;
  try {
    const message: unknown = JSON.parse(text);
    if (!isFields(message) || !Object.hasOwn(CHECKS, String(message["kind"]))) return undefined;
    const check = CHECKS[message["kind"] as RpcMessage["kind"]];
    return check(message) ? (message as RpcMessage) : undefined;
  } catch {
    return undefined;
  }
}

/** Makes ids that no other process makes, whatever it is called and however often it was started. */
export function messageIds(): () => string {
  const sender = randomUUID();
  let last = 0;
  return () => `${sender}:${++last}`;
}

/** Which messages have come already. Bounded: the oldest are forgotten. */
export class SeenMessages {
  readonly #ids = new Set<string>();

  /** False when this message has come before. */
  isNew(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > REMEMBERED && oldest !== undefined) this.#ids.delete(oldest);
    return true;
  }
}
