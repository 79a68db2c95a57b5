/** One direction of a proxied TCP connection: what is read comes out later, in order. */
import type { Socket } from "node:net";
import { Channel, type LinkQuality } from "../../virtual/channel.ts";

/** What may wait in one direction before reading stops, as a network's buffers are bounded (bytes). */
const WAITING_MAX = 4 * 1024 * 1024;
/** The end of the stream travels like data, so that nothing overtakes it. */
const END = Symbol("end");

export class Pipe {
  bytes = 0;
  readonly #channel: Channel<Buffer | typeof END>;
  readonly #from: Socket;
  readonly #to: Socket;
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(from: Socket, to: Socket, quality: LinkQuality, random: () => number) {
    this.#from = from;
    this.#to = to;
    this.#channel = new Channel(quality, random);
    from.on("data", (data) => this.#take(data));
    from.on("end", () => this.#send(END, 0));
  }

  /** From now on the link is like this; what is under way is not affected. */
  set quality(quality: LinkQuality) {
    this.#channel.quality = quality;
  }

  /** Nothing comes out for `ms`; then everything does. */
  stall(ms: number): void {
    this.#channel.stall(performance.now() + ms);
    this.#arm();
  }

  /** Loses what is under way and delivers nothing more. */
  cut(): void {
    clearTimeout(this.#timer);
    this.#channel.reset();
  }

  #take(data: Buffer): void {
    this.bytes += data.length;
    this.#waiting += data.length;
    if (this.#waiting > WAITING_MAX) this.#from.pause();
    this.#send(data, data.length);
  }

  #send(content: Buffer | typeof END, bytes: number): void {
    this.#channel.send(performance.now(), content, bytes);
    this.#deliver();
  }

  #deliver(): void {
    while (this.#channel.nextAt <= performance.now()) {
      const content = this.#channel.take();
      if (content === END) this.#to.end();
      else if (content) this.#write(content);
    }
    this.#arm();
  }

  #write(data: Buffer): void {
    this.#waiting -= data.length;
    if (this.#waiting <= WAITING_MAX && this.#from.isPaused()) this.#from.resume();
    if (!this.#to.destroyed && this.#to.writable) this.#to.write(data);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const wait = this.#channel.nextAt - performance.now();
    if (!Number.isFinite(wait)) return;
    this.#timer = setTimeout(() => this.#deliver(), Math.max(0, wait));
  }
}
