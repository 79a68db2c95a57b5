/** Short lights: where the ball was hit, where it met a wall, where it got through. */
import {
  BALL_RADIUS,
  COURT_HALF_HEIGHT,
  COURT_HALF_WIDTH,
  PADDLE_PLANE,
} from "@quickpong/shared/court.ts";
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../../layout/court-transform.ts";
import type { MatchEvent, ViewFrame, Who } from "../../net/view-frame.ts";
import { type Thing, type Tint, textureKey } from "../textures/prerender-textures.ts";
import { refit } from "../textures/textures.ts";
import type { EffectsLevel, Layer, LayerContext } from "./layer.ts";

const POOL = 10;

/** One short light, grown and faded over its life. */
interface Light {
  image: GameObjects.Image;
  age: number;
  life: number;
  from: [x: number, y: number];
  to: [x: number, y: number];
  alpha: number;
  /** It swells and goes out again, instead of flashing. */
  swells?: boolean;
}

interface LightOptions extends Omit<Light, "image" | "age"> {
  thing: Thing;
  tint: Tint;
  x: number;
  y: number;
}

export class EffectsLayer implements Layer {
  private readonly calm: boolean;
  private readonly lights: Light[];
  private next = 0;
  private unit = 1;
  private lastHitBy: Tint = "ball";
  private level: EffectsLevel = "full";

  constructor({ scene, court, calm }: LayerContext) {
    this.calm = calm;
    this.lights = Array.from({ length: POOL }, () => {
      const image = scene.add.image(0, 0, textureKey("flash", "ball")).setVisible(false);
      court.add(image);
      return { image, age: 1, life: 1, from: [1, 1], to: [1, 1], alpha: 1 };
    });
  }

  reset(): void {
    for (const light of this.lights) {
      light.age = light.life;
      light.image.setVisible(false);
    }
  }

  limit(level: EffectsLevel): void {
    this.level = level;
  }

  show(frame: ViewFrame, delta: number): void {
    if (this.level !== "plain") for (const event of frame.events) this.react(event);
    for (const light of this.lights) this.shine(light, delta);
  }

  private react(event: MatchEvent): void {
    switch (event.type) {
      case "serve":
        this.lastHitBy = "ball";
        return;
      case "hit":
        return this.onHit(event);
      case "wall":
        return this.onWall(event.x, event.y);
      case "goal":
        return this.onGoal(event);
      case "finish":
        return this.onFinish(event.winner);
      default:
    }
  }

  private onHit({ by, y, speed }: Extract<MatchEvent, { type: "hit" }>): void {
    this.lastHitBy = by;
    const x = by === "own" ? -PADDLE_PLANE : PADDLE_PLANE;
    const force = Math.min(1, speed / 26);
    const size = 0.7 + 0.9 * force;
    const common = { tint: by, x, y, life: 260 };
    this.light({ ...common, thing: "flash", alpha: 0.9, from: [0.5, 0.6], to: [size, size * 1.3] });
    if (!this.calm && force > 0.55 && this.level === "full") this.ring(x, y, by, force);
  }

  private onWall(x: number, y: number): void {
    const edge = y < 0 ? -COURT_HALF_HEIGHT : COURT_HALF_HEIGHT;
    const common = { tint: this.lastHitBy, x, y: edge, life: 300, alpha: 0.7 };
    this.light({ ...common, thing: "flash", from: [0.4, 0.1], to: [1.3, 0.16] });
  }

  private onGoal({ by, x, y }: Extract<MatchEvent, { type: "goal" }>): void {
    const common = { tint: by, thing: "flash" as const, x, y };
    this.light({ ...common, life: 700, alpha: 1, from: [0.8, 1.2], to: [2.2, 5] });
    this.ring(x - Math.sign(x) * BALL_RADIUS, y, by, 1);
  }

  /** The winner's half is flooded with light, once and slowly. */
  private onFinish(winner: Who | null): void {
    if (!winner) return;
    const x = (winner === "own" ? -1 : 1) * COURT_HALF_WIDTH * 0.6;
    const common = { thing: "flash" as const, tint: winner, y: 0, alpha: 0.8 };
    this.light({ ...common, x, life: 1700, from: [5, 4], to: [9, 6.5], swells: true });
  }

  private ring(x: number, y: number, tint: Tint, force: number): void {
    const to = 0.9 + 1.4 * force;
    const common = { thing: "ring" as const, tint, x, y, life: 380, alpha: 0.5 * force };
    this.light({ ...common, from: [0.2, 0.2], to: [to, to] });
  }

  private light({ thing, tint, x, y, swells = false, ...rest }: LightOptions): void {
    const light = this.lights[this.next++ % POOL] as Light;
    Object.assign(light, rest, { swells, age: 0 });
    light.image.setTexture(textureKey(thing, tint)).setPosition(x, y).setVisible(true);
  }

  private shine(light: Light, delta: number): void {
    if (light.age >= light.life) return;
    light.age += delta;
    const t = Math.min(1, light.age / light.life);
    const grown = 1 - (1 - t) ** 3;
    const size = (axis: 0 | 1) => light.from[axis] + (light.to[axis] - light.from[axis]) * grown;
    light.image
      .setVisible(t < 1)
      .setAlpha(light.alpha * (light.swells ? Math.sin(Math.PI * t) : (1 - t) ** 2))
      .setScale(this.unit * size(0), this.unit * size(1));
  }

  place(_fit: CourtTransform, unit: number): void {
    this.unit = unit;
    for (const { image } of this.lights) refit(image);
  }
}
