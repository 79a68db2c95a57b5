/**
 * FNV-1a with 64 bits over doubles, in arithmetic that every engine does alike: there is no BigInt in it,
 * and no WebCrypto, which pages on plain http lack. It tells apart what differs by accident, as an engine
 * or a version that computes otherwise would; it is no protection from somebody who wants two to be the same.
 */

/** 2^40 + 0x1b3 is the prime. */
const PRIME_LOW = 0x1b3;

export class Fnv64 {
  #high = 0xcbf29ce4;
  #low = 0x84222325;
  readonly #double = new DataView(new ArrayBuffer(8));

  byte(value: number): void {
    const low = (this.#low ^ value) >>> 0;
    const product = low * PRIME_LOW;
    this.#low = product >>> 0;
    const carry = Math.floor(product / 2 ** 32);
    this.#high = (Math.imul(this.#high, PRIME_LOW) + carry + (low << 8)) >>> 0;
  }

  /** Its eight bytes; 0 and -0 are different. */
  number(value: number): void {
    this.#double.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) this.byte(this.#double.getUint8(i));
  }

  /** 16 hex digits. */
  digest(): string {
    return [this.#high, this.#low].map((half) => half.toString(16).padStart(8, "0")).join("");
  }
}
