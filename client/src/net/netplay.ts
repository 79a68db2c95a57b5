/**
 * One player's (or watcher's) end of a match: takes what the link brings, speaks for the player,
 * and says for every frame where things are drawn. No DOM, no Phaser, no timers: the caller brings
 * the time. The browser, the bots and the tests all run this.
 */
import { contactTime, contactY, defenderOf, type Flight, planeOf } from "@quickpong/shared/ball.ts";
import type { Sight } from "@quickpong/shared/bot.ts";
import {
  LEFT,
  otherSide,
  PADDLE_PLANE,
  type Side,
  TICK_MS,
  ticksFromMs,
} from "@quickpong/shared/court.ts";
import type { Pong } from "@quickpong/shared/protocol/input-codec.ts";
import type { MatchPublication } from "@quickpong/shared/protocol/publication.ts";
import { type ClockStep, nextBallTime, SETTLE_ERROR } from "./ball-time.ts";
import { Clocks } from "./clocks.ts";
import { Contacts } from "./contacts.ts";
import { Corrections } from "./corrections.ts";
import { EventFinder } from "./events.ts";
import { frameOf } from "./frame.ts";
import type { MatchLink } from "./link.ts";
import { DRAWINGS, type NetMode } from "./modes.ts";
import { type BallPicture, ballPicture, heldAt, nextContact } from "./picture.ts";
import { Pinger } from "./pinger.ts";
import { type NumberedFlight, Reader } from "./reader.ts";
import { type NetReport, NetStats } from "./stats.ts";
import { Steering } from "./steering.ts";
import { Timeline } from "./timeline.ts";
import type { ViewFrame } from "./view-frame.ts";

/** The opponent's paddle catches up at most this fast after the ball was held. */
const CATCH_UP = 2;
/** Further behind than this (ticks) it jumps: the tab was asleep. */
const CATCH_UP_MOST = 36;

export interface NetplayOptions {
  link: MatchLink;
  /** How to draw; the game's own way when left out. */
  mode?: NetMode;
  /** Clocks to go by; the benchmark brings ones that lie. */
  clocks?: Clocks;
}

export class Netplay {
  readonly stats = new NetStats();
  readonly contacts = new Contacts();
  readonly clocks: Clocks;
  /** Draw the server's own present beside what this player sees. */
  showGhost = false;
  private mode: NetMode;
  private readonly link: MatchLink;
  /** Whose eyes: a watcher sits on the left. */
  private readonly eye: Side;
  private readonly timeline: Timeline;
  private readonly steering = new Steering();
  private readonly pinger = new Pinger();
  private readonly corrections = new Corrections();
  private readonly events: EventFinder;
  private reader = new Reader();
  private fresh = true;
  private state: MatchPublication | null = null;
  private connected = true;
  private closedCode: number | null = null;
  private last = Number.NaN;
  private P = Number.NaN;
  private R = Number.NaN;
  /** Time at which the ball is drawn, and at which the opponent's paddle is (ticks). */
  private D = Number.NaN;
  private opponentTime = Number.NaN;

  constructor({ link, mode = "quickpong", clocks = new Clocks() }: NetplayOptions) {
    this.clocks = clocks;
    this.link = link;
    this.mode = mode;
    this.eye = link.side ?? LEFT;
    this.timeline = new Timeline(link.side);
    this.events = new EventFinder(this.eye);
    link.listen({
      patch: (state, at) => this.onPatch(state, at),
      pong: (pong, at) => this.onPong(pong, at),
      emote: (side, emote) => this.events.emote(side, emote),
      dropped: () => {
        this.connected = false;
      },
      restored: () => this.onRestored(),
      closed: (code) => {
        this.connected = false;
        this.closedCode = code;
      },
    });
  }

  /** What the player wants: a target y (u), or null to stop. Takes effect with the next frame. */
  steer(target: number | null): void {
    this.steering.wanted = target;
  }

  setMode(mode: NetMode): void {
    this.mode = mode;
  }

  /** The close code once the link is closed for good, else null. */
  get closed(): number | null {
    return this.closedCode;
  }

