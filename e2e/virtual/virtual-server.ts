/**
 * The server's part on a virtual clock: the shipped match host, published through the shipped
 * schema and the library's own encoder, so that bytes are what goes over the wire.
 */
import { Encoder } from "@colyseus/schema";
import { SIDES, type Side, TICK_MS, ticksFromMs } from "@quickpong/shared/court.ts";
import { advance, receiveInput, receiveMark } from "@quickpong/shared/host.ts";
import { createMatch, type MatchState, type Rules } from "@quickpong/shared/match.ts";
import { arrive, askRematch, drop } from "@quickpong/shared/presence.ts";
import { decodePlay, type PlayMessage, type Pong } from "@quickpong/shared/protocol/input-codec.ts";
import { publish, publisher } from "@quickpong/shared/protocol/publish.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";

export type Down =
  | { type: "patch"; bytes: Uint8Array; full: boolean }
  | { type: "pong"; pong: Pong };
/** A protocol code byte before a patch; a code and a message type before a message. */
const PATCH_OVERHEAD = 1;
const PONG_BYTES = 8;
/** Without anything to say, the server says so this often (ticks). */
const BEAT = 15;

export class VirtualServer {
  readonly match: MatchState;
  /** Inputs taken, and those that were already late on arrival. */
  inputs = 0;
  late = 0;
  private readonly published = new PublishedMatch();
  private readonly encoder = new Encoder(this.published);
  private readonly sent = publisher();
  private readonly send: (side: Side, down: Down, bytes: number) => void;
  private readonly joined = new Set<Side>();
  private lastSent = 0;

  constructor(rules: Rules, seed: number, send: (side: Side, down: Down, bytes: number) => void) {
    this.match = createMatch(rules, seed);
    this.send = send;
    this.published.left.name = "left";
    this.published.right.name = "right";
  }

  /** `side` joins or comes back at time `now` (ms): the full state, then patches. */
  join(side: Side, now: number): void {
    arrive(this.match, side, ticksFromMs(now));
    this.flush(now);
    this.joined.add(side);
    const bytes = Uint8Array.from(this.encoder.encodeAll());
    this.send(side, { type: "patch", bytes, full: true }, bytes.length + PATCH_OVERHEAD);
  }

  leave(side: Side, now: number): void {
    this.joined.delete(side);
    drop(this.match, side, ticksFromMs(now));
  }

  receive(side: Side, frame: Uint8Array, now: number): void {
    const message = decodePlay(frame);
    if (!message) throw new Error(`malformed frame from ${side}: ${frame}`);
    this.take(side, message, now);
  }

  private take(side: Side, message: PlayMessage, now: number): void {
    const time = ticksFromMs(now);
    if (message.kind === "ping") {
      const pong = { id: message.id, received: Math.round(now * 10) / 10 };
      this.send(side, { type: "pong", pong }, PONG_BYTES);
    } else if (message.kind === "mark") receiveMark(this.match, side, message.tick, time);
    else {
      this.inputs++;
      if (message.tick < time) this.late++;
      receiveInput(this.match, side, message, time);
    }
  }

  /** The end of tick `n`: what changed goes out, or a beat. */
  tick(n: number, now: number): void {
    advance(this.match, n);
    if (this.match.phase === "finished") for (const side of SIDES) askRematch(this.match, side, n);
    const changed = publish(this.match, this.published, this.sent);
    if (!changed && n - this.lastSent < BEAT) return;
    if (!changed) this.published.tick = n;
    this.lastSent = n;
    this.flush(now);
  }

  private flush(now: number): void {
    publish(this.match, this.published, this.sent);
    const patch = this.encoder.encode();
    const bytes = Uint8Array.from(patch);
    this.encoder.discardChanges();
    if (bytes.length === 0 || now < 0) return;
    for (const side of this.joined) {
      this.send(side, { type: "patch", bytes, full: false }, bytes.length + PATCH_OVERHEAD);
    }
  }
}

/** The time of tick `n` (ms). */
export const tickTime = (n: number): number => n * TICK_MS;
