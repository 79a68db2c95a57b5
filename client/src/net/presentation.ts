/**
 * What one player's screen shows of the timeline: the own paddle at P, the opponent's at R, the
 * ball at D, and the errors that fade. Time moves it, the truth changes it.
 */
import { contactTime, contactY, defenderOf, type Flight, planeOf } from "@quickpong/shared/ball.ts";
import type { Observation } from "@quickpong/shared/bot.ts";
import { LEFT, otherSide, PADDLE_PLANE, type Side } from "@quickpong/shared/court.ts";
import { paddleLength } from "@quickpong/shared/rules.ts";
import { type BallSample, hitsAt, nextContact, sampleBall, stallAt } from "./ball-sample.ts";
import { type ClockStep, nextBallTime, SETTLE_ERROR } from "./ball-time.ts";
import { ErrorSmoothing } from "./error-smoothing.ts";
import { DRAWINGS, type NetMode } from "./modes.ts";
import type { NumberedFlight } from "./publication-reader.ts";
import { NetStats } from "./stats.ts";
import { Timeline } from "./timeline.ts";
import { VerdictAudit } from "./verdict-audit.ts";

/** The opponent's paddle catches up at most this fast after the ball was held. */
const CATCH_UP = 2;
/** Further behind than this (ticks) it jumps: the tab was asleep. */
const CATCH_UP_MOST = 36;

/** Positions on the screen without the fading errors. */
interface Drawn {
  own: number;
  opponent: number;
  ball: BallSample | null;
}

export class Presentation {
  readonly timeline: Timeline;
  readonly stats = new NetStats();
  readonly contacts = new VerdictAudit();
  mode: NetMode;
  /** Whose eyes: a watcher sits on the left. */
  readonly eye: Side;
  /** Times at which the ball and the opponent's paddle are drawn (ticks). */
  D = Number.NaN;
  private opponentTime = Number.NaN;
  private P = Number.NaN;
  private R = Number.NaN;
  private readonly watching: boolean;
  private readonly corrections = new ErrorSmoothing();
  private sample: BallSample | null = null;
  private sampledFlights: readonly NumberedFlight[] | null = null;
  private sampledAt = Number.NaN;

  constructor(side: Side | null, mode: NetMode) {
    this.watching = side === null;
    this.eye = side ?? LEFT;
    this.mode = mode;
    this.timeline = new Timeline(side);
  }

  /** Moves everything on by one frame. */
  move(step: ClockStep): void {
    this.P = step.P;
    this.R = step.R;
    if (Number.isNaN(this.D)) this.D = step.R;
    if (Number.isNaN(this.opponentTime)) this.opponentTime = step.R;
    const flights = this.flights();
    const lastD = this.D;
    this.D = this.ballTime(flights, step);
    const lastOpponentTime = this.opponentTime;
    const stalledAt = stallAt(flights, this.D, this.eye);
    this.moveOpponentTime(stalledAt, step.dt, lastD);
    const ball = this.sampledBall(flights);
    this.fade(ball, stalledAt, step.dt);
    this.noteContacts(flights, step, lastD, lastOpponentTime);
    this.stats.frame(
      this.D - lastD - pauseBetween(flights, lastD, this.D),
      step.dt,
      ball,
      this.eye,
    );
  }

  /** Lets `apply` change the timeline; what that moves becomes a visible error that fades. */
  change(apply: () => void): void {
    const before = this.drawn();
    apply();
    this.stayOnPath(before?.ball);
    this.absorb(before, this.drawn());
  }

  /** The flights as this screen shows them. */
  flights(): readonly NumberedFlight[] {
    const { ball } = DRAWINGS[this.mode];
    const ruledTo = ball === "R" ? Number.NEGATIVE_INFINITY : this.P;
    return this.timeline.flights(ruledTo, ball === "P");
  }

  /** Centre of the own paddle as drawn (u). */
  get ownY(): number {
    return this.ownAt(this.ownTime) + this.corrections.own;
  }

