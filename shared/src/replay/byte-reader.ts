/** Numbers out of bytes that somebody else may have made: each is checked. */
import { ReplayFormatError } from "./format.ts";

/** Bytes of the longest varint: 49 bits. */
const VARINT_BYTES = 7;

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#next(1)] as number;
  }

  /** From `min` to `max`; `what` is for the error. */
  uint(what: string, max: number, min = 0): number {
    let value = 0;
    let unit = 1;
    for (let i = 0; i < VARINT_BYTES; i++) {
      const byte = this.byte();
      value += (byte % 128) * unit;
      unit *= 128;
      if (byte > 127) continue;
      if (value < min || value > max) throw outOfRange(what, value);
      return value;
    }
    throw new ReplayFormatError(`The recording's ${what} has too many bytes.`);
  }

  int(what: string, most: number): number {
    const coded = this.uint(what, 2 * most + 1);
    return coded % 2 === 1 ? -(coded + 1) / 2 : coded / 2;
  }

  word(): number {
    return this.#view.getUint32(this.#next(4), true);
  }

  double(what: string, min: number, max: number): number {
    const value = this.#view.getFloat64(this.#next(8), true);
    if (!(value >= min && value <= max)) throw outOfRange(what, value);
    return value;
  }

  #next(count: number): number {
    const at = this.#at;
    if (at + count > this.#bytes.length)
      throw new ReplayFormatError("The recording ends in the middle.");
    this.#at += count;
    return at;
  }
}

const outOfRange = (what: string, value: number): ReplayFormatError =>
  new ReplayFormatError(`The recording's ${what} can't be ${value}.`);
