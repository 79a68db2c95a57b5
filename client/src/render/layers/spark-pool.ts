/** Sparks that fly off in a fan, slow down and go out. */
import type { GameObjects, Scene } from "phaser";
import { type Tint, textureKey } from "../textures/prerender-textures.ts";
import { refit } from "../textures/textures.ts";

const POOL = 96;
const LIFE_MS = 560;
/** What is left of a spark's speed after its life. */
const DRAG = 0.12;

interface Spark {
  image: GameObjects.Image;
  age: number;
  life: number;
  x: number;
  y: number;
  vx: number;
  vy: number;
}

export interface Burst {
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

export class SparkPool {
  private readonly sparks: Spark[];
  private next = 0;
  private unit = 1;

  constructor(scene: Scene, court: GameObjects.Container) {
    this.sparks = Array.from({ length: POOL }, () => {
      const image = scene.add.image(0, 0, textureKey("spark", "ball")).setOrigin(1, 0.5);
      court.add(image.setVisible(false));
      return { image, age: LIFE_MS, life: LIFE_MS, x: 0, y: 0, vx: 0, vy: 0 };
    });
  }

  clear(): void {
    for (const spark of this.sparks) {
      spark.age = spark.life;
      spark.image.setVisible(false);
    }
  }

  /** Lets sparks fly; the oldest are taken when there are no others. */
  burst({ tint, x, y, angle, spread, count, speed }: Burst): void {
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

  /** Moves them on by `delta` ms. */
  fly(delta: number): void {
    for (const spark of this.sparks) this.move(spark, delta);
  }

  private move(spark: Spark, delta: number): void {
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

  /** Textures were baked anew; `unit` is court units per device pixel. */
  place(unit: number): void {
    this.unit = unit;
    for (const { image } of this.sparks) refit(image);
  }
}
