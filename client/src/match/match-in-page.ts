/** The kinds of match that a page shows. */
import type { MatchLink } from "../net/links/match-link.ts";
import type { NetcodeLab } from "../net/netcode-lab.ts";
import type { NetReport } from "../net/stats.ts";
import type { PlayableMatch } from "./match-runner.ts";

export type MatchInPage = OnlineMatch | WatchedMatch | PracticeMatch;

/** What all of them have: a match, and the link to whatever hosts it. */
interface AnyMatch extends PlayableMatch {
  readonly link: MatchLink;
  /** The close code once the link is closed for good. */
  closed(): number | null;
  /** The netcode's figures so far. */
  report(): NetReport;
  /** Leaves the match for good. */
  end(): void;
}

/** Played in a room of the server. */
export interface OnlineMatch extends AnyMatch {
  readonly kind: "online";
  /** The host's word on whether a private match may be watched. */
  allowSpectators(allowed: boolean): void;
  /** Where others can watch it; null when they can't. */
  watchLink(): string | null;
}

/** Played by two others. */
export interface WatchedMatch extends AnyMatch {
  readonly kind: "watched";
}

/** Against the machine, simulated in this page. */
export interface PracticeMatch extends AnyMatch {
  readonly kind: "practice";
  /** The learners' switches. */
  lab(): NetcodeLab;
  changeLab(lab: NetcodeLab): void;
  /** Stops its time, where nobody else waits, and lets it go on when there is no reason left to stop. */
  pause(reason: PauseReason, on: boolean): void;
}
export type PauseReason = "menu" | "hidden";
