/**
 * One connection, with a short way in and out for what makes up nearly all of its traffic.
 *
 * In: a player's message is one small binary frame, and nearly always arrives as one chunk. It is read
 * where it lies, without `ws`'s receiver, Colyseus's dispatch and the room; docs/adr/0011 says what that
 * saves. Everything else (pings, closing, fragments, half a frame) goes to the receiver as before, and
 * so do all chunks until the receiver has no loose ends.
 *
 * Out: a frame costs 11.3 us through Colyseus and `ws`, 9.2 when it is framed beforehand, and 7.6 as a
 * latin1 string, which Node copies to the kernel without keeping a buffer for it. It is safe because
 * nothing is ever compressed or in fragments: a frame of ours can't land inside another.
 *
 * With thousands of connections it is memory out of the cache that costs; hence few objects on the way.
 */
import type { Socket } from "node:net";
import { type Client, Protocol } from "@colyseus/core";
import { CloseReason, MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import type { WebSocket } from "ws";
import { RateBudget } from "../limits/rate-budget.ts";
import { type Violation, violations } from "../limits/violations.ts";
import { isIdle, isPlain, type Receiver, SHORT_HEAD, unmask } from "./frame-parser.ts";
import { FRAME_MAX, frameOf, latin1 } from "./frames.ts";

/** WebSocket.OPEN. */
const OPEN = 1;
/** Longest message of bytes: a frame's code, a type and 7 bytes of input are 9. */
export const BYTES_FRAME_MAX = 16;

/** Takes a `MatchMessage.play`: `bytes` from `from` up to `to`. Must not throw. */
export type PlayListener = (bytes: Uint8Array, from: number, to: number) => void;
type Inside = WebSocket & { _socket: Socket; _receiver?: Receiver };

/** Frames written since the process began, for the metrics. */
export const written = { frames: 0 };
const lines = new WeakMap<WebSocket, Connection>();

export class Connection {
  readonly socket: WebSocket;
  /** What may still come; it goes over to the connection with which its client comes back. */
  allowance = new RateBudget();
  /** Who plays here; while there is nobody, everything goes Colyseus's way. */
  player: PlayListener | undefined;
  /** Whether anything came since somebody set it to false. */
  heard = true;
  /** Messages that were taken. */
  messages = 0;
  /** The close code that it was ended for, whether or not the other end hears of it. */
  endedFor: number | undefined;
  /** What waits to be written in one piece. */
  #held: string | undefined;
  readonly #stream: Socket;
  readonly #receiver: Receiver | undefined;
  /** `ws`'s own reader. */
  readonly #receive: (chunk: Buffer) => void;
  /** Whether the receiver waits for the rest of something. */
  #loose = false;

  /** Takes over a WebSocket that has just been opened; `letMatchesOn` is called after every chunk. */
  constructor(socket: WebSocket, letMatchesOn: () => void) {
    const { _socket: stream, _receiver: receiver } = socket as Inside;
    this.socket = socket;
    this.#stream = stream;
    this.#receiver = receiver;
    const [receive] = stream.listeners("data") as ((chunk: Buffer) => void)[];
    this.#receive = receive?.bind(stream) ?? (() => {});
    if (receive) stream.off("data", receive);
    stream.on("data", (chunk: Buffer) => this.#read(chunk));
    // No client of ours pings; each ping is answered, and a write is what costs.
    socket.on("ping", () => {
      if (!this.allowance.takeFrame()) this.#cutOff("rate");
    });
    this.#shortenIn(stream.push, letMatchesOn);
    this.#shortenOut(socket.send);
    lines.set(socket, this);
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
    if (this.#held === undefined) this.#stream.write(frames, "latin1");
    else this.#held += frames;
  }

  /** Has what is written go out in one piece, when the returned function is called: a write is what costs. */
  hold(): () => void {
    this.#held ??= "";
    return () => {
      const held = this.#held;
      this.#held = undefined;
      if (held && this.socket.readyState === OPEN) this.#stream.write(held, "latin1");
    };
  }

  /**
   * Messages don't pass the stream: its buffer, its event and its next tick cost as much as they do. Of
   * those who have said something Node reads up to a thousand before it looks at a timer again, so that
   * matches get their turns in between; docs/adr/0014 has the figures.
   */
  #shortenIn(push: Socket["push"], letMatchesOn: () => void): void {
    const stream = this.#stream;
    stream.push = (chunk: Buffer | null, encoding) => {
      const isDone = chunk !== null && stream.readableFlowing === true && this.#take(chunk);
      const goesOn = isDone || Reflect.apply(push, stream, [chunk, encoding]);
      letMatchesOn();
      return goesOn;
    };
  }

  /** What Colyseus sends goes the short way, too: `ws` puts head and payload into two buffers. */
  #shortenOut(send: WebSocket["send"]): void {
    this.socket.send = (data: unknown, ...rest: unknown[]) => {
      const isShort = data instanceof Uint8Array && data.length <= FRAME_MAX;
      if (isShort && typeof rest.at(-1) !== "function") return this.write(frameOf(latin1(data)));
      Reflect.apply(send, this.socket, [data, ...rest]);
    };
  }

  /** One more message, which may be a word; false when there were too many. */
  admit(isWord: boolean): boolean {
    this.messages++;
    return isWord ? this.allowance.takeWord() : this.allowance.takeFrame();
  }

  /** Deals with a chunk that is nothing but messages; false for any other. */
  #take(chunk: Buffer): boolean {
    if (this.#loose || !isPlain(chunk)) return false;
    if (this.#affords(chunk)) this.#deliver(chunk);
    return true;
  }

  /** Any other chunk; or the first plain one since. */
  #read(chunk: Buffer): void {
    if (this.#loose) this.#loose = !isIdle(this.#receiver);
    if (this.#take(chunk) || !this.#affords(chunk)) return;
    this.#loose = true;
    // After an error the receiver takes nothing and would have the rest, and the end, wait for ever.
    if (!this.#receiver?._errored) this.#receive(chunk);
  }

  /** Counts what came; false when it was too much, which ends the connection. */
  #affords(chunk: Buffer): boolean {
    this.heard = true;
    if (this.allowance.takeBytes(chunk.length)) return true;
    this.#cutOff("bytes");
    return false;
  }

  #cutOff(offence: Violation): void {
    violations[offence]++;
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
    if (!player || !isPlay(chunk, from, to) || !this.allowance.takeFrame()) return false;
    this.messages++;
    player(chunk, from + 2, to);
    return true;
  }
}

/** Whether the message is a `MatchMessage.play`. */
export const isPlay = (bytes: Uint8Array, from: number, to: number): boolean =>
  bytes[from] === Protocol.ROOM_DATA_BYTES &&
  bytes[from + 1] === MatchMessage.play &&
  to - from >= 2 &&
  to - from <= BYTES_FRAME_MAX;

/** The connection of a client of Colyseus. */
export function connectionOf(client: Client): Connection {
  const line = lines.get(client.ref as unknown as WebSocket);
  if (!line) throw new Error("a client without a line");
  return line;
}