  /** Centre of the opponent's paddle as drawn (u). */
  get opponentY(): number {
    return this.opponentAt(this.opponentTime) + this.corrections.opponent;
  }

  /** Length of the own paddle, and of the opponent's, at the times at which they are drawn (u). */
  get ownLength(): number {
    return this.lengthAt(this.ownTime);
  }
  get opponentLength(): number {
    return this.lengthAt(this.opponentTime);
  }

  private lengthAt(t: number): number {
    return paddleLength(this.timeline.rules, hitsAt(this.flights(), t));
  }

  /** The ball as drawn; null when there is none. */
  get ball(): BallSample | null {
    const ball = this.sampledBall(this.flights());
    const { ballX, ballY } = this.corrections;
    if (!ball || (ballX === 0 && ballY === 0)) return ball;
    return { ...ball, x: ball.x + ballX, y: ball.y + ballY };
  }

  /** What somebody who watches this screen sees at local time `now` (ms): the bots' eyes. */
  observe(now: number): Observation {
    const ball = this.sampledBall(this.flights());
    return {
      now,
      flight: ball?.n ?? -1,
      incoming: ball !== null && this.mine(ball.flight),
      contactY: ball ? contactY(ball.flight) : 0,
      remaining: ball ? Math.abs(ball.x - planeOf(this.eye)) / (2 * PADDLE_PLANE) : 1,
      ballY: ball?.y ?? 0,
      rules: this.timeline.rules,
      hits: ball?.flight.hits ?? 0,
    };
  }

  /**
   * The match's time was put back: what was said since has been refused, and what was drawn is no
   * place to go on from.
   */
  startOver(): void {
    this.timeline.restartOwn();
    this.D = Number.NaN;
    this.opponentTime = Number.NaN;
    this.reset();
  }

  /** Forgets what is fading and what was to be compared, after coming back. */
  reset(): void {
    this.corrections.reset();
    this.contacts.reset(this.timeline.newest?.n ?? -1);
  }

  private ballTime(flights: readonly NumberedFlight[], step: ClockStep): number {
    const { ball } = DRAWINGS[this.mode];
    if (ball === "P") return step.P;
    if (ball === "R" || this.watching) return step.R;
    return nextBallTime(this.D, flights, this.eye, step, this.corrections.opponent);
  }

  /** While the ball is held at the opponent's plane, their paddle waits with it. */
  private moveOpponentTime(at: Flight | undefined, dt: number, lastD: number): void {
    const { opponent, ball } = DRAWINGS[this.mode];
    const wanted = opponent === "P" ? this.P : this.R;
    const before = this.opponentTime;
    if (ball !== "warp" || Math.abs(wanted - before) > CATCH_UP_MOST) {
      this.opponentTime = wanted;
      return;
    }
    const stalledAt = at && (at.ruling === "open" || this.D === lastD) ? at : undefined;
    const free = Math.min(wanted, before + CATCH_UP * dt);
    this.opponentTime = stalledAt ? Math.min(free, Math.max(before, contactTime(stalledAt))) : free;
    this.stats.stall(stalledAt !== undefined, dt);
  }

  private fade(ball: BallSample | null, stalledAt: Flight | undefined, dt: number): void {
    const { left, side } = nextContact(ball, this.D, this.eye, this.P, this.R);
    this.corrections.fade(dt, left, side, stalledAt !== undefined && stalledAt.ruling !== "open");
  }

  /** Notes the contacts that the picture passes in this frame. */
  private noteContacts(
    flights: readonly NumberedFlight[],
    step: ClockStep,
    lastD: number,
    lastOpponentTime: number,
  ): void {
    for (const { n, flight } of flights) {
      if (flight.ruling === "open" || this.contacts.has(n)) continue;
      const time = contactTime(flight);
      if (this.D < time) continue;
      const own = this.mine(flight);
      const waits = Math.abs(this.corrections.opponent) > SETTLE_ERROR && this.D <= time + 1e-6;
      if (!own && waits) continue;
      const share =
        this.D > lastD ? Math.min(1, Math.max(0, (time - lastD) / (this.D - lastD))) : 1;
      const paddleY = own
        ? this.ownAt(this.ownContactTime(time, step, share)) + this.corrections.own
        : this.opponentAt(clamp(time, lastOpponentTime, this.opponentTime)) +
          this.corrections.opponent;
      const ballY = (sampleBall(flights, time)?.y ?? 0) + this.corrections.ballY;
      this.contacts.shown(n, { own, gap: Math.abs(ballY - paddleY), ruling: flight.ruling });
    }
    this.contacts.settle(this.timeline);
  }

