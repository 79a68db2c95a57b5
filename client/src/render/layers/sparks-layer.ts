/** Sparks: off a paddle along the ball's new way, off a goal, and for who has won. */
import { COURT_HALF_HEIGHT, COURT_HALF_WIDTH, PADDLE_PLANE } from "@quickpong/shared/court.ts";
import type { MatchEvent, ViewFrame, Who } from "../../net/view-frame.ts";
import type { EffectsLevel, Layer, LayerContext } from "./layer.ts";
import { type Burst, SparkPool } from "./spark-pool.ts";

/** Sparks of the slowest and the fastest hit. */
const HIT_SPARKS = [4, 12] as const;
const GOAL_SPARKS = 18;
/** The winner's light: this many at a time, every so often (ms), for so long (ms). */
const WIN_SPARKS = 9;
const WIN_EVERY = 70;
const WIN_MS = 1300;
/** Slowest and fastest balls (u/tick). */
const SLOW = 11;
const FAST = 30;

export class SparksLayer implements Layer {
  private readonly pool: SparkPool;
  private readonly calm: boolean;
  private level: EffectsLevel = "full";
  private winner: Who | null = null;
  private wonFor = 0;

  constructor({ scene, court, calm }: LayerContext) {
    this.calm = calm;
    this.pool = new SparkPool(scene, court);
  }

  limit(level: EffectsLevel): void {
    this.level = level;
  }

  reset(): void {
    this.winner = null;
    this.pool.clear();
  }

  show(frame: ViewFrame, delta: number): void {
    if (this.calm) return;
    for (const event of frame.events) this.react(event, frame);
    if (frame.phase !== "finished") this.winner = null;
    if (this.winner) this.celebrate(this.winner, delta);
    this.pool.fly(delta);
  }

  private react(event: MatchEvent, { ball, watching, together }: ViewFrame): void {
    if (event.type === "hit") {
      const away = event.by === "own" ? 1 : -1;
      const force = Math.min(1, Math.max(0, (event.speed - SLOW) / (FAST - SLOW)));
      this.burst({
        tint: event.by,
        x: event.by === "own" ? -PADDLE_PLANE : PADDLE_PLANE,
        y: event.y,
        // Between the ball's way and straight ahead.
        angle: Math.atan2(ball?.vy ?? 0, (ball?.vx ?? 0) + away * event.speed),
        spread: 2.2,
        count: Math.round(HIT_SPARKS[0] + force * (HIT_SPARKS[1] - HIT_SPARKS[0])),
        speed: 700 + 900 * force,
      });
    } else if (event.type === "goal") {
      const angle = event.x > 0 ? Math.PI : 0;
      const { x, y, by } = event;
      this.burst({ tint: by, x, y, angle, spread: 2.8, count: GOAL_SPARKS, speed: 1700 });
    } else if (event.type === "finish") {
      // The loser is not shown somebody else's fireworks.
      const anybodys = watching || together;
      this.winner = event.winner === "own" || anybodys ? event.winner : null;
      this.wonFor = 0;
    }
  }

  /** A fountain along the winner's goal line. */
  private celebrate(who: Who, delta: number): void {
    if (this.wonFor > WIN_MS) return;
    const before = Math.floor(this.wonFor / WIN_EVERY);
    this.wonFor += delta;
    const now = Math.floor(this.wonFor / WIN_EVERY);
    if (now === before) return;
    const side = who === "own" ? -1 : 1;
    this.burst({
      tint: now % 3 === 0 ? "ball" : who,
      x: side * COURT_HALF_WIDTH,
      y: (((now * 0.618) % 1) * 2 - 1) * COURT_HALF_HEIGHT * 0.85,
      angle: who === "own" ? 0 : Math.PI,
      spread: 1.3,
      count: WIN_SPARKS,
      speed: 3800,
    });
  }

  private burst(burst: Burst): void {
    if (this.level === "full") this.pool.burst(burst);
  }

  place(_fit: unknown, unit: number): void {
    this.pool.place(unit);
  }
}
