/** Rules that have a name. A private room may have others of its own. */
import { CLASSIC_RULES, DEFAULT_RULES, type Rules } from "./rules.ts";

export const PRESETS = {
  /** What strangers play. */
  quickpong: DEFAULT_RULES,
  /** As it was: long rallies, no edges to speak of. */
  classic: CLASSIC_RULES,
  /** Half a paddle. */
  tiny: { ...DEFAULT_RULES, paddleLength: 84, shortest: 44 },
  /** A serve like a smash. */
  fast: { ...DEFAULT_RULES, serveSpeed: 1200, speedLimit: 2400 },
  /** A long, calm game, for children: paddles keep their length. */
  long: { ...DEFAULT_RULES, paddleLength: 220, shortest: 220, shrinkBy: 0, serveSpeed: 600 },
} as const satisfies Record<string, Rules>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];
