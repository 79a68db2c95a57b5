/**
 * Starts Phaser and draws ViewFrames with it. Phaser does not run its own loop here: the page's one
 * loop samples the input, asks for the frame and draws it, all in the same animation frame.
 */
import Phaser from "phaser";
import type { CourtTransform } from "../layout/court-transform.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { type Palette, readPalette } from "./canvas2d/palette.ts";
import { CourtScene } from "./court-scene.ts";
import type { EffectsLevel } from "./layers/layer.ts";

export interface CourtRenderer {
  /** Another match begins; without `numbers` there is no score on the floor. */
  begin(options: { numbers: boolean }): void;
  /** Draws a frame with as much light as the device can afford. */
  draw(frame: ViewFrame, level: EffectsLevel): void;
  resize(fit: CourtTransform): void;
  destroy(): void;
}

export interface RendererOptions {
  parent: HTMLElement;
  fit: CourtTransform;
  /** The person asked for less motion: no shaking, squashing or popping. */
  calm: boolean;
  /** Draw with "webgl" or "canvas"; chosen by the machine when left out. */
  renderer?: Renderer | null;
  /** The graphics card has forgotten everything, and nothing more can be drawn here. */
  onLost: () => void;
}

export type Renderer = "webgl" | "canvas";
/**
 * Most device pixels per CSS pixel. More than 3 nobody sees. Without a graphics card (Canvas) a
 * frame's price is its pixels, of the page and of the browser that puts it together.
 */
const MAX_DENSITY: Record<Renderer, Record<EffectsLevel, number>> = {
  webgl: { full: 3, fewer: 1.5, plain: 1 },
  canvas: { full: 1.25, fewer: 1, plain: 1 },
};
const density = (renderer: Renderer, level: EffectsLevel): number =>
  Math.min(MAX_DENSITY[renderer][level], Math.max(1, window.devicePixelRatio || 1));

/** Loads the display face, boots Phaser and resolves when frames can be drawn. */
export async function createRenderer(options: RendererOptions): Promise<CourtRenderer> {
  const palette = readPalette();
  await loadFaces(palette.display);
  const scene = new CourtScene(palette, options.calm);
  const renderer = options.renderer ?? (hasSlowWebGl() ? "canvas" : "webgl");
  const game = new Phaser.Game(configure(options, scene, renderer));
  const forget = listenToLoss(game.canvas, options.onLost);
  await new Promise<void>((resolve) => scene.whenReady(resolve));
  takeOverLoop(game);
  return new PhaserRenderer({ game, scene, palette, renderer, forget }, options.fit);
}

/** Driver updates, sleep and too many pages with graphics do this: with WebGL and, rarely, with Canvas. */
function listenToLoss(canvas: HTMLCanvasElement, onLost: () => void): () => void {
  const off = new AbortController();
  for (const event of ["webglcontextlost", "contextlost"]) {
    canvas.addEventListener(event, onLost, { once: true, signal: off.signal });
  }
  return () => off.abort();
}

interface StageParts {
  game: Phaser.Game;
  scene: CourtScene;
  palette: Palette;
  renderer: Renderer;
  /** Ends listening: what is taken down loses its context, too. */
  forget: () => void;
}

class PhaserRenderer implements CourtRenderer {
  private readonly game: Phaser.Game;
  private readonly scene: CourtScene;
  private readonly palette: Palette;
  private readonly renderer: Renderer;
  private readonly forget: () => void;
  private fit: CourtTransform;
  private level: EffectsLevel = "full";
  /** Time of the last frame (ms), 0 before the first. */
  private last = 0;

  constructor({ game, scene, palette, renderer, forget }: StageParts, fit: CourtTransform) {
    this.game = game;
    this.scene = scene;
    this.palette = palette;
    this.renderer = renderer;
    this.forget = forget;
    this.fit = fit;
    this.place();
  }

  begin({ numbers }: { numbers: boolean }): void {
    this.scene.begin(numbers);
  }

  draw(frame: ViewFrame, affordable: EffectsLevel): void {
    if (affordable !== this.level) {
      this.level = affordable;
      this.scene.limit(affordable);
      this.place();
    }
    const delta = this.last === 0 ? 16 : Math.min(100, Math.max(0, frame.now - this.last));
    this.last = frame.now;
    this.scene.show(frame, delta);
    this.game.step(frame.now, delta);
  }

  resize(fit: CourtTransform): void {
    this.fit = fit;
    this.place();
  }

  destroy(): void {
    this.forget();
    this.game.canvas.remove();
    this.game.destroy(true);
    // It does so in its next step, and nobody else will call that.
    this.game.step(performance.now(), 0);
  }

  private place(): void {
    // Another theme arrives in the same way as another size.
    Object.assign(this.palette, readPalette());
    const ratio = density(this.renderer, this.level);
    fillWindow(this.game, ratio);
    this.scene.place(this.fit, ratio);
  }
}

function fillWindow({ scale, canvas }: Phaser.Game, ratio: number): void {
  const { innerWidth, innerHeight } = window;
  scale.setZoom(1 / ratio);
  scale.resize(Math.round(innerWidth * ratio), Math.round(innerHeight * ratio));
  // Phaser leaves the canvas's size on the page as it was when the ratio is 1.
  canvas.style.width = `${innerWidth}px`;
  canvas.style.height = `${innerHeight}px`;
}

function configure(
  options: RendererOptions,
  scene: Phaser.Scene,
  renderer: Renderer,
): Phaser.Types.Core.GameConfig {
  const ratio = density(renderer, "full");
  return {
    type: renderer === "canvas" ? Phaser.CANVAS : Phaser.AUTO,
    parent: options.parent,
    scale: {
      mode: Phaser.Scale.NONE,
      width: Math.round(window.innerWidth * ratio),
      height: Math.round(window.innerHeight * ratio),
      zoom: 1 / ratio,
    },
    scene,
    banner: false,
    audio: { noAudio: true },
    input: { keyboard: false, mouse: false, touch: false, gamepad: false },
    autoFocus: false,
    disableContextMenu: false,
    powerPreference: "high-performance",
    antialias: true,
    // Every edge is soft in its texture; multisampling halves the rate without a graphics card.
    antialiasGL: false,
    // Phaser compares an interpolated texture number for equality. On long thin quads it is not
    // always equal, and pieces of other textures show; one texture a batch has no number.
    maxTextures: 1,
    // The floor lies behind, painted once: to draw it in every frame halves it again.
    transparent: true,
  };
}

/** WebGL without a graphics card is slower than plain Canvas. */
function hasSlowWebGl(): boolean {
  const gl = document.createElement("canvas").getContext("webgl");
  if (!gl) return true;
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}

function takeOverLoop(game: Phaser.Game): void {
  game.loop.sleep();
  // They would wake the loop again when the tab comes back.
  for (const event of ["hidden", "visible", "blur", "focus"]) game.events.removeAllListeners(event);
}

/** Text on a canvas does not wait for fonts. A missing face is no reason not to play. */
async function loadFaces(display: string): Promise<void> {
  const faces = [`200 40px ${display}`, `500 40px ${display}`];
  const loaded = Promise.all(faces.map((face) => document.fonts.load(face, "0123456789")));
  const patience = new Promise((resolve) => setTimeout(resolve, 1500));
  await Promise.race([loaded.catch(() => undefined), patience]);
}
