/** The floor under the floodlight, and the court's lines: painted once per size into one image. */
import type Phaser from "phaser";
import type { CourtTransform } from "../court-transform.ts";
import { paintFloor } from "../paint/floor.ts";
import type { Palette } from "../paint/palette.ts";
import { paintTexture } from "./textures.ts";

const KEY = "floor";

export class FloorPart {
  private readonly scene: Phaser.Scene;
  private readonly palette: Palette;
  private image: Phaser.GameObjects.Image | null = null;

  constructor(scene: Phaser.Scene, palette: Palette) {
    this.scene = scene;
    this.palette = palette;
  }

  place(fit: CourtTransform, ratio: number): void {
    const { width, height } = this.scene.scale;
    paintTexture(this.scene, KEY, width, height, (context) => {
      context.scale(ratio, ratio);
      paintFloor(context, fit, width / ratio, height / ratio, this.palette);
    });
    this.image ??= this.scene.add.image(0, 0, KEY).setOrigin(0).setDepth(-1);
    this.image.setFrame(this.image.frame.name);
  }
}