  /** Local time of the last frame (ms); NaN before the first. */
  get lastFrameAt(): number {
    return this.last;
  }

  /** The figures of this end of the match so far. */
  report(): NetReport {
    const { stats, clocks } = this;
    return {
      rtt: this.pinger.rtt,
      ahead: (clocks.P - clocks.R) * TICK_MS,
      margins: clocks.margins,
      contacts: { ...this.contacts.counts },
      pops: stats.pops.length,
      worstPop: Math.max(0, ...stats.pops),
      ownCorrections: stats.ownCorrections.length,
      worstOwnCorrection: Math.max(0, ...stats.ownCorrections),
      longHolds: stats.longHolds,
      inputs: stats.inputs,
      lateInputs: stats.lateInputs,
      incomingSpeedP50: stats.incomingSpeed(0.5),
      incomingSpeedP99: stats.incomingSpeed(0.99),
      traffic: { ...this.link.traffic },
    };
  }

  /** Whether the match's clocks are known, so that there is something to see. */
  get ready(): boolean {
    return this.state !== null && this.clocks.ready;
  }

  /** Median round trip (ms), 0 when not known. */
  get rtt(): number {
    return this.pinger.rtt;
  }

  /** Moves everything on to the local time `now` (ms) and says what to draw; null until ready. */
  frame(now: number): ViewFrame | null {
    const ping = this.connected ? this.pinger.next(now) : null;
    if (ping !== null) this.link.play({ kind: "ping", id: ping, rtt: this.pinger.rtt });
    const step = this.moveClocks(now);
    if (!this.state || !step) return null;
    const flights = this.flights();
    const lastD = this.D;
    this.D = this.ballTime(flights, step);
    const lastOpponentTime = this.opponentTime;
    this.moveOpponentTime(flights, step.dt, lastD);
    this.fade(flights, step.dt);
    this.noteContacts(flights, step, lastD, lastOpponentTime);
    this.speak(now);
    return this.draw(now, flights, lastD, step.dt);
  }

  /** What a player who watches this screen sees at local time `now` (ms): the bots' eyes. */
  sight(now: number): Sight {
    const flights = this.flights();
    const ball = ballPicture(flights, this.D);
    return {
      now,
      flight: ball?.n ?? -1,
      incoming: ball !== null && this.mine(ball.flight),
      contactY: ball ? contactY(ball.flight) : 0,
      remaining: ball ? Math.abs(ball.x - planeOf(this.eye)) / (2 * PADDLE_PLANE) : 1,
      ballY: ball?.y ?? 0,
    };
  }

  /** Where the own paddle is drawn (u). */
  get ownY(): number {
    return this.ownAt(this.own) + this.corrections.own;
  }

  private draw(
    now: number,
    flights: readonly NumberedFlight[],
    lastD: number,
    dt: number,
  ): ViewFrame {
    const { state, eye } = this;
    const ball = ballPicture(flights, this.D);
    this.stats.frame(this.D - lastD, dt, ball, defenderOf, eye);
    const events = this.events.find(state as MatchPublication, flights, lastD, this.D);
    return frameOf({
      now,
      state: state as MatchPublication,
      eye,
      watching: this.link.side === null,
      ball: ball && {
        ...ball,
        x: ball.x + this.corrections.ballX,
        y: ball.y + this.corrections.ballY,
      },
      D: this.D,
      serverTick: this.clocks.server,
      ownY: this.ownY,
      opponentY: this.opponentAt(this.opponentTime) + this.corrections.opponent,
      connected: this.connected,
      rtt: this.pinger.rtt,
      margin: this.clocks.margins.p,
      pendingGoal: this.events.pendingGoal(flights, this.D),
      events,
      ghost: this.showGhost ? this.ghost() : null,
    });
  }

  private ghost() {
    const t = this.clocks.server;
    const ball = ballPicture(this.timeline.flights(Number.NEGATIVE_INFINITY), t);
    return {
      ballX: ball?.x ?? 0,
      ballY: ball?.y ?? 0,
      ownY: this.timeline.acceptedAt(this.eye, t),
      opponentY: this.timeline.acceptedAt(otherSide(this.eye), t),
    };
  }

