/**
 * A light bot's side of one match: the protocol's duties (stamped inputs, marks, pings) and the least
 * of netplay that they need. It draws nothing, so it knows its own contacts only.
 */
import { Decoder } from "@colyseus/schema";
import { contactTime, contactY, defenderOf, type Flight, reachAt } from "@quickpong/shared/ball.ts";
import { otherSide, type Side, TICK_MS } from "@quickpong/shared/court.ts";
import { PHASES, type Phase } from "@quickpong/shared/match.ts";
import { nextSegment, paddleAt, type Segment, trackAt } from "@quickpong/shared/paddle.ts";
import {
  decodePong,
  encodePlay,
  type PlayMessage,
} from "@quickpong/shared/protocol/input-codec.ts";
import {
  COUNTER_WRAP,
  flightAt,
  publishedSide,
  SEGMENT_RING,
  segmentAt,
} from "@quickpong/shared/protocol/publication.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { DEFAULT_RULES, type Rules } from "@quickpong/shared/rules.ts";
import type { LightMind } from "./light-mind.ts";
import type { Place } from "./pairing-checker.ts";
import type { RunMetrics } from "./run-metrics.ts";

/** As the real client does: quick pings at first, then few (ms). */
const QUICK_PINGS = 6;
const QUICK_EVERY = 480;
const PING_EVERY = 3000;
/** Ways up remembered, and the time that P keeps ahead of the longest of them (ms). */
const WAYS = 10;
const AHEAD = 6;
/** Own segments kept: a contact is compared soon after it. */
const KEPT = 12;
/** An own contact disagrees when it was this clear (u). */
const CLEAR = 2;

export interface LightGameOptions {
  side: Side;
  mind: LightMind;
  place: Place;
  tally: RunMetrics;
  send(message: Uint8Array): void;
}

export class LightGame {
  /** When it wants its next tick (ms). */
  wakeAt = 0;
  state = new PublishedMatch();
  readonly #options: LightGameOptions;
  #decoder = new Decoder(this.state);
  #own: Segment[] = [{ tick: 0, y: 0, target: 0 }];
  #seq = 255;
  #unconfirmed = false;
  #ownN = 0;
  #theirN = 0;
  #flightCount = 0;
  #ruled = true;
  #told = -1;
  #decideAt = Number.POSITIVE_INFINITY;
  #watermarkAt = Number.POSITIVE_INFINITY;
  #pings = 0;
  #pingAt = 0;
  #pingSent = 0;
  #ways: number[] = [];
  /** When the first ping since the last message from the server was sent (ms). */
  #unansweredSince = Number.POSITIVE_INFINITY;
  #lastPatch = Number.NaN;

  constructor(options: LightGameOptions) {
    this.#options = options;
  }

  get phase(): Phase {
    return PHASES[this.state.phase] as Phase;
  }

