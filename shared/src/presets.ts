/** Rules that have a name. A private room may have others of its own. */
import { CLASSIC_RULES, DEFAULT_RULES, RULE_NAMES, type Rules } from "./rules.ts";

export const PRESETS = {
  /** What strangers play. */
  quickpong: DEFAULT_RULES,
  /** The game of before. */
  classic: CLASSIC_RULES,
  /** Half the paddle. */
  tiny: { ...DEFAULT_RULES, paddleLength: 140 },
  /** A serve like a smash. */
  fast: { ...DEFAULT_RULES, serveSpeed: 1100, speedLimit: 2500, paddleSpeed: 800 },
  /** A long, calm game, for children: paddles keep their length. */
  long: {
    ...DEFAULT_RULES,
    shortest: DEFAULT_RULES.paddleLength,
    shrinkBy: 0,
    serveSpeed: 600,
    speedLimit: 1400,
  },
} as const satisfies Record<string, Rules>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];

/** The preset that these rules are, whatever points and pace they have; null when they are somebody's own. */
export const presetOf = (rules: Rules): PresetName | null =>
  PRESET_NAMES.find((preset) =>
    RULE_NAMES.every(
      (name) => name === "pointsToWin" || name === "pace" || rules[name] === PRESETS[preset][name],
    ),
  ) ?? null;
