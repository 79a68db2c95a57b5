/** Little-endian numbers in a byte buffer that a cursor walks through. */

export interface Cursor {
  offset: number;
}
/** Uint8Array, Buffer and the encoder's own arrays alike. */
export interface Bytes {
  [index: number]: number;
  readonly length: number;
}

const scratch = new DataView(new ArrayBuffer(8));

/** Writes the low `size` bytes of a whole number, two's complement. */
export function writeInt(bytes: Bytes, at: Cursor, size: number, value: number): void {
  let rest = value;
  for (let i = 0; i < size; i++) {
    bytes[at.offset++] = rest & 255;
    rest = Math.floor(rest / 256);
  }
}

/** Reads a whole number of `size` (1 to 6) bytes. */
export function readUint(bytes: Bytes, at: Cursor, size: number): number {
  let value = 0;
  let unit = 1;
  for (let i = 0; i < size; i++) {
    value += (bytes[at.offset++] ?? 0) * unit;
    unit *= 256;
  }
  return value;
}

/** Reads a signed whole number of `size` bytes. */
export function readInt(bytes: Bytes, at: Cursor, size: number): number {
  const value = readUint(bytes, at, size);
  const half = 2 ** (8 * size - 1);
  return value >= half ? value - 2 * half : value;
}

export function writeFloat64(bytes: Bytes, at: Cursor, value: number): void {
  scratch.setFloat64(0, value, true);
  for (let i = 0; i < 8; i++) bytes[at.offset++] = scratch.getUint8(i);
}

export function readFloat64(bytes: Bytes, at: Cursor): number {
  for (let i = 0; i < 8; i++) scratch.setUint8(i, bytes[at.offset++] ?? 0);
  return scratch.getFloat64(0, true);
}
