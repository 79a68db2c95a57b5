/** Match point: the goal line that decides the match is lit by who may cross it, slowly breathing. */
import { COURT_HALF_HEIGHT, COURT_HALF_WIDTH } from "@quickpong/shared/court.ts";
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../../layout/court-transform.ts";
import { hasMatchPoint } from "../../net/match-point.ts";
import type { ViewFrame, Who } from "../../net/view-frame.ts";
import { textureKey } from "../textures/prerender-textures.ts";
import { refit } from "../textures/textures.ts";
import type { Layer, LayerContext } from "./layer.ts";

const FADE_MS = 500;
/** One breath (ms); nothing may flash more than three times a second. */
const BREATH_MS = 1500;
const DIMMEST = 0.45;

export class MatchPointLayer implements Layer {
  private readonly lines: Record<Who, GameObjects.Image>;
  private readonly presence: Record<Who, number> = { own: 0, opponent: 0 };
  private readonly calm: boolean;

  constructor({ scene, court, calm }: LayerContext) {
    this.calm = calm;
    const line = (who: Who) =>
      scene.add.image(0, 0, textureKey("edge", who)).setOrigin(0, 0.5).setVisible(false);
    this.lines = { own: line("own"), opponent: line("opponent") };
    court.add([this.lines.own, this.lines.opponent]);
  }

  reset(): void {
    this.presence.own = this.presence.opponent = 0;
  }

  show(frame: ViewFrame, delta: number): void {
    this.light("own", frame, delta);
    this.light("opponent", frame, delta);
  }

  private light(who: Who, frame: ViewFrame, delta: number): void {
    const step = (hasMatchPoint(frame, who) ? delta : -delta) / FADE_MS;
    const presence = Math.min(1, Math.max(0, this.presence[who] + step));
    this.presence[who] = presence;
    const breath = this.calm ? 1 : (1 + Math.cos((frame.now / BREATH_MS) * 2 * Math.PI)) / 2;
    this.lines[who]
      .setVisible(presence > 0)
      .setAlpha(presence * (DIMMEST + (1 - DIMMEST) * breath));
  }

  place(_fit: CourtTransform, unit: number): void {
    for (const who of ["own", "opponent"] as const) {
      const line = this.lines[who];
      refit(line);
      const side = who === "own" ? 1 : -1;
      const stretch = (2 * COURT_HALF_HEIGHT) / line.frame.height;
      line.setPosition(side * COURT_HALF_WIDTH, 0).setScale(-side * unit, stretch);
    }
  }
}
