/** What a match is shown with. */

import type { ViewFrame } from "../net/view-frame.ts";
import type { Route } from "../routing/routes.ts";
import type { Memory } from "../ui/match-memory-view.ts";
import type { Way } from "../ui/notice.ts";
import type { MatchInPage } from "./match-in-page.ts";
import type { PlayOptions } from "./match-runner.ts";

/** A result of its own kind. */
export interface OwnResult {
  element: HTMLElement;
  /** After every frame; `memory`: what has become of the match. */
  update(frame: ViewFrame, memory: Memory): void;
}

export interface MatchScreenOptions {
  match: MatchInPage;
  /** What steers which paddle, where both players sit here. */
  devices?: PlayOptions["devices"];
  /** Shown until the first frame says more. */
  names: { own: string; opponent: string };
  pointsToWin: number;
  /** A drawing of the opponent. */
  face?: () => Node;
  /** How the left player and the right one steer, where both sit here. */
  hints?: () => readonly [own: Node, opponent: Node];
  /** What the menu offers besides settings. */
  menuWays?: () => Way[];
  /** What the rematch is called; null when there can be none. */
  rematchLabel: () => string | null;
  /** Stands on the court while the ball is not in play. */
  label?: () => HTMLElement;
  /** The player here is the host of a private match. */
  mayAllowSpectators?: boolean;
  /** Builds what is shown at the end instead of who won. */
  result?: (frame: ViewFrame) => OwnResult;
  /** Where to go from the result, besides the rematch. */
  ways: () => Way[];
  /** Goes to another page, where what is kept of the match can be seen; without it nothing is kept. */
  go?: (route: Route) => void;
  /** What else follows every frame. */
  follow?: (frame: ViewFrame) => void;
  onLeave: () => void;
  /** The link closed before the match had a result. */
  onClosed: (code: number) => void;
}
