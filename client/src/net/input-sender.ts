/**
 * Turns what the player wants into inputs and watermark messages: stamps them on the clock P, sends only
 * changes, and paces a pointer, whose every twitch would otherwise be a message.
 */
import { contactTime, defenderOf } from "@quickpong/shared/ball.ts";
import type { Side } from "@quickpong/shared/court.ts";
import { clampPaddle } from "@quickpong/shared/paddle.ts";
import type { PlayMessage } from "@quickpong/shared/protocol/input-codec.ts";
import type { OwnPaddle } from "./own-paddle.ts";
import type { NumberedFlight } from "./publication-reader.ts";

/**
 * A pointer speaks at most this often (ms) and not below this change (u). Keys are exact. A change
 * smaller than a stride waits longer, so that the trembling of a resting hand is a few messages a
 * second instead of thirty; every message that is saved makes the link's jitter smaller.
 */
const POINTER_PACE = 1000 / 30;
const SLOWEST_PACE = 120;
const DEAD_BAND = 3;
const STRIDE = 12;
/** Input numbers are modulo this. */
const WRAP = 256;

export class InputSender {
  /** What the player wants: a target y (u), or null to stop where the paddle is. */
  wanted: number | null = null;
  /** What was said last; undefined, which nothing wanted is like, when that may not have arrived. */
  private sent: number | null | undefined = null;
  private sentAt = Number.NEGATIVE_INFINITY;
  private readonly sendTimes = new Float64Array(WRAP).fill(Number.NaN);
  /** No more inputs will be stamped up to here, as the server has been told. */
  private closedUpTo = -1;

  /**
   * The messages of this frame. `now` is local time (ms), `P` the predicted time (ticks), `newest`
   * the newest flight that the server has spoken of. The own paddle takes up a new target at once.
   */
  sendIfDue(
    now: number,
    P: number,
    side: Side,
    paddle: OwnPaddle,
    newest: NumberedFlight | undefined,
  ): PlayMessage | null {
    const tick = Math.max(Math.floor(P) + 1, paddle.lastTick, this.closedUpTo + 1);
    if (this.changed(now, paddle.range)) {
      const target = clampPaddle(
        paddle.rules,
        this.wanted === null ? paddle.at(tick) : this.wanted,
      );
      const seq = paddle.steer(tick, target);
      this.sent = this.wanted;
      this.sentAt = now;
      this.sendTimes[seq] = now;
      this.closedUpTo = Math.max(this.closedUpTo, tick - 1);
      return { kind: "input", seq, tick, target };
    }
    return this.watermarkDue(P, side, newest)
      ? { kind: "watermark", tick: this.watermark(P) }
      : null;
  }

  /** When input `seq` was sent (ms, local); NaN when it is not ours. */
  sentAtOf(seq: number): number {
    return this.sendTimes[seq] ?? Number.NaN;
  }

  private changed(now: number, end: number): boolean {
    const { wanted, sent } = this;
    if (wanted === sent) return false;
    if (wanted === null || Math.abs(wanted) >= end) return true;
    const moved = typeof sent !== "number" ? STRIDE : Math.abs(wanted - sent);
    const pace = Math.min(SLOWEST_PACE, POINTER_PACE * Math.max(1, STRIDE / moved));
    return moved >= DEAD_BAND && now - this.sentAt >= pace;
  }

  /** The own contact has passed and nothing sent so far implies that we are done with it. */
  private watermarkDue(P: number, side: Side, newest: NumberedFlight | undefined): boolean {
    if (newest?.flight.ruling !== "open" || defenderOf(newest.flight) !== side) return false;
    const contact = Math.floor(contactTime(newest.flight));
    return Math.floor(P) >= contact && this.closedUpTo < contact;
  }

  private watermark(P: number): number {
    this.closedUpTo = Math.floor(P);
    return this.closedUpTo;
  }

  /** After coming back: what was sent may be lost, so say it again, a stop as well. */
  reset(): void {
    this.sent = undefined;
    this.sentAt = Number.NEGATIVE_INFINITY;
    this.sendTimes.fill(Number.NaN);
    this.closedUpTo = -1;
  }
}
