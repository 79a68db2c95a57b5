/**
 * One connection, with a fast path in and out for what makes up nearly all of its traffic.
 *
 * In: a player's message is one small binary frame, and nearly always arrives as one chunk. It is read
 * where it lies, without `ws`'s receiver, Colyseus's dispatch and the room; docs/adr/0011 says what that
 * saves. Everything else (pings, closing, fragments, half a frame) goes to the receiver as before, and
 * so do all chunks until the receiver is between two messages again.
 *
 * Out: a frame costs 11.3 us through Colyseus and `ws`, 9.2 when it is framed beforehand, and 7.6 as a
 * latin1 string, which Node copies to the kernel without keeping a buffer for it. It is safe because
 * nothing is ever compressed or in fragments: a frame of ours can't land inside another.
 *
 * Without the fast path (ws-internals.ts) messages take `ws`'s ordinary way, in and out, and are the same.
 *
 * With thousands of connections it is memory out of the cache that costs; hence few objects on the way.
 */
import type { Socket } from "node:net";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import type { WebSocket } from "ws";
import { RateBudget } from "../limits/rate-budget.ts";
import { type Violation, violations } from "../limits/violations.ts";
import { isPlain, isPlay, SHORT_HEAD, unmask } from "./frame-parser.ts";
import { FRAME_MAX, frameOf, latin1, payloadsIn } from "./frames.ts";
import {
  hasFailed,
  interceptChunks,
  interceptSends,
  isBetweenMessages,
  takeReader,
  type WsReader,
} from "./ws-internals.ts";

/** WebSocket.OPEN. */
const OPEN = 1;
const BINARY = { binary: true };

/** Takes a `MatchMessage.play`: `bytes` from `from` up to `to`. Must not throw. */
export type PlayListener = (bytes: Uint8Array, from: number, to: number) => void;

/** Frames written since the process began, for the metrics. */
export const written = { frames: 0 };
const connections = new WeakMap<object, Connection>();

export interface ConnectionOptions {
  /** Called after every chunk. */
  runDueTicks(): void;
  /** Whether messages may take the fast path. */
  fastPath: boolean;
}

export class Connection {
  readonly socket: WebSocket;
  /** What may still come; it goes over to the connection with which its client comes back. */
  budget = new RateBudget();
  /** Takes what a player says while playing; while there is nobody, everything goes Colyseus's way. */
  player: PlayListener | undefined;
  /** Whether anything came since somebody set it to false. */
  alive = true;
  /** Messages that were taken. */
  messages = 0;
  /** The close code that it was ended for, whether or not the other end hears of it. */
  endedFor: number | undefined;
  /** What waits to be written in one piece. */
  #corked: string | undefined;
  readonly #stream: Socket;
  /** `ws`'s own reader; undefined when it still reads by itself, and messages take the ordinary way. */
  readonly #reader: WsReader | undefined;
  /** Whether the reader waits for the rest of something. */
  #midFrame = false;

