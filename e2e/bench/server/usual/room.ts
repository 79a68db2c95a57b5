/**
 * The same game written the usual way on Colyseus: positions in the schema, a fixed step of 60 Hz in
 * every room, a patch every 50 ms, and one input a tick from every client. What the benchmark
 * compares with; nothing else uses it.
 */
import { type Client, Room } from "@colyseus/core";
import {
  BALL_MAX_Y,
  GOAL_DISTANCE,
  MAX_BALL_SPEED,
  PADDLE_MAX_Y,
  PADDLE_PLANE,
  PADDLE_SPEED,
  REACH,
  SERVE_SPEED,
  SPEED_GAIN,
  TICK_RATE,
} from "@quickpong/shared/court.ts";
import { UsualInput, UsualPlayer, UsualState } from "./state.ts";

/** Of every room; the ball flies when it is 2. */
const PLAYERS = 2;
/** Inputs kept for each client, as the library suggests for this rate: a second. */
const BUFFERED = 64;

/** Matches being played. */
export const counts = { matches: 0 };

export class UsualRoom extends Room<{ state: UsualState; input: UsualInput }> {
  override maxClients = PLAYERS;
  override patchRate = 50;
  override state = new UsualState();
  override inputs = this.defineInput(UsualInput, {
    bufferMaxSize: BUFFERED,
    sanitize: { direction: [-1, 1] },
  });

  override onCreate() {
    this.#serve(1);
    this.setFixedTimestep(() => this.#step(), TICK_RATE);
  }

  override onJoin(client: Client) {
    this.state.players.set(client.sessionId, new UsualPlayer().assign({ y: 0, score: 0 }));
    if (this.state.players.size === PLAYERS) counts.matches++;
  }

  override onLeave(client: Client) {
    if (this.state.players.size === PLAYERS) counts.matches--;
    this.state.players.delete(client.sessionId);
  }

  #step(): void {
    for (const [id, player] of this.state.players) {
      for (const { direction } of this.inputs.get(id) ?? []) {
        const y = player.y + direction * PADDLE_SPEED;
        player.y = Math.max(-PADDLE_MAX_Y, Math.min(PADDLE_MAX_Y, y));
      }
    }
    if (this.state.players.size === PLAYERS) this.#moveBall();
  }

  #moveBall(): void {
    const { state } = this;
    state.ballX += state.ballVx;
    state.ballY += state.ballVy;
    if (Math.abs(state.ballY) > BALL_MAX_Y) {
      state.ballVy = -state.ballVy;
      state.ballY = Math.sign(state.ballY) * (2 * BALL_MAX_Y - Math.abs(state.ballY));
    }
    const side = Math.sign(state.ballX);
    const atPlane = Math.abs(state.ballX) >= PADDLE_PLANE && side === Math.sign(state.ballVx);
    if (atPlane && Math.abs(state.ballX) < PADDLE_PLANE + GOAL_DISTANCE) this.#tryReturn(side);
    if (Math.abs(state.ballX) >= PADDLE_PLANE + GOAL_DISTANCE) {
      const winner = this.#paddle(-side);
      if (winner) winner.score = (winner.score + 1) % 256;
      this.#serve(side);
    }
  }

  #tryReturn(side: number): void {
    const { state } = this;
    const gap = state.ballY - (this.#paddle(side)?.y ?? 0);
    if (Math.abs(gap) > REACH) return;
    const speed = Math.hypot(state.ballVx, state.ballVy) * SPEED_GAIN;
    const faster = Math.min(speed, MAX_BALL_SPEED);
    state.ballVy = (gap / REACH) * 0.85 * faster;
    state.ballVx = -side * Math.sqrt(faster * faster - state.ballVy * state.ballVy);
  }

  #paddle(side: number): UsualPlayer | undefined {
    return [...this.state.players.values()][side < 0 ? 0 : 1];
  }

  #serve(toward: number): void {
    const vy = (Math.random() - 0.5) * SERVE_SPEED;
    const vx = toward * Math.sqrt(SERVE_SPEED * SERVE_SPEED - vy * vy);
    this.state.assign({ ballX: 0, ballY: 0, ballVx: vx, ballVy: vy });
  }
}
