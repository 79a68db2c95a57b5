/** The ways of drawing a match: the game's own, and the classic ones for those who come to learn. */

/**
 * - quickpong: own paddle now, opponent as known, the ball slides between the two.
 * - all: everything predicted at P, the opponent too.
 * - own: own paddle predicted, the rest interpolated at R: the tutorials' way.
 * - none: everything at R; the own paddle waits for the server.
 */
export type NetMode = "quickpong" | "all" | "own" | "none";

export interface Drawing {
  own: "P" | "R";
  opponent: "P" | "R";
  ball: "warp" | "P" | "R";
}

export const DRAWINGS: Record<NetMode, Drawing> = {
  quickpong: { own: "P", opponent: "R", ball: "warp" },
  all: { own: "P", opponent: "P", ball: "P" },
  own: { own: "P", opponent: "R", ball: "R" },
  none: { own: "R", opponent: "R", ball: "R" },
};
