/**
 * A WebSocket client with nothing around it, for thousands of them in one process: one static
 * buffer to read into, frames parsed in place, no masking key to speak of (all zero is a valid one).
 */
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

const READ_BUFFER = 64 * 1024;
const TEXT = { binary: 2, close: 8, ping: 9, pong: 10 } as const;
const FINAL = 0x80;
const MASKED = 0x80;
/** Longest payload whose length fits the first length byte; ours are never over 64 kB. */
const SHORT = 125;
const TWO_BYTES = 126;

export interface LightSocketHooks {
  open(): void;
  /** A message; the bytes are good only until this returns. */
  message(bytes: Buffer): void;
  /** It is over; a close code, or 1006 without one. */
  closed(code: number): void;
}

/** All sockets read into the same memory: each read is dealt with before the next. */
const shared = Buffer.allocUnsafe(READ_BUFFER);

export class LightSocket {
  readonly #socket: Socket;
  readonly #hooks: LightSocketHooks;
  #rest: Buffer | undefined;
  #upgraded = false;
  #code = 1006;
  #over = false;

  /** `origin`: of the page that a browser would be on; programs say none. */
  constructor(host: string, port: number, path: string, hooks: LightSocketHooks, origin?: string) {
    this.#hooks = hooks;
    this.#socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (length, buffer) => {
          this.#read(Buffer.from(buffer.buffer, buffer.byteOffset, length));
          return true;
        },
      },
    });
    this.#socket.once("connect", () => {
      const key = randomBytes(16).toString("base64");
      this.#socket.write(
        `GET ${path} HTTP/1.1\r\nHost: ${host.includes(":") ? `[${host}]` : host}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${origin ? `Origin: ${origin}\r\n` : ""}` +
          `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      );
    });
    this.#socket.on("error", () => {});
    this.#socket.on("close", () => this.#end());
  }

  get isOpen(): boolean {
    return this.#upgraded && !this.#over;
  }

  /** Sends a binary message; its frame is 6 bytes longer than `payload`. */
  send(payload: Uint8Array): void {
    if (this.isOpen) this.#frame(TEXT.binary, payload);
  }

  close(): void {
    this.#over = true;
    this.#socket.destroy();
  }

  #frame(opcode: number, payload: Uint8Array): void {
    const frame = Buffer.alloc(6 + payload.length);
    frame[0] = FINAL | opcode;
    frame[1] = MASKED | payload.length;
    frame.set(payload, 6);
    this.#socket.write(frame);
  }

  #read(data: Buffer): void {
    let bytes = this.#rest ? Buffer.concat([this.#rest, data]) : data;
    this.#rest = undefined;
    if (!this.#upgraded) {
      const end = bytes.indexOf("\r\n\r\n");
      if (end < 0) return this.#keep(bytes);
      const status = bytes.toString("latin1", 9, 12);
      if (status !== "101") {
        this.#code = Number(status);
        return void this.#socket.destroy();
      }
      this.#upgraded = true;
      bytes = bytes.subarray(end + 4);
      this.#hooks.open();
    }
    this.#frames(bytes);
  }

  #frames(bytes: Buffer): void {
    let at = 0;
    while (at + 2 <= bytes.length && !this.#over) {
      const short = (bytes[at + 1] as number) & 127;
      const header = short <= SHORT ? 2 : 4;
      if (short > TWO_BYTES) return void this.#socket.destroy();
      if (at + header > bytes.length) break;
      const length = short === TWO_BYTES ? bytes.readUInt16BE(at + 2) : short;
      if (at + header + length > bytes.length) break;
      const payload = bytes.subarray(at + header, at + header + length);
      at += header + length;
      this.#handle((bytes[at - header - length] as number) & 15, payload);
    }
    if (at < bytes.length) this.#keep(bytes.subarray(at));
  }

  #handle(opcode: number, payload: Buffer): void {
    if (opcode === TEXT.binary) this.#hooks.message(payload);
    else if (opcode === TEXT.ping) this.#frame(TEXT.pong, payload);
    else if (opcode === TEXT.close) {
      if (payload.length >= 2) this.#code = payload.readUInt16BE(0);
      this.#frame(TEXT.close, payload.subarray(0, 2));
      this.#socket.end();
    }
  }

  #keep(bytes: Buffer): void {
    this.#rest = bytes.length > 0 ? Buffer.from(bytes) : undefined;
  }

  #end(): void {
    const told = this.#over;
    this.#over = true;
    if (!told) this.#hooks.closed(this.#code);
  }
}
