/**
 * What one player's screen shows of the timeline: the own paddle predicted at P, the opponent's interpolated
 * at R, the ball at D, and the errors that fade. Time moves it, the truth changes it.
 */
import { contactTime, defenderOf, type Flight } from "@quickpong/shared/ball.ts";
import type { Observation } from "@quickpong/shared/bot.ts";
import { LEFT, otherSide, type Side } from "@quickpong/shared/court.ts";
import { paddleLength } from "@quickpong/shared/rules.ts";
import {
  type BallSample,
  hitsAt,
  nextContact,
  pauseBetween,
  sampleBall,
  stallAt,
} from "./ball-sample.ts";
import { type ClockStep, nextBallTime, SETTLE_ERROR } from "./ball-time.ts";
import { type Drawn, ErrorSmoothing } from "./error-smoothing.ts";
import { DRAWINGS, type NetMode } from "./modes.ts";
import { observationOf } from "./observation.ts";
import { OpponentTime } from "./opponent-time.ts";
import type { NumberedFlight } from "./publication-reader.ts";
import { NetStats } from "./stats.ts";
import { Timeline } from "./timeline.ts";
import { VerdictAudit } from "./verdict-audit.ts";

export class Presentation {
  readonly timeline: Timeline;
  readonly stats = new NetStats();
  readonly contacts = new VerdictAudit();
  mode: NetMode;
  /** Whose eyes: a watcher sits on the left. */
  readonly eye: Side;
  /** Times at which the ball and the opponent's paddle are drawn (ticks). */
  D = Number.NaN;
  private readonly opponentTime = new OpponentTime();
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
    const flights = this.flights();
    const lastD = this.D;
    this.D = this.ballTime(flights, step);
    const lastOpponentTime = Number.isNaN(this.opponentTime.t) ? step.R : this.opponentTime.t;
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
    return this.opponentAt(this.opponentTime.t) + this.corrections.opponent;
  }

  /** Length of the own paddle, and of the opponent's, at the times at which they are drawn (u). */
  get ownLength(): number {
    return this.lengthAt(this.ownTime);
  }
  get opponentLength(): number {
    return this.lengthAt(this.opponentTime.t);
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
    return observationOf(this.sampledBall(this.flights()), this.eye, this.timeline.rules, now);
  }

  /**
   * The match's time was put back: what was said since has been refused, and what was drawn is no
   * place to go on from.
   */
  startOver(): void {
    this.timeline.restartOwn();
    this.D = Number.NaN;
    this.opponentTime.t = Number.NaN;
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

  /** While the ball stalls at the opponent's plane, their paddle waits with it. */
  private moveOpponentTime(at: Flight | undefined, dt: number, lastD: number): void {
    const { opponent, ball } = DRAWINGS[this.mode];
    const stalledAt = at && (at.ruling === "open" || this.D === lastD) ? at : undefined;
    const wanted = opponent === "P" ? this.P : this.R;
    const followed = this.opponentTime.move(wanted, dt, stalledAt, ball === "warp");
    if (followed) this.stats.stall(stalledAt !== undefined, dt);
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
        : this.opponentAt(clamp(time, lastOpponentTime, this.opponentTime.t)) +
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
    return { own: this.ownAt(this.ownTime), opponent: this.opponentAt(this.opponentTime.t), ball };
  }

  /**
   * The message about an own contact was late, so the flight that was drawn from it begins later: the ball
   * stays where it is on its way, and goes on more slowly.
   */
  private stayOnPath(was: BallSample | null | undefined): void {
    if (!was || was.waiting || DRAWINGS[this.mode].ball !== "warp") return;
    const now = this.timeline.flight(was.n);
    if (now && now.start !== was.flight.start) this.D += now.start - was.flight.start;
  }

  private absorb(before: Drawn | null, after: Drawn | null): void {
    if (!before || !after) return;
    const moved = this.corrections.absorb(before, after);
    this.stats.ownCorrected(moved.own);
    this.stats.ballCorrected(moved.ball);
  }
}

const clamp = (t: number, from: number, to: number): number => (t < from ? from : Math.min(t, to));
