/** Canvas textures that can be painted again in another size under the images that show them. */
import type { GameObjects, Scene, Textures } from "phaser";

/** Paints the texture `key`, `width` x `height` pixels, and makes it when it is not there yet. */
export function paintTexture(
  scene: Scene,
  key: string,
  width: number,
  height: number,
  paint: (context: CanvasRenderingContext2D) => void,
): void {
  const [w, h] = [Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(height))];
  const texture = (
    scene.textures.exists(key) ? scene.textures.get(key) : scene.textures.createCanvas(key, w, h)
  ) as Textures.CanvasTexture;
  texture.setSize(w, h);
  const { context } = texture;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, w, h);
  paint(context);
  texture.refresh();
}

/** Lets an image take over the new size of its texture. */
export function refit(image: GameObjects.Image): void {
  image.setFrame(image.frame.name);
}

/**
 * The style of a number. Phaser measures a face by "|MÉqgy" unless told otherwise, and the É is in a file that
 * is loaded only when it is asked for: a number measured anew, for its weight had changed, stood higher
 * than the one beside it.
 */
export const DIGITS = { fontStyle: "200", testString: "0123456789", padding: { y: 2 } };

/** Sets the text only when it differs: a new one is drawn and uploaded again. */
export function write(text: GameObjects.Text, value: string): void {
  if (text.text !== value) text.setText(value);
}
