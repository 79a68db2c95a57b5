/**
 * How much a connection may send: a token bucket that is filled up at the heartbeat's looks (every
 * 400 ms), so that a message costs a subtraction and no look at the clock.
 */

/** Bytes a second, and at once. Ours bring 0.8 kB, and 5 kB after a stall of some seconds. */
const BYTE_RATE = 4096;
const BYTE_BURST = 16 * 1024;
/** Frames a second; ours sends 45 at most (30 inputs, marks, pings). */
const FRAME_RATE = 80;
/** At once: what a link brings that has stalled for some seconds. */
const FRAME_BURST = 250;
/**
 * Words: whatever is said rarely and costs others more than a move does, as going away and coming back
 * is told to the opponent and to all who watch. By hand it is one at a time.
 */
const WORD_RATE = 3;
const WORD_BURST = 30;

export class RateBudget {
  #bytes = BYTE_BURST;
  #frames = FRAME_BURST;
  #words = WORD_BURST;

  /** So much time has passed since the last call (ms). */
  refill(elapsed: number): void {
    const seconds = elapsed / 1000;
    this.#bytes = Math.min(BYTE_BURST, this.#bytes + seconds * BYTE_RATE);
    this.#frames = Math.min(FRAME_BURST, this.#frames + seconds * FRAME_RATE);
    this.#words = Math.min(WORD_BURST, this.#words + seconds * WORD_RATE);
  }

  /** False when it is more than the connection may send. */
  takeBytes(count: number): boolean {
    this.#bytes -= count;
    return this.#bytes >= 0;
  }

  /** One more frame; false, and none is taken, when there are none left. */
  takeFrame(): boolean {
    if (this.#frames < 1) return false;
    this.#frames--;
    return true;
  }

  /** One more frame that is a word; false, and none is taken, when there are none left. */
  takeWord(): boolean {
    if (this.#words < 1 || !this.takeFrame()) return false;
    this.#words--;
    return true;
  }
}
