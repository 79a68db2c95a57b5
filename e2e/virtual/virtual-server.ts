/**
 * The server's part on a virtual clock: the shipped match host, published through the shipped
 * schema and the library's own encoder, so that bytes are what goes over the wire.
 */
import { Decoder, Encoder } from "@colyseus/schema";
import { SIDES, type Side, TICK_MS, ticksFromMs } from "@quickpong/shared/court.ts";
import { advance } from "@quickpong/shared/host.ts";
import { createMatch, type MatchState, type Rules } from "@quickpong/shared/match.ts";
import { decodePlay, type PlayMessage, type Pong } from "@quickpong/shared/protocol/input-codec.ts";
import { BEAT, publish, publisher } from "@quickpong/shared/protocol/publish.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { type HostMessage, type RecordedMessage, tell } from "@quickpong/shared/replay.ts";

export type Down =
  | { type: "patch"; bytes: Uint8Array; full: boolean }
  | { type: "pong"; pong: Pong };
/** A protocol code byte before a patch; a code and a message type before a message. */
const PATCH_OVERHEAD = 1;
const PONG_BYTES = 8;
/** What a decoder reads as: what follows is about the root again. */
const SWITCH_TO_ROOT = [255, 0];

export class VirtualServer {
  readonly match: MatchState;
  /** Points made by each side over all matches of this world. */
  readonly goals: [number, number] = [0, 0];
  /** Inputs taken, and those that were already late on arrival. */
  inputs = 0;
  late = 0;
  private readonly published = new PublishedMatch();
  /** Everything that the host was told, for a replay. */
  readonly log: RecordedMessage[] = [];
  private readonly encoder = new Encoder(this.published);
  private readonly sent = publisher();
  private readonly send: (side: Side, down: Down, bytes: number) => void;
  private readonly joined = new Set<Side>();
  private readonly lastSent: [number, number] = [0, 0];
  private readonly outbox: [number[], number[]] = [[], []];

  constructor(rules: Rules, seed: number, send: (side: Side, down: Down, bytes: number) => void) {
    this.match = createMatch(rules, seed);
    this.send = send;
    this.published.left.name = "left";
    this.published.right.name = "right";
  }

  /** `side` joins or comes back at time `now` (ms): the full state, then patches. */
  join(side: Side, now: number): void {
    this.tell(ticksFromMs(now), side, { kind: "arrive" });
    publish(this.match, this.published, this.sent);
    this.encode();
    this.joined.add(side);
    this.outbox[side] = [];
    const bytes = Uint8Array.from(this.encoder.encodeAll());
    this.send(side, { type: "patch", bytes, full: true }, bytes.length + PATCH_OVERHEAD);
  }

  /** The state as a late joiner would get it, to the last rounding of the wire. */
  asPublished(): PublishedMatch {
    const state = new PublishedMatch();
    new Decoder(state).decode(Uint8Array.from(this.encoder.encodeAll()));
    return state;
  }

  /** The connection is lost. */
  drop(side: Side, now: number): void {
    this.joined.delete(side);
    this.tell(ticksFromMs(now), side, { kind: "drop" });
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
      return this.send(side, { type: "pong", pong }, PONG_BYTES);
    }
    if (message.kind === "input") {
      this.inputs++;
      if (message.tick < time) this.late++;
    }
    this.tell(time, side, message);
  }

  private tell(time: number, side: Side, message: HostMessage): void {
    this.log.push([time, side, message]);
    tell(this.match, time, side, message);
  }

  /** The end of tick `n`: what changed goes out to whom it is news, or a beat. */
  tick(n: number): void {
    const before = [...this.match.score];
    advance(this.match, n);
    for (const side of SIDES) this.goals[side] += this.match.score[side] - (before[side] ?? 0);
    if (this.match.phase === "finished")
      for (const side of SIDES) this.tell(n, side, { kind: "rematch" });
    const { sides } = publish(this.match, this.published, this.sent);
    for (const side of this.joined) {
      if (n - this.lastSent[side] >= BEAT) sides[side] = true;
    }
    if (!this.encode() && SIDES.some((side) => sides[side])) {
      this.published.tick = n;
      this.encode();
    }
    for (const side of this.joined) if (sides[side]) this.deliver(side, n);
  }

  /** Everything that waits goes out. */
  flush(): void {
    publish(this.match, this.published, this.sent);
    this.encode();
    for (const side of this.joined) this.deliver(side, this.lastSent[side]);
  }

  /** Appends what changed to everybody's outbox. */
  private encode(): boolean {
    const patch = this.encoder.encode();
    const bytes = patch.length > 0 ? [...patch] : [];
    this.encoder.discardChanges();
    for (const side of this.joined) {
      const box = this.outbox[side];
      if (box.length > 0 && bytes.length > 0) box.push(...SWITCH_TO_ROOT);
      box.push(...bytes);
    }
    return bytes.length > 0;
  }

  private deliver(side: Side, n: number): void {
    const bytes = Uint8Array.from(this.outbox[side]);
    this.outbox[side] = [];
    if (bytes.length === 0) return;
    this.lastSent[side] = n;
    this.send(side, { type: "patch", bytes, full: false }, bytes.length + PATCH_OVERHEAD);
  }
}

/** The time of tick `n` (ms). */
export const tickTime = (n: number): number => n * TICK_MS;
