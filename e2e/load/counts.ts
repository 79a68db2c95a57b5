/** What has been counted by a moment, and what of it is shown of the course of a run. */
import type { Traffic } from "@quickpong/client/net/links/match-link.ts";
import type { Picture } from "./drawn-frame-stats.ts";
import type { RunMetrics } from "./run-metrics.ts";
import type { Sample } from "./server-probe.ts";

/** Counts at one moment. */
export interface CountsAt {
  /** ms. */
  at: number;
  traffic: Traffic;
  picture: Picture;
  /** Seats taken x ms so far. */
  playingMs: number;
  server: Sample | undefined;
}

/** Takes the counts of a moment. */
export const countsAt = (tally: RunMetrics, at: number, server: Sample | undefined): CountsAt => ({
  at,
  traffic: { ...tally.traffic },
  picture: { ...tally.picture },
  playingMs: tally.playing.integral(at),
  server,
});

/** One line of the course of a run, for plots. */
export interface Moment {
  /** Since the start (s). */
  seconds: number;
  joined: number;
  playing: number;
  /** Matches begun and ended by then. */
  started: number;
  finished: number;
  /** Since the moment before, per player in a match (bytes/s). */
  down: number;
  up: number;
  /** p99 since the measured time began (ms); NaN when not known. */
  latenessP99: number;
  errors: number;
}
