/**
 * Every private member of `ws`, behind functions with types, for the fast path of messages
 * (connection.ts); docs/UPGRADING.md says what breaks each and which test guards it. Once, when this is
 * loaded, a connection without a network is read the fast way: when that fails, or the operator says so
 * (QUICKPONG_FAST_PATH=off), messages take `ws`'s ordinary way.
 */
import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { Duplex } from "node:stream";
import type { WebSocket } from "ws";

/** `ws` as the transport of Colyseus loads it: another version may lie beside it. */
const require = createRequire(createRequire(import.meta.url).resolve("@colyseus/ws-transport"));
const ws = require("ws") as typeof import("ws");
export const WS_VERSION = (require("ws/package.json") as { version: string }).version;

/** Of `ws`'s receiver: where it is in what it reads. The names are those of ws 8. */
interface Receiver {
  /** 0 while it is at the beginning of a frame. */
  _state: number;
  _loop: boolean;
  _bufferedBytes: number;
  _fragmented: number;
  _errored: boolean;
  writableLength: number;
}
const RECEIVER = {
  _state: "number",
  _loop: "boolean",
  _bufferedBytes: "number",
  _fragmented: "number",
  _errored: "boolean",
  writableLength: "number",
} satisfies Record<keyof Receiver, string>;

/** `ws`'s own reader of one connection, which reads what it is given and nothing else. */
export interface WsReader {
  readonly receiver: Receiver;
  read(chunk: Buffer): void;
}

/**
 * Takes `ws`'s reader off its stream. Undefined, and nothing is changed, when the reader is not the one
 * of ws 8.
 */
export function takeReader(socket: WebSocket, stream: Duplex): WsReader | undefined {
  const { _receiver: receiver } = socket as { _receiver?: Receiver };
  const [listener, ...more] = stream.listeners("data") as ((chunk: Buffer) => void)[];
  if (!receiver || !listener || more.length > 0) return undefined;
  const isKnown = Object.entries(RECEIVER).every(
    ([name, type]) => typeof receiver[name as keyof Receiver] === type,
  );
  if (!isKnown) return undefined;
  stream.off("data", listener);
  return { receiver, read: listener.bind(stream) };
}

/** Whether the reader is between two messages: the next byte begins a frame. */
export const isBetweenMessages = ({ receiver }: WsReader): boolean =>
  receiver._state === 0 &&
  receiver._bufferedBytes === 0 &&
  receiver._fragmented === 0 &&
  !receiver._loop &&
  !receiver._errored &&
  receiver.writableLength === 0;

/** Whether the reader has given up on its connection: it would have the rest wait for ever. */
export const hasFailed = ({ receiver }: WsReader): boolean => receiver._errored;

/**
 * Has `take` see every chunk from the system before the stream does: Node hands it to `push`. A chunk for
 * which it returns true does not pass the stream; `after` is called after each.
 */
export function interceptChunks(
  stream: Duplex,
  take: (chunk: Buffer) => boolean,
  after: () => void,
): void {
  const { push } = stream;
  stream.push = (chunk: Buffer | null, encoding) => {
    const isDone = chunk !== null && stream.readableFlowing === true && take(chunk);
    const goesOn = isDone || Reflect.apply(push, stream, [chunk, encoding]);
    after();
    return goesOn;
  };
}

/**
 * Has `take` see what is sent, and whether somebody is to be called back for it; what it returns false for
 * takes the ordinary way.
 */
export function interceptSends(
  socket: WebSocket,
  take: (data: unknown, hasCallback: boolean) => boolean,
): void {
  const { send } = socket;
  socket.send = (data: unknown, ...rest: unknown[]) => {
    if (!take(data, typeof rest.at(-1) === "function"))
      Reflect.apply(send, socket, [data, ...rest]);
  };
}

/** Why messages can't take the fast path with this version of `ws`; undefined when they can. */
export const fastPathFault: string | undefined = findFault();

function findFault(): string | undefined {
  try {
    const stream = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
    const socket = open(stream);
    const messages: string[] = [];
    socket.on("message", (data) => messages.push(String(data)));
    const reader = takeReader(socket, stream);
    if (!reader) return "its receiver is another one";
    // "hi", masked with zeros; and the first half of it.
    const frame = Buffer.from([0x82, 0x82, 0, 0, 0, 0, 0x68, 0x69]);
    const states = [isBetweenMessages(reader)];
    for (const chunk of [frame, frame.subarray(0, 3), frame.subarray(3)]) {
      reader.read(chunk);
      states.push(isBetweenMessages(reader));
    }
    socket.terminate();
    const isRight = String(states) === "true,true,false,true" && String(messages) === "hi,hi";
    return isRight ? undefined : `its receiver says ${states} and reads ${messages}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A WebSocket over `stream`, as a server opens it. */
function open(stream: Duplex): WebSocket {
  const server = new ws.WebSocketServer({ noServer: true, perMessageDeflate: false });
  const headers = {
    upgrade: "websocket",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "sec-websocket-version": "13",
  };
  const request = Object.assign(new EventEmitter(), { method: "GET", url: "/", headers });
  let opened: WebSocket | undefined;
  server.handleUpgrade(request as never, stream as never, Buffer.alloc(0), (socket) => {
    opened = socket;
  });
  if (!opened) throw new Error("it opens no connection");
  return opened;
}
