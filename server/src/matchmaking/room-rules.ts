/** The rules of a private match, from its host's wish. */
import { PRESETS } from "@quickpong/shared/presets.ts";
import type { InviteRules } from "@quickpong/shared/protocol/messages.ts";
import {
  DEFAULT_RULES,
  PACES,
  POINTS_TO_WIN,
  type Rules,
  readRules,
} from "@quickpong/shared/rules.ts";

/**
 * The rules of a wish, which comes from a client and may hold anything; null when it asks for impossible rules.
 * Points and a pace that are not on offer become the default's.
 */
export function roomRules(wish: Partial<Record<keyof InviteRules, unknown>>): Rules | null {
  const { own, preset = "quickpong", pointsToWin, pace } = wish;
  if (own !== undefined) return readRules(own);
  if (typeof preset !== "string" || !Object.hasOwn(PRESETS, preset)) return null;
  return {
    ...PRESETS[preset as keyof typeof PRESETS],
    pointsToWin: POINTS_TO_WIN.find((each) => each === pointsToWin) ?? DEFAULT_RULES.pointsToWin,
    pace: PACES.find((each) => each === pace) ?? DEFAULT_RULES.pace,
  };
}
