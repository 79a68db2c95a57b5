/**
 * The server on a virtual clock: its own match (`LiveMatch` with its ticker, publish scheduler and simulation),
 * published through the shipped schema and the library's own encoder, so that bytes are what goes
 * over the wire. What is left out is Colyseus' room around it.
 */
import { Decoder, Encoder } from "@colyseus/schema";
import { LiveMatch } from "@quickpong/server/match/live-match.ts";
import type { MatchPort } from "@quickpong/server/match/match-port.ts";
import { type Seat, seatsFor } from "@quickpong/server/match/seats.ts";
import { Ticker } from "@quickpong/server/match/ticker.ts";
import { type Key, keyFrom } from "@quickpong/shared/chacha20.ts";
import {
  FINISHED_TIMEOUT,
  LEFT,
  SIDES,
  type Side,
  seconds,
  TICK_MS,
} from "@quickpong/shared/court.ts";
import type { MatchState } from "@quickpong/shared/match.ts";
import { decodePlay } from "@quickpong/shared/protocol/input-codec.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { floorArrival } from "@quickpong/shared/replay/format.ts";
import type { RecordedMessage, SimulationMessage } from "@quickpong/shared/replay.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { Points } from "./points.ts";

export type Down =
  | { type: "patch"; bytes: Uint8Array; full: boolean }
  | { type: "pong"; bytes: Uint8Array };
/** A protocol code byte before a patch; a code and a message type before a message. */
const PATCH_OVERHEAD = 1;
const PONG_OVERHEAD = 2;
/** What a decoder reads as: what follows is about the root again. */
const SWITCH_TO_ROOT = Uint8Array.of(255, 0);
/** Both ask for a rematch so long after the end (ticks). */
const REST = seconds(2);

export class VirtualServer {
  /** Inputs taken, and those that were already late on arrival. */
  inputs = 0;
  late = 0;
  readonly points = new Points();
  /** Everything that the simulation was told, for a replay. */
  readonly log: RecordedMessage[] = [];
  /** Of the games that have ended, as the server keeps them. */
  readonly recordings: (Uint8Array | null)[] = [];
  /** Nobody was left: the server has given the match up. */
  over = false;
  /** Of the first game. */
  readonly firstKey: Key;
  /** Drawn last. */
  private key!: Key;
  private now = 0;
  private readonly live: LiveMatch;
  private readonly ticker = new Ticker(() => this.now);
  private readonly encoder: Encoder<PublishedMatch>;
  private readonly send: (side: Side, down: Down, bytes: number) => void;
  /** What waits for each side, null while it is not connected. */
  private readonly outbox: [Uint8Array[] | null, Uint8Array[] | null] = [null, null];

  constructor(rules: Rules, seed: number, send: (side: Side, down: Down, bytes: number) => void) {
    this.send = send;
    const random = randomFrom(seed);
    const holder = (name: string) => ({ name, ticket: "", since: 0 });
    this.live = new LiveMatch({
      rules,
      newKey: () => {
        this.key = keyFrom(random);
        return this.key;
      },
      botSeed: seed,
      seats: seatsFor(holder("left"), holder("right")),
      watchable: false,
      isRecorded: true,
      ticker: this.ticker,
      port: this.port(),
    });
    this.firstKey = this.key;
    // Told after the match, which has the first slot.
    this.ticker.add({
      outage: (since) => this.note(LEFT, { kind: "outage", since: floorArrival(since / TICK_MS) }),
      ...{ tick() {}, failed() {} },
    });
    // It is run from outside, on the virtual clock.
    this.ticker.stop();
    this.encoder = new Encoder(this.live.published);
    // Nobody is there yet; what is published so far is part of the full state. The room does the same.
    this.encoder.encode();
    this.encoder.discardChanges();
  }

  /** What the match wants done. */
  private port(): MatchPort {
    return {
      patch: (sides) => this.patch(sides),
      pong: (side, bytes) => this.pong(side, bytes),
      failed: (error) => {
        throw error;
      },
      over: () => {
        this.over = true;
      },
      ended: ({ recording }) => this.recordings.push(recording),
      ...{ release() {}, started() {}, deserted() {}, outage() {} },
    };
  }

