/** Sparks: off a paddle along the ball's new way, off a goal, and for who has won. */
import { COURT_HALF_HEIGHT, COURT_HALF_WIDTH, PADDLE_PLANE } from "@quickpong/shared/court.ts";
import type { GameObjects } from "phaser";
import type { EffectsLevel } from "../effects-level.ts";
import type { MatchEvent, ViewFrame, Who } from "../net/view-frame.ts";
import { type Tint, textureKey } from "./bake.ts";
import type { Part, PartContext } from "./part.ts";
import { refit } from "./textures.ts";

const POOL = 96;
const LIFE_MS = 560;
/** What is left of a spark's speed after its life. */
const DRAG = 0.12;
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

interface Spark {
  image: GameObjects.Image;
  age: number;
  life: number;
  x: number;
  y: number;
  vx: number;
  vy: number;
}

interface Burst {
  tint: Tint;
  x: number;
  y: number;
  /** The middle of the fan and how wide it is (rad). */
  angle: number;
  spread: number;
  count: number;
  /** u/s */
  speed: number;
}

export class SparksPart implements Part {
  private readonly sparks: Spark[];
  private readonly calm: boolean;
  private level: EffectsLevel = "full";
  private next = 0;
  private unit = 1;
  private winner: Who | null = null;
  private wonFor = 0;

  constructor({ scene, court, calm }: PartContext) {
    this.calm = calm;
    this.sparks = Array.from({ length: POOL }, () => {
      const image = scene.add.image(0, 0, textureKey("spark", "ball")).setOrigin(1, 0.5);
      court.add(image.setVisible(false));
      return { image, age: LIFE_MS, life: LIFE_MS, x: 0, y: 0, vx: 0, vy: 0 };
    });
  }

  limit(level: EffectsLevel): void {
    this.level = level;
  }

  reset(): void {
    this.winner = null;
    for (const spark of this.sparks) {
      spark.age = spark.life;
      spark.image.setVisible(false);
    }
  }

  show(frame: ViewFrame, delta: number): void {
    if (this.calm) return;
    for (const event of frame.events) this.react(event, frame);
    if (frame.phase !== "finished") this.winner = null;
    if (this.winner) this.celebrate(this.winner, delta);
    for (const spark of this.sparks) this.fly(spark, delta);
  }

  private react(event: MatchEvent, { ball, watching }: ViewFrame): void {
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
      // Who has lost is not shown somebody else's fireworks.
      this.winner = event.winner === "own" || watching ? event.winner : null;
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

  private burst({ tint, x, y, angle, spread, count, speed }: Burst): void {
    if (this.level !== "full") return;
    for (let i = 0; i < count; i++) {
      const n = this.next++;
      const spark = this.sparks[n % POOL] as Spark;
      // Multiples of these fill the fan evenly without looking like a pattern.
      const way = angle + (((n * 0.618) % 1) - 0.5) * spread;
      const fast = speed * (0.35 + 0.65 * ((n * 0.7549) % 1));
      const life = LIFE_MS * (0.6 + 0.6 * ((n * 0.5698) % 1));
      Object.assign(spark, {
        x,
        y,
        age: 0,
        life,
        vx: Math.cos(way) * fast,
        vy: Math.sin(way) * fast,
      });
      spark.image.setTexture(textureKey("spark", tint)).setRotation(way).setVisible(true);
    }
  }

  private fly(spark: Spark, delta: number): void {
    if (spark.age >= spark.life) return;
    spark.age += delta;
    const t = Math.min(1, spark.age / spark.life);
    const slowed = DRAG ** t;
    spark.x += (spark.vx * slowed * delta) / 1000;
    spark.y += (spark.vy * slowed * delta) / 1000;
    spark.image
      .setVisible(t < 1)
      .setPosition(spark.x, spark.y)
      .setAlpha(1 - t * t)
      .setScale(this.unit * (0.4 + 0.9 * slowed), this.unit * (1.2 - 0.5 * t));
  }

  place(_fit: unknown, unit: number): void {
    this.unit = unit;
    for (const { image } of this.sparks) refit(image);
  }
}