  private moveClocks(now: number): ClockStep | null {
    const dt = Number.isNaN(this.last) ? 0 : ticksFromMs(now - this.last);
    this.last = now;
    this.clocks.advance(now);
    if (!this.clocks.ready) return null;
    const lastP = Number.isNaN(this.P) ? this.clocks.P : this.P;
    const lastR = Number.isNaN(this.R) ? this.clocks.R : this.R;
    this.R = this.clocks.R;
    this.P = this.link.side === null ? this.R : this.clocks.P;
    if (Number.isNaN(this.D)) this.D = this.R;
    if (Number.isNaN(this.opponentTime)) this.opponentTime = this.R;
    return { P: this.P, R: this.R, lastP, lastR, dt };
  }

  private flights(): readonly NumberedFlight[] {
    const { ball } = DRAWINGS[this.mode];
    const ruledTo = ball === "R" ? Number.NEGATIVE_INFINITY : this.P;
    return this.timeline.flights(ruledTo, ball === "P");
  }

  private ballTime(flights: readonly NumberedFlight[], step: ClockStep): number {
    const { ball } = DRAWINGS[this.mode];
    if (ball === "P") return step.P;
    if (ball === "R" || this.link.side === null) return step.R;
    return nextBallTime(this.D, flights, this.eye, step, this.corrections.opponent);
  }

  /** While the ball is held at the opponent's plane, their paddle waits with it. */
  private moveOpponentTime(flights: readonly NumberedFlight[], dt: number, lastD: number): void {
    const { opponent, ball } = DRAWINGS[this.mode];
    const wanted = opponent === "P" ? this.P : this.R;
    const before = this.opponentTime;
    if (ball !== "warp" || Math.abs(wanted - before) > CATCH_UP_MOST) {
      this.opponentTime = wanted;
      return;
    }
    const at = heldAt(flights, this.D, (flight) => this.mine(flight));
    const held = at && (at.ruling === "open" || this.D === lastD) ? at : undefined;
    const free = Math.min(wanted, before + CATCH_UP * dt);
    this.opponentTime = held ? Math.min(free, Math.max(before, contactTime(held))) : free;
    this.stats.hold(held !== undefined, dt);
  }

  private fade(flights: readonly NumberedFlight[], dt: number): void {
    const mine = (flight: Flight) => this.mine(flight);
    const ball = ballPicture(flights, this.D);
    const { left, side } = nextContact(ball, this.D, mine, this.P, this.R);
    const held = heldAt(flights, this.D, mine);
    this.corrections.fade(dt, left, side, held !== undefined && held.ruling !== "open");
  }

  /** Notes the contacts that the picture passes in this frame. */
  private noteContacts(
    flights: readonly NumberedFlight[],
    step: ClockStep,
    lastD: number,
    lastOpponentTime: number,
  ): void {
    for (const { n, flight } of flights) {
      const time = contactTime(flight);
      if (flight.ruling === "open" || this.D < time || this.contacts.has(n)) continue;
      const own = this.mine(flight);
      const waits = Math.abs(this.corrections.opponent) > SETTLE_ERROR && this.D <= time + 1e-6;
      if (!own && waits) continue;
      const share =
        this.D > lastD ? Math.min(1, Math.max(0, (time - lastD) / (this.D - lastD))) : 1;
      const paddleY = own
        ? this.ownAt(this.ownContactTime(time, step, share)) + this.corrections.own
        : this.opponentAt(clamp(time, lastOpponentTime, this.opponentTime)) +
          this.corrections.opponent;
      const ballY = (ballPicture(flights, time)?.y ?? 0) + this.corrections.ballY;
      this.contacts.shown(n, { own, gap: Math.abs(ballY - paddleY), ruling: flight.ruling });
    }
    this.contacts.settle((n) => this.timeline.flight(n));
  }

