/** What the floor's two ends agree on: how many frames of which size go each way. */

export interface Rates {
  /** Per player and second. */
  downFrames: number;
  upFrames: number;
  /** Of a frame's payload. */
  downSize: number;
  upSize: number;
}

/** How they travel from the benchmark to the server. */
export const RATES_VARIABLE = "FLOOR_RATES";
