/** What is used of gifenc, which comes without types. */
declare module "gifenc" {
  export type Palette = number[][];
  export interface FrameOptions {
    /** Of the first frame it is everybody's. */
    palette?: Palette;
    /** ms */
    delay?: number;
    dispose?: number;
    transparent?: boolean;
    transparentIndex?: number;
  }
  export interface Encoder {
    writeFrame(index: Uint8Array, width: number, height: number, options?: FrameOptions): void;
    finish(): void;
    bytesView(): Uint8Array<ArrayBuffer>;
  }
  export function GIFEncoder(): Encoder;
}
