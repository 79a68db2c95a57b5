/** Rules by which a match in the page is over soon, for tests that want its end and not the way there. */
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";

/**
 * As the browser remembers a choice of rules. Paddles are fast: one that follows the ball has it, and one that
 * runs away from it never does.
 */
export const QUICK_RULES = {
  preset: "own",
  pointsToWin: 3,
  own: { ...CLASSIC_RULES, serveSpeed: 1100, pointPause: 15 },
};
