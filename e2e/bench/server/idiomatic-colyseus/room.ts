/**
 * The same game written the usual way on Colyseus: positions and velocities in the schema, a fixed
 * step of 60 Hz in every room, a patch every 50 ms, and one input a tick from every client. What
 * the benchmark compares with; nothing else uses it.
 */
import { type Client, Room } from "@colyseus/core";
import { reachAt } from "@quickpong/shared/ball.ts";
import { BALL_MAX_Y, GOAL_DISTANCE, PADDLE_PLANE, TICK_RATE } from "@quickpong/shared/court.ts";
import { CLASSIC_RULES, paddleRange, paddleSpeed } from "@quickpong/shared/rules.ts";
import { UsualInput, UsualPlayer, UsualState } from "./state.ts";

const REACH = reachAt(CLASSIC_RULES, { hits: 0 });
const PADDLE_MAX_Y = paddleRange(CLASSIC_RULES);
const PADDLE_SPEED = paddleSpeed(CLASSIC_RULES);
const SERVE_SPEED = CLASSIC_RULES.serveSpeed / TICK_RATE;
const MAX_BALL_SPEED = CLASSIC_RULES.speedLimit / TICK_RATE;
const SPEED_GAIN = CLASSIC_RULES.gain;
/** Of every room; the ball flies when it is 2. */
const PLAYERS = 2;
/** Inputs kept for each client, as the library suggests for this rate: a second. */
const BUFFERED = 64;

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
    this.state.players.set(client.sessionId, new UsualPlayer());
  }

  override onLeave(client: Client) {
    this.state.players.delete(client.sessionId);
  }

  #step(): void {
    for (const [id, player] of this.state.players) {
      for (const { direction } of this.inputs.get(id) ?? []) movePaddle(player, direction);
    }
    if (this.state.players.size === PLAYERS) this.#moveBall();
  }

  #moveBall(): void {
    const { position, velocity } = this.state.ball;
    position.x += velocity.x;
    position.y += velocity.y;
    if (Math.abs(position.y) > BALL_MAX_Y) {
      velocity.y = -velocity.y;
      position.y = Math.sign(position.y) * (2 * BALL_MAX_Y - Math.abs(position.y));
    }
    const side = Math.sign(position.x);
    const atPlane = Math.abs(position.x) >= PADDLE_PLANE && side === Math.sign(velocity.x);
    if (atPlane && Math.abs(position.x) < PADDLE_PLANE + GOAL_DISTANCE) this.#tryReturn(side);
    if (Math.abs(position.x) >= PADDLE_PLANE + GOAL_DISTANCE) {
      const winner = this.#player(-side);
      if (winner) winner.score = (winner.score + 1) % 256;
      this.#serve(side);
    }
  }

  #tryReturn(side: number): void {
    const { position, velocity } = this.state.ball;
    const gap = position.y - (this.#player(side)?.position.y ?? 0);
    if (Math.abs(gap) > REACH) return;
    const speed = Math.hypot(velocity.x, velocity.y) * SPEED_GAIN;
    const faster = Math.min(speed, MAX_BALL_SPEED);
    velocity.y = (gap / REACH) * 0.85 * faster;
    velocity.x = -side * Math.sqrt(faster * faster - velocity.y * velocity.y);
  }

  #player(side: number): UsualPlayer | undefined {
    return [...this.state.players.values()][side < 0 ? 0 : 1];
  }

  #serve(toward: number): void {
    const { position, velocity } = this.state.ball;
    position.assign({ x: 0, y: 0 });
    velocity.y = (Math.random() - 0.5) * SERVE_SPEED;
    velocity.x = toward * Math.sqrt(SERVE_SPEED * SERVE_SPEED - velocity.y * velocity.y);
  }
}

function movePaddle({ position, velocity }: UsualPlayer, direction: number): void {
  const y = position.y + direction * PADDLE_SPEED;
  position.y = Math.max(-PADDLE_MAX_Y, Math.min(PADDLE_MAX_Y, y));
  velocity.y = position.y === y ? direction * PADDLE_SPEED : 0;
}
