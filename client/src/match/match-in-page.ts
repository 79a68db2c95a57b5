/** The kinds of match that a page shows. */
import type { MatchLink, MatchRequests } from "../net/links/match-link.ts";
import type { NetcodeLab } from "../net/netcode-lab.ts";
import type { NetReport } from "../net/stats.ts";
import type { PlayableMatch } from "./match-runner.ts";

export type MatchInPage = OnlineMatch | WatchedMatch | PracticeMatch | TwoHereMatch;

/** What all of them have: a match, and what can be asked of whatever hosts it. */
interface AnyMatch extends PlayableMatch {
  readonly link: MatchRequests;
  /** The close code once the link is closed for good. */
  closed(): number | null;
  /** Leaves the match for good. */
  end(): void;
}

/** Seen through netplay. */
interface NetMatch extends AnyMatch {
  readonly link: MatchLink;
  /** The netcode's figures so far. */
  report(): NetReport;
}

/** Simulated in this page. */
interface PageMatch {
  /** Stops its time, where nobody else waits, and lets it go on when there is no reason left to stop. */
  pause(reason: PauseReason, on: boolean): void;
}

/** Played in a room of the server. */
export interface OnlineMatch extends NetMatch {
  readonly kind: "online";
  /** The host's choice whether a private match may be watched. */
  allowSpectators(allowed: boolean): void;
  /** Where others can watch it; null when they can't. */
  watchLink(): string | null;
}

/** Played by two others. */
export interface WatchedMatch extends NetMatch {
  readonly kind: "watched";
}

/** Against the machine. */
export interface PracticeMatch extends NetMatch, PageMatch {
  readonly kind: "practice";
  /** The learners' switches. */
  lab(): NetcodeLab;
  changeLab(lab: NetcodeLab): void;
}

/** Between two people at this screen. */
export interface TwoHereMatch extends AnyMatch, PageMatch {
  readonly kind: "two-here";
  /** The players change places; the score goes with them, and a match that is over begins anew. */
  swapSides(): void;
}

/** Why a match stands that is simulated in this page. */
export type PauseReason = "menu" | "hidden" | "pad" | "asked";

/** Whether a match is simulated in this page, so that it can stand. */
export const isOfPage = (match: MatchInPage): match is PracticeMatch | TwoHereMatch =>
  match.kind === "practice" || match.kind === "two-here";