  get #rules(): Rules {
    return this.state.rules ?? DEFAULT_RULES;
  }

  get opponentPresent(): boolean {
    return publishedSide(this.state, otherSide(this.#options.side)).present;
  }

  /** For how long nothing has come that was asked for (ms). */
  silence(now: number): number {
    return Math.max(0, now - this.#unansweredSince);
  }

  /** Takes the full state or a patch. */
  take(bytes: Buffer, offset: number, full: boolean, now: number): void {
    if (full) {
      this.state = new PublishedMatch();
      this.#decoder = new Decoder(this.state);
    }
    this.#unansweredSince = Number.POSITIVE_INFINITY;
    this.#decoder.decode(bytes, { offset });
    this.#options.tally.times.patchGap.add(now - this.#lastPatch);
    this.#lastPatch = now;
    this.#readSegments(now);
    this.#readFlight(now);
  }

  pong(bytes: Buffer, now: number): void {
    this.#unansweredSince = Number.POSITIVE_INFINITY;
    const { id, received } = decodePong(bytes);
    if (id !== this.#pings % COUNTER_WRAP) return;
    this.#options.tally.times.rtt.add(now - this.#pingSent);
    this.#ways = [...this.#ways.slice(1 - WAYS), received - this.#pingSent];
  }

  /** Does what is due. */
  tick(now: number): void {
    if (now >= this.#pingAt) this.#ping(now);
    const P = this.#predicted(now);
    if (P >= this.#decideAt) this.#decide(P, now);
    if (P >= this.#watermarkAt) this.#watermark(P);
    this.#sleep(now);
  }

  #sleep(now: number): void {
    const inTicks = Math.min(this.#decideAt, this.#watermarkAt) - this.#predicted(now);
    const wait = Number.isNaN(inTicks) ? Number.POSITIVE_INFINITY : inTicks * TICK_MS;
    this.wakeAt = Math.min(this.#pingAt, now + wait);
  }

  /** The predicted time (ticks); NaN until a pong has come. */
  #predicted(now: number): number {
    return this.#ways.length === 0 ? Number.NaN : (now + Math.max(...this.#ways) + AHEAD) / TICK_MS;
  }

  #ping(now: number): void {
    this.#pings++;
    this.#pingAt = now + (this.#pings < QUICK_PINGS ? QUICK_EVERY : PING_EVERY);
    this.#pingSent = now;
    this.#unansweredSince = Math.min(this.#unansweredSince, now);
    this.#send({ kind: "ping", id: this.#pings % COUNTER_WRAP, rtt: 0 });
  }

  #decide(P: number, now: number): void {
    const flight = this.#newest();
    const last = this.#own[this.#own.length - 1] as Segment;
    const tick = Math.max(Math.floor(P) + 1, last.tick, this.#told + 1);
    const y = tick <= last.tick ? last.y : paddleAt(this.#rules, last, tick);
    const coming = flight !== undefined && this.#isMine(flight);
    const left = coming ? contactTime(flight) - P : 0;
    const remaining = coming ? left / (contactTime(flight) - flight.start) : 1;
    const ball = coming ? contactY(flight) : undefined;
    const move = this.#options.mind.decide(P, y, ball, Math.max(0, Math.min(1, remaining)));
    this.#decideAt = move?.next ?? Number.POSITIVE_INFINITY;
    if (move) this.#steer(tick, move.target, now);
  }

  #steer(tick: number, target: number, now: number): void {
    const segment = nextSegment(
      this.#rules,
      this.#own[this.#own.length - 1] as Segment,
      tick,
      target,
    );
    this.#own.push(segment);
    if (this.#own.length > KEPT) this.#own.shift();
    this.#seq = (this.#seq + 1) % COUNTER_WRAP;
    this.#ownN++;
    this.#unconfirmed = true;
    this.#told = Math.max(this.#told, tick - 1);
    this.#options.place.sent(this.#seq, now);
    this.#send({ kind: "input", seq: this.#seq, tick, target: segment.target });
  }

  #watermark(P: number): void {
    const contact = this.#watermarkAt;
    this.#watermarkAt = Number.POSITIVE_INFINITY;
    if (this.#told >= contact) return;
    this.#told = Math.floor(P);
    this.#send({ kind: "watermark", tick: this.#told });
  }

  #send(message: PlayMessage): void {
    this.#options.send(encodePlay(message));
  }

  #readSegments(now: number): void {
    const { side, tally, place } = this.#options;
    const theirs = publishedSide(this.state, otherSide(side));
    for (let left = SEGMENT_RING; left > 0; left--, this.#theirN++) {
      const segment = segmentAt(theirs, this.#theirN);
      if (!segment || segment.n !== this.#theirN % COUNTER_WRAP) break;
      tally.times.inputToPatch.add(place.heard(segment.seq, now));
    }
    if (!this.#unconfirmed) return;
    const mine = segmentAt(publishedSide(this.state, side), this.#ownN);
    if (mine?.seq !== this.#seq) return;
    this.#unconfirmed = false;
    const last = this.#own[this.#own.length - 1] as Segment;
    if (mine.tick === last.tick && mine.y === last.y) return;
    tally.picture.ownCorrections++;
    this.#own[this.#own.length - 1] = mine;
  }

  #readFlight(now: number): void {
    const { flightCount } = this.state;
    const flight = this.#newest();
    if (!flight) return;
    const ruled = flight.ruling !== "open";
    if (flightCount === this.#flightCount && ruled === this.#ruled) return;
    const before = this.#flightCount;
    if (flightCount !== before) this.#compare(this.#flight(flightCount - 2));
    if (ruled) this.#compare(flight);
    this.#flightCount = flightCount;
    this.#ruled = ruled;
    const P = this.#predicted(now);
    const from = Number.isNaN(P) ? flight.start : P;
    this.#decideAt = this.#options.mind.seen(this.#rules, flight.hits, flight.start, from);
    this.#watermarkAt = !ruled && this.#isMine(flight) ? Math.floor(contactTime(flight)) : Infinity;
    this.#sleep(now);
  }

  /** Whether the server saw an own contact as this player did. */
  #compare(flight: Flight | undefined): void {
    if (!flight || flight.ruling === "open" || !this.#isMine(flight) || this.#ruled) return;
    const { picture } = this.#options.tally;
    const gap = Math.abs(contactY(flight) - trackAt(this.#rules, this.#own, contactTime(flight)));
    picture.ownContacts++;
    const reach = reachAt(this.#rules, flight);
    const clear = Math.abs(gap - reach) > CLEAR;
    if (clear && gap <= reach !== (flight.ruling === "hit")) picture.ownWrong++;
  }

  #isMine(flight: Flight): boolean {
    return defenderOf(flight) === this.#options.side;
  }

  #newest(): Flight | undefined {
    return this.#flight(this.state.flightCount - 1);
  }

  /** Flight number `n`, modulo COUNTER_WRAP. */
  #flight(n: number): Flight | undefined {
    return n < 0 && this.#flightCount < 8 ? undefined : flightAt(this.state, n + COUNTER_WRAP);
  }
}