  /** Takes over a WebSocket that has just been opened over `stream`. */
  constructor(socket: WebSocket, stream: Socket, { runDueTicks, fastPath }: ConnectionOptions) {
    this.socket = socket;
    this.#stream = stream;
    this.#reader = fastPath ? takeReader(socket, stream) : undefined;
    if (this.#reader) this.#takeFastPath(this.#reader, runDueTicks);
    else this.#takeOrdinaryPath(runDueTicks);
    // No client of ours pings; each ping is answered, and a write is what costs.
    socket.on("ping", () => {
      if (!this.budget.takeFrame()) this.#cutOff("rate");
    });
    connections.set(socket, this);
  }

  /** The connection of a WebSocket that one was made for. */
  static of(socket: object): Connection {
    const connection = connections.get(socket);
    if (!connection) throw new Error("a WebSocket without a connection");
    return connection;
  }

  /** Whether messages take the fast path. */
  get isFast(): boolean {
    return this.#reader !== undefined;
  }

  get bytesRead(): number {
    return this.#stream.bytesRead;
  }

  get bytesWritten(): number {
    return this.#stream.bytesWritten;
  }

  /** Bytes that the other end has not taken yet. */
  get unsent(): number {
    return this.#stream.writableLength;
  }

  /** Writes whole frames, one byte a character, unless the connection is closing. */
  write(frames: string): void {
    if (this.socket.readyState !== OPEN) return;
    written.frames++;
    if (!this.#reader) for (const each of payloadsIn(frames)) this.socket.send(each, BINARY);
    else if (this.#corked === undefined) this.#stream.write(frames, "latin1");
    else this.#corked += frames;
  }

  /** Has what is written go out in one piece, when the returned function is called: a write is what costs. */
  cork(): () => void {
    if (!this.#reader) {
      this.#stream.cork();
      return () => this.#stream.uncork();
    }
    this.#corked ??= "";
    return () => {
      this.#flush();
      this.#corked = undefined;
    };
  }

  /** Writes what is corked. */
  #flush(): void {
    if (!this.#corked) return;
    if (this.socket.readyState === OPEN) this.#stream.write(this.#corked, "latin1");
    this.#corked = "";
  }

  /**
   * Messages don't pass the stream: its buffer, its event and its next tick cost as much as they do. Of
   * those who have said something Node reads up to a thousand before it looks at a timer again, so that
   * due ticks run in between; docs/adr/0014 has the figures. What Colyseus sends is written the fast way,
   * too: `ws` puts head and payload into two buffers.
   */
  #takeFastPath(reader: WsReader, runDueTicks: () => void): void {
    this.#stream.on("data", (chunk: Buffer) => this.#read(reader, chunk));
    interceptChunks(this.#stream, (chunk) => this.#take(chunk), runDueTicks);
    interceptSends(this.socket, (data, hasCallback) => {
      const isShort = !hasCallback && data instanceof Uint8Array && data.length <= FRAME_MAX;
      if (isShort) this.write(frameOf(latin1(data)));
      else this.#flush();
      return isShort;
    });
  }

  /** Counts what comes before `ws` reads it, and runs due ticks after. */
  #takeOrdinaryPath(runDueTicks: () => void): void {
    this.#stream.prependListener("data", (chunk: Buffer) => {
      // `ws` reads what has come before an end: nobody is to hear of it.
      if (!this.#affords(chunk)) this.socket.removeAllListeners("message");
    });
    this.#stream.on("data", runDueTicks);
  }

  /** One more message, which may be a command; false when there were too many. */
  admit(isCommand: boolean): boolean {
    this.messages++;
    return isCommand ? this.budget.takeCommand() : this.budget.takeFrame();
  }

  /** Deals with a chunk that is nothing but messages; false for any other. */
  #take(chunk: Buffer): boolean {
    if (this.#midFrame || !isPlain(chunk)) return false;
    if (this.#affords(chunk)) this.#deliver(chunk);
    return true;
  }

  /** Any other chunk; or the first plain one since. */
  #read(reader: WsReader, chunk: Buffer): void {
    if (this.#midFrame) this.#midFrame = !isBetweenMessages(reader);
    if (this.#take(chunk) || !this.#affords(chunk)) return;
    this.#midFrame = true;
    // After an error the reader takes nothing and would have the rest, and the end, wait for ever.
    if (!hasFailed(reader)) reader.read(chunk);
  }

  /** Counts what came; false when it was too much, which ends the connection. */
  #affords(chunk: Buffer): boolean {
    this.alive = true;
    if (this.budget.takeBytes(chunk.length)) return true;
    this.#cutOff("bytes");
    return false;
  }

  #cutOff(violation: Violation): void {
    violations[violation]++;
    this.endedFor = CloseReason.misbehaved;
    this.socket.terminate();
  }

  /** Hands on the messages of a plain chunk, unmasked where they lie. */
  #deliver(chunk: Buffer): void {
    for (let from = SHORT_HEAD; from <= chunk.length; ) {
      const to = unmask(chunk, from);
      if (!this.#play(chunk, from, to) && this.socket.readyState === OPEN) {
        this.socket.emit("message", chunk.subarray(from, to), true);
      }
      from = to + SHORT_HEAD;
    }
  }

  #play(chunk: Buffer, from: number, to: number): boolean {
    const { player } = this;
    if (!player || !isPlay(chunk, from, to) || !this.budget.takeFrame()) return false;
    this.messages++;
    player(chunk, from + 2, to);
    return true;
  }
}
