/**
 * The line that the ball draws, as with an open shutter. Older pieces fade; at the end of a rally
 * the whole figure lights up once and goes out.
 */
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../../layout/court-transform.ts";
import type { ViewFrame } from "../../net/view-frame.ts";
import { type Piece, RallyPath } from "../canvas2d/rally-path.ts";
import { textureKey } from "../textures/prerender-textures.ts";
import { refit } from "../textures/textures.ts";
import type { EffectsLevel, Layer, LayerContext } from "./layer.ts";

/** Pieces shown at once; each is one image. */
const PIECES = 14;
const HEAD_ALPHA = 1;
/** How much of its light a piece keeps when the ball is hit once more. */
const KEPT_PER_HIT = 0.62;
const FLARE_MS = 750;
/** A line is drawn broader the faster its ball: by this much a hit, up to so many hits. */
const BROADER = 0.045;
const BROADEST_HITS = 20;
/** Pieces that stay when the device has little to spare. */
const FEW = 4;

interface DrawnPiece extends Piece {
  image: GameObjects.Image;
}

export class TraceLayer implements Layer {
  private readonly path = new RallyPath();
  private readonly images: GameObjects.Image[];
  private shown: DrawnPiece[] = [];
  private used = 0;
  private head: GameObjects.Image;
  private unit = 1;
  private hits = 0;
  private level: EffectsLevel = "full";
  /** 1 when a rally has just ended, 0 when its figure has gone out; null while one is played. */
  private flare: number | null = null;

  constructor({ scene, court }: LayerContext) {
    const make = () =>
      scene.add.image(0, 0, textureKey("trace", "ball")).setOrigin(0, 0.5).setVisible(false);
    this.images = Array.from({ length: PIECES }, make);
    this.head = make();
    court.add([...this.images, this.head]);
  }

  show(frame: ViewFrame, delta: number): void {
    for (const piece of this.path.follow(frame)) this.keep(piece);
    for (const event of frame.events) {
      if (event.type === "serve" || event.type === "gap") this.clear();
      if (event.type === "goal") this.flare = 1;
    }
    const { head } = this.path;
    this.head.setVisible(head !== null && this.level !== "plain");
    if (head) {
      this.hits = head.hits;
      this.stretch(this.head, head);
      this.head.setAlpha(HEAD_ALPHA);
    }
    this.fade(delta);
  }

  limit(level: EffectsLevel): void {
    this.level = level;
    this.clear();
  }

  private keep(piece: Piece): void {
    if (this.level === "plain") return;
    const most = this.level === "full" ? PIECES : FEW;
    const image = this.images[this.used++ % most] as GameObjects.Image;
    this.shown = this.shown.filter((each) => each.image !== image);
    this.shown.push({ ...piece, image });
    this.stretch(image.setVisible(true), piece);
  }

  private fade(delta: number): void {
    if (this.flare !== null) this.flare = Math.max(0, this.flare - delta / FLARE_MS);
    for (const { image, hits } of this.shown) {
      const age = Math.max(0, this.hits - hits);
      const lit = HEAD_ALPHA * KEPT_PER_HIT ** age;
      image.setAlpha(this.flare === null ? lit : this.flare * Math.max(lit, 0.55));
    }
    if (this.flare === 0) this.clear();
  }

  reset(): void {
    this.path.reset();
    this.clear();
  }

  private clear(): void {
    for (const { image } of this.shown) image.setVisible(false);
    this.shown = [];
    this.flare = null;
    this.hits = 0;
  }

  private stretch(image: GameObjects.Image, piece: Piece): void {
    const dx = piece.toX - piece.fromX;
    const dy = piece.toY - piece.fromY;
    const broad = 0.8 + BROADER * Math.min(BROADEST_HITS, piece.hits);
    image
      .setTexture(textureKey("trace", piece.by))
      .setPosition(piece.fromX, piece.fromY)
      .setRotation(Math.atan2(dy, dx))
      .setScale(Math.sqrt(dx * dx + dy * dy) / image.frame.width, this.unit * broad);
  }

  place(_fit: CourtTransform, unit: number): void {
    this.unit = unit;
    for (const image of [...this.images, this.head]) refit(image);
    for (const each of this.shown) this.stretch(each.image, each);
  }
}
