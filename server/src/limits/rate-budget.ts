/**
 * How much a connection may send: a token bucket that is filled up at the heartbeat's checks (every
 * 400 ms), so that a message costs a subtraction and no look at the clock.
 */

/** Bytes a second, and at once. Ours bring 0.8 kB, and 5 kB after a stall of some seconds. */
const BYTE_RATE = 4096;
const BYTE_BURST = 16 * 1024;
/** Frames a second; ours sends 45 at most (30 inputs, watermarks, pings). */
const FRAME_RATE = 80;
/** At once: what a link brings that has stalled for some seconds. */
const FRAME_BURST = 250;
/**
 * Commands: messages that are rare and cost others more than a move does, as going away and coming back
 * is told to the opponent and to all spectators. By hand it is one at a time.
 */
const COMMAND_RATE = 3;
const COMMAND_BURST = 30;

export class RateBudget {
  #bytes = BYTE_BURST;
  #frames = FRAME_BURST;
  #commands = COMMAND_BURST;

  /** So much time has passed since the last call (ms). */
  refill(elapsed: number): void {
    const seconds = elapsed / 1000;
    this.#bytes = Math.min(BYTE_BURST, this.#bytes + seconds * BYTE_RATE);
    this.#frames = Math.min(FRAME_BURST, this.#frames + seconds * FRAME_RATE);
    this.#commands = Math.min(COMMAND_BURST, this.#commands + seconds * COMMAND_RATE);
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

  /** One more frame that is a command; false, and none is taken, when there are none left. */
  takeCommand(): boolean {
    if (this.#commands < 1 || !this.takeFrame()) return false;
    this.#commands--;
    return true;
  }
}
