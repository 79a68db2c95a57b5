/**
 * A Phaser scene as far as the render layers use it. It draws nothing and keeps what was made with all
 * that was set on it, so that a test can ask where something would be drawn. Textures have the sizes that
 * the real ones are baked in.
 */
import { vi } from "vitest";
import type { Palette } from "../../src/render/canvas2d/palette.ts";
import type { LayerContext } from "../../src/render/layers/layer.ts";
import { THEMES } from "../../src/theme/themes.ts";

/** The night's colours; `readPalette` asks a page for them. */
export const NIGHT: Palette = {
  ...THEMES.night,
  square: false,
  dark: true,
  display: "sans-serif",
};

interface FakeTexture {
  key: string;
  frame: { name: string; width: number; height: number };
  context: unknown;
  setSize(width: number, height: number): void;
  refresh(): void;
}

/** A 2D context on which everything may be painted and nothing is seen. */
function blankContext(canvas: { width: number; height: number }): unknown {
  const answer = () => ({ a: 1, addColorStop() {} });
  return new Proxy<Record<string, unknown>>(
    { canvas },
    { get: (target, name: string) => target[name] ?? answer },
  );
}

function fakeTexture(key: string, width: number, height: number): FakeTexture {
  const frame = { name: "__BASE", width, height };
  return {
    key,
    frame,
    context: blankContext(frame),
    setSize: (width, height) => Object.assign(frame, { width, height }),
    refresh() {},
  };
}

/** Where something is drawn: its middle, its size along its own axes, and its turn (rad). */
export interface Drawn {
  x: number;
  y: number;
  width: number;
  height: number;
  turn: number;
}

/** An image, a text or a container; setters do what Phaser's do. */
export class FakeObject {
  x = 0;
  y = 0;
  rotation = 0;
  scaleX = 1;
  scaleY = 1;
  alpha = 1;
  visible = true;
  text = "";
  texture = fakeTexture("", 0, 0);
  frame = this.texture.frame;
  readonly style = { fontStyle: "", fontSize: 0, color: "" };
  /** What a container holds, the lowest first. */
  readonly children: FakeObject[] = [];
  private readonly textures: Map<string, FakeTexture>;
  private origin = { x: 0.5, y: 0.5 };
  /** The origin in pixels of the texture as it was when the frame was set. */
  private pivot = { x: 0, y: 0 };

  constructor(textures: Map<string, FakeTexture>, x = 0, y = 0) {
    this.textures = textures;
    this.setPosition(x, y);
  }

  add(children: FakeObject | FakeObject[]): this {
    this.children.push(...[children].flat());
    return this;
  }
  setPosition(x: number, y: number): this {
    return Object.assign(this, { x, y });
  }
  setRotation(rotation: number): this {
    return Object.assign(this, { rotation });
  }
  setScale(scaleX: number, scaleY = scaleX): this {
    return Object.assign(this, { scaleX, scaleY });
  }
  setAlpha(alpha: number): this {
    return Object.assign(this, { alpha });
  }
  setVisible(visible: boolean): this {
    return Object.assign(this, { visible });
  }
  setOrigin(x: number, y = x): this {
    this.origin = { x, y };
    return this.setFrame();
  }
  setTexture(key: string): this {
    const texture = this.textures.get(key);
    if (!texture) throw new Error(`There is no texture "${key}".`);
    this.texture = texture;
    return this.setFrame();
  }
  setFrame(): this {
    this.frame = this.texture.frame;
    const { width, height } = this.frame;
    this.pivot = { x: this.origin.x * width, y: this.origin.y * height };
    return this;
  }
  setText(text: string): this {
    return Object.assign(this, { text });
  }
  setColor(color: string): this {
    this.style.color = color;
    return this;
  }
  setFontSize(fontSize: number): this {
    this.style.fontSize = fontSize;
    return this;
  }
  setFontStyle(fontStyle: string): this {
    this.style.fontStyle = fontStyle;
    return this;
  }

  /** Whether any of it is seen. */
  get shown(): boolean {
    return this.visible && this.alpha > 0;
  }

  /** The image within what holds it. */
  get drawn(): Drawn {
    const { frame, pivot, scaleX, scaleY, rotation } = this;
    const [dx, dy] = [(frame.width / 2 - pivot.x) * scaleX, (frame.height / 2 - pivot.y) * scaleY];
    return {
      x: this.x + dx * Math.cos(rotation) - dy * Math.sin(rotation),
      y: this.y + dx * Math.sin(rotation) + dy * Math.cos(rotation),
      width: Math.abs(frame.width * scaleX),
      height: Math.abs(frame.height * scaleY),
      // Not -0.
      turn: rotation + 0,
    };
  }

  /** The image `part` in this container, on the screen (device px). */
  onScreen(part: FakeObject): Drawn {
    const { x, y, width, height, turn } = part.drawn;
    const [cos, sin] = [Math.cos(this.rotation), Math.sin(this.rotation)];
    return {
      x: this.x + this.scaleX * (x * cos - y * sin),
      y: this.y + this.scaleY * (x * sin + y * cos),
      width: width * this.scaleX,
      height: height * this.scaleY,
      turn: turn + this.rotation,
    };
  }
}

/** Stands in for Phaser.Scene. */
export class FakeScene {
  /** Every image, text and container, in the order in which they were made. */
  readonly made: FakeObject[] = [];
  private readonly baked = new Map<string, FakeTexture>();
  readonly textures = {
    exists: (key: string) => this.baked.has(key),
    get: (key: string) => this.baked.get(key),
    createCanvas: (key: string, width: number, height: number) => {
      const texture = fakeTexture(key, width, height);
      this.baked.set(key, texture);
      return texture;
    },
  };
  readonly add = {
    image: (x: number, y: number, key: string) => this.keep(x, y).setTexture(key),
    text: (x: number, y: number, text: string, { fontStyle = "", color = "" } = {}) =>
      this.keep(x, y).setText(text).setFontStyle(fontStyle).setColor(color),
    container: (x: number, y: number) => this.keep(x, y),
  };

  /** Images with a texture whose key begins so. */
  images(key: string): FakeObject[] {
    return this.made.filter(({ texture }) => texture.key !== "" && texture.key.startsWith(key));
  }

  /** The one image with such a texture. */
  image(key: string): FakeObject {
    const found = this.images(key);
    if (found.length !== 1) throw new Error(`${found.length} images have a texture "${key}".`);
    return found[0] as FakeObject;
  }

  private keep(x: number, y: number): FakeObject {
    const object = new FakeObject(this.baked, x, y);
    this.made.push(object);
    return object;
  }
}

/** Colours are made solid by way of a canvas, and there is no page here. */
export function stubCanvas(): void {
  const canvas = { getContext: () => blankContext({ width: 1, height: 1 }) };
  vi.stubGlobal("document", { createElement: () => canvas });
}

export const asScene = (scene: FakeScene): LayerContext["scene"] =>
  scene as unknown as LayerContext["scene"];
export const asContainer = (object: FakeObject): LayerContext["court"] =>
  object as unknown as LayerContext["court"];
