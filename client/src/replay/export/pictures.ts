/** What an encoder is given. */
import type { Palette } from "../../render/canvas2d/palette.ts";

/** Pictures that are painted one after the other. */
export interface Pictures {
  canvas: HTMLCanvasElement;
  palette: Palette;
  count: number;
  /** Pictures a second. */
  rate: number;
  /** Paints picture number `n`, which is one more than the last one's; rejects when it was given up. */
  paint(n: number): Promise<void>;
}