  /** The own paddle's time at the moment its contact is drawn, `share` of the way into this frame. */
  private ownContactTime(time: number, step: ClockStep, share: number): number {
    const drawing = DRAWINGS[this.mode];
    if (drawing.own === "R") return clamp(time, step.lastR, step.R);
    if (drawing.ball === "R") return step.lastP + share * (step.P - step.lastP);
    return clamp(time, step.lastP, step.P);
  }

  private speak(now: number): void {
    const { side } = this.link;
    if (side === null || !this.connected) return;
    const message = this.steering.speak(now, this.P, side, this.timeline.own, this.timeline.newest);
    if (message) this.link.play(message);
  }

  private mine(flight: Flight): boolean {
    return defenderOf(flight) === this.eye;
  }

  private get own(): number {
    return DRAWINGS[this.mode].own === "P" ? this.P : this.R;
  }

  private ownAt(t: number): number {
    const predicted = this.link.side !== null && DRAWINGS[this.mode].own === "P";
    return predicted ? this.timeline.own.at(t) : this.timeline.acceptedAt(this.eye, t);
  }

  private opponentAt(t: number): number {
    return this.timeline.acceptedAt(otherSide(this.eye), t);
  }

  private onPatch(state: MatchPublication, now: number): void {
    this.state = state;
    const before = this.drawn();
    const news = this.reader.read(state);
    this.timeline.take(news, this.fresh);
    if (this.fresh) {
      this.fresh = false;
      return;
    }
    for (const { seq, tick, lead } of news.segments[this.eye]) {
      const sent = this.steering.sentAtOf(seq);
      if (Number.isNaN(sent)) continue;
      this.clocks.arrivedUp(now, sent, tick * TICK_MS - lead);
      this.stats.inputTaken(lead);
    }
    for (const { tick } of news.segments[otherSide(this.eye)]) {
      this.clocks.heardEvent(now, tick * TICK_MS);
    }
    for (const { flight } of news.flights) {
      if (flight.ruling === "open" || this.mine(flight)) continue;
      this.clocks.heardEvent(now, contactTime(flight) * TICK_MS);
    }
    this.absorb(before, this.drawn());
  }

  private drawn(): { own: number; opponent: number; ball: BallPicture | null } | null {
    if (Number.isNaN(this.D)) return null;
    const ball = ballPicture(this.flights(), this.D);
    return { own: this.ownAt(this.own), opponent: this.opponentAt(this.opponentTime), ball };
  }

  /** What the truth moved becomes a visible error that fades. */
  private absorb(before: ReturnType<Netplay["drawn"]>, after: ReturnType<Netplay["drawn"]>): void {
    if (!before || !after) return;
    const { corrections } = this;
    corrections.own += before.own - after.own;
    corrections.opponent += before.opponent - after.opponent;
    this.stats.ownCorrected(Math.abs(before.own - after.own));
    if (!before.ball || !after.ball || before.ball.n > after.ball.n + 1)
      return corrections.dropBall();
    const x = before.ball.x - after.ball.x;
    const y = before.ball.y - after.ball.y;
    if (after.ball.flight.hits === 0 && after.ball.n !== before.ball.n)
      return corrections.dropBall();
    corrections.ballX += x;
    corrections.ballY += y;
    this.stats.ballCorrected(Math.hypot(x, y));
  }

  private onPong(pong: Pong, now: number): void {
    const sent = this.pinger.answered(pong, now);
    if (Number.isNaN(sent)) return;
    this.clocks.arrivedUp(now, sent, pong.received);
    this.clocks.heardPong(now, pong.received, now - sent);
  }

  /** The full state is on its way; until then the last picture stands. */
  private onRestored(): void {
    this.connected = true;
    this.fresh = true;
    this.reader = new Reader();
    this.steering.reset();
    this.pinger.reset();
    this.clocks.reset();
    this.corrections.reset();
    this.contacts.reset(this.timeline.newest?.n ?? -1);
  }
}

const clamp = (t: number, from: number, to: number): number => (t < from ? from : Math.min(t, to));