  get match(): MatchState {
    return this.live.state;
  }

  /** `side` joins or comes back at `now` (ms): the full state, then patches. False when its seat is gone. */
  join(side: Side, now: number): boolean {
    this.now = now;
    if (this.over) return false;
    if (!(["reserved", "dropped"] as Seat["presence"][]).includes(this.live.seats[side].presence)) {
      return false;
    }
    this.live.arrived(side, now);
    this.note(side, { kind: "arrive" });
    this.outbox[side] = [];
    this.deliver(side, Uint8Array.from(this.encoder.encodeAll()), true);
    return true;
  }

  /** The state as a late joiner would get it, to the last rounding of the wire. */
  asPublished(): PublishedMatch {
    const state = new PublishedMatch();
    new Decoder(state).decode(Uint8Array.from(this.encoder.encodeAll()));
    return state;
  }

  /** The connection is lost. */
  drop(side: Side, now: number): void {
    this.now = now;
    this.outbox[side] = null;
    if (this.live.dropped(side, now)) this.note(side, { kind: "drop" });
  }

  /** The player who waits for the other claims the win. */
  claim(side: Side, now: number): void {
    this.now = now;
    this.live.claim(side, now);
    this.note(side, { kind: "claim" });
  }

  receive(side: Side, frame: Uint8Array, now: number): void {
    this.now = now;
    const message = decodePlay(frame);
    if (!message) throw new Error(`malformed frame from ${side}: ${frame}`);
    if (message.kind === "input") {
      this.inputs++;
      if (message.tick * TICK_MS < now) this.late++;
    }
    this.live.play(side, message, now);
    if (message.kind !== "ping") this.note(side, message);
  }

  /** Ticks that are due are run. */
  tick(now: number): void {
    this.now = now;
    this.ticker.run();
    this.see();
    if (this.rested())
      for (const side of SIDES) {
        this.live.rematch(side, now);
        this.note(side, { kind: "rematch", key: this.key });
      }
  }

  /** A match has ended, and its players have had the time to see it. */
  private rested(): boolean {
    const { phase, phaseEnds } = this.match;
    if (phase !== "finished" || this.outbox.includes(null)) return false;
    return phaseEnds - FINISHED_TIMEOUT + REST <= this.now / TICK_MS;
  }

  /** One more tick, and everything that waits goes out. */
  flush(): void {
    this.tick(this.now + 2 * TICK_MS);
    this.patch([true, true]);
  }

  private note(side: Side, message: SimulationMessage): void {
    this.log.push([floorArrival(this.now / TICK_MS), side, message]);
    this.see();
  }

  private see(): void {
    this.points.see(...this.match.score);
  }

  private patch(sides: readonly [boolean, boolean]): void {
    const bytes = this.encoder.hasChanges ? Uint8Array.from(this.encoder.encode()) : null;
    if (bytes) this.encoder.discardChanges();
    for (const side of SIDES) {
      const box = this.outbox[side];
      if (bytes && box) {
        if (box.length > 0) box.push(SWITCH_TO_ROOT);
        box.push(bytes);
      }
      if (sides[side]) this.empty(side);
    }
  }

  /** What waits goes along with a pong. */
  private pong(side: Side, bytes: Uint8Array): void {
    this.send(side, { type: "pong", bytes }, bytes.length + PONG_OVERHEAD);
    this.empty(side);
  }

  private empty(side: Side): void {
    const box = this.outbox[side];
    if (!box || box.length === 0) return;
    this.outbox[side] = [];
    this.deliver(side, box.length === 1 ? (box[0] as Uint8Array) : Buffer.concat(box), false);
  }

  private deliver(side: Side, bytes: Uint8Array, full: boolean): void {
    this.send(side, { type: "patch", bytes, full }, bytes.length + PATCH_OVERHEAD);
  }
}