  /** The own paddle's time at the moment its contact is drawn, `share` of the way into this frame. */
  private ownContactTime(time: number, step: ClockStep, share: number): number {
    const drawing = DRAWINGS[this.mode];
    if (drawing.own === "R") return clamp(time, step.lastR, step.R);
    if (drawing.ball === "R") return step.lastP + share * (step.P - step.lastP);
    return clamp(time, step.lastP, step.P);
  }

  /** The ball at D without the fading error; asked for several times a frame. */
  private sampledBall(flights: readonly NumberedFlight[]): BallSample | null {
    if (flights !== this.sampledFlights || this.D !== this.sampledAt) {
      this.sample = sampleBall(flights, this.D);
      this.sampledFlights = flights;
      this.sampledAt = this.D;
    }
    return this.sample;
  }

  private mine(flight: Flight): boolean {
    return defenderOf(flight) === this.eye;
  }

  private get ownTime(): number {
    return DRAWINGS[this.mode].own === "P" ? this.P : this.R;
  }

  private ownAt(t: number): number {
    const predicted = !this.watching && DRAWINGS[this.mode].own === "P";
    return predicted ? this.timeline.own.at(t) : this.timeline.acceptedAt(this.eye, t);
  }

  private opponentAt(t: number): number {
    return this.timeline.acceptedAt(otherSide(this.eye), t);
  }

  private drawn(): Drawn | null {
    if (Number.isNaN(this.D)) return null;
    const ball = this.sampledBall(this.flights());
    return { own: this.ownAt(this.ownTime), opponent: this.opponentAt(this.opponentTime), ball };
  }

  /**
   * The word about an own contact was late, so the flight that was drawn from it begins later: the ball
   * stays where it is on its way, and goes on more slowly.
   */
  private stayOnPath(was: BallSample | null | undefined): void {
    if (!was || was.waiting || DRAWINGS[this.mode].ball !== "warp") return;
    const now = this.timeline.flight(was.n);
    if (now && now.start !== was.flight.start) this.D += now.start - was.flight.start;
  }

  private absorb(before: Drawn | null, after: Drawn | null): void {
    if (!before || !after) return;
    const { corrections, stats } = this;
    corrections.own += before.own - after.own;
    corrections.opponent += before.opponent - after.opponent;
    stats.ownCorrected(Math.abs(before.own - after.own));
    const [was, is] = [before.ball, after.ball];
    // Another rally's ball has nothing to do with the one that was drawn.
    if (!was || !is || (is.n !== was.n && is.flight.hits === 0) || was.n > is.n + 1) {
      return corrections.dropBall();
    }
    corrections.ballX += was.x - is.x;
    corrections.ballY += was.y - is.y;
    stats.ballCorrected(Math.hypot(was.x - is.x, was.y - is.y));
  }
}

/** Ticks between `from` and `to` in which no flight is under way, because a word was late. */
function pauseBetween(flights: readonly NumberedFlight[], from: number, to: number): number {
  let pause = 0;
  for (let i = 1; i < flights.length; i++) {
    const [before, after] = [flights[i - 1] as NumberedFlight, flights[i] as NumberedFlight];
    if (after.flight.hits === 0) continue;
    const began = Math.max(from, contactTime(before.flight));
    pause += Math.max(0, Math.min(to, after.flight.start) - began);
  }
  return pause;
}

const clamp = (t: number, from: number, to: number): number => (t < from ? from : Math.min(t, to));
