/**
 * What to draw of a recorded match at a moment, in the form that every match is drawn in: as it was in truth, as
 * one of the players saw it, or as both did. The left player is always on the left. No DOM.
 */
import { LEFT, RIGHT, type Side, TICK_MS } from "@quickpong/shared/court.ts";
import { END_REASONS, PHASES } from "@quickpong/shared/match.ts";
import { emptyPublication, type PublishedState } from "@quickpong/shared/protocol/publication.ts";
import { paddleLength } from "@quickpong/shared/rules.ts";
import { hitsAt, sampleBall } from "../net/ball-sample.ts";
import { buildViewFrame } from "../net/build-view-frame.ts";
import { EventDetector } from "../net/event-detector.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { type Lag, lagOf } from "./lag.ts";
import type { MatchRecord, Standing } from "./match-record.ts";
import { PlayerScreen, type Seen } from "./player-screen.ts";
import { flightsAround, paddleYAt, standingAt } from "./record-at.ts";

/** - truth: as the server ruled. - left, right: as that player saw it. - both: the right one's as outlines. */
export type ReplayView = "truth" | "left" | "right" | "both";
export const REPLAY_VIEWS: readonly ReplayView[] = ["truth", "left", "right", "both"];

export interface ReplayPlayer {
  name: string;
  /** A bot's level, or "". */
  bot: string;
  /** Round trip as the player's page measured it (ms); 0 when it is not known. */
  rtt: number;
}

/** Those that show something else: a bot sees the match as it is. */
export const viewsOf = ([left, right]: readonly [ReplayPlayer, ReplayPlayer]): ReplayView[] =>
  REPLAY_VIEWS.filter((view) => {
    const eyes = { truth: [], left: [left], right: [right], both: [left, right] }[view];
    return eyes.every(({ bot }) => bot === "");
  });

export class ReplayPicture {
  readonly record: MatchRecord;
  readonly lags: readonly [Lag, Lag];
  private readonly screens: readonly [PlayerScreen, PlayerScreen];
  private readonly state: PublishedState = emptyPublication();
  private events = new EventDetector(LEFT);
  private last = { t: Number.NaN, D: Number.NaN, view: "truth" as ReplayView };

  constructor(record: MatchRecord, players: readonly [ReplayPlayer, ReplayPlayer]) {
    this.record = record;
    const [left, right] = players;
    this.lags = [lagOf(record, LEFT, left.rtt), lagOf(record, RIGHT, right.rtt)];
    this.screens = [
      new PlayerScreen(record, LEFT, this.lags[LEFT]),
      new PlayerScreen(record, RIGHT, this.lags[RIGHT]),
    ];
    const { state } = this;
    Object.assign(state, { rules: record.rules, watchable: true });
    Object.assign(state.left, { name: left.name, bot: left.bot });
    Object.assign(state.right, { name: right.name, bot: right.bot });
  }

  /**
   * At `t` (ticks). `jumped`: it does not follow from the picture before, so nothing that lies between is heard
   * or seen.
   */
  frameAt(t: number, view: ReplayView, jumped = false): ViewFrame {
    const { last } = this;
    const seen = this.seenAt(t, view);
    const goesOn = !jumped && view === last.view && t >= last.t;
    if (!goesOn) {
      this.events = new EventDetector(LEFT);
      this.events.gap();
    }
    const from = goesOn ? last.D : seen.D;
    this.last = { t, D: seen.D, view };
    this.putStanding(standingAt(this.record, view === "truth" ? t : this.heardAt(t, view)));
    const found = this.events.find(this.state, seen.flights, from, seen.D);
    const events = goesOn ? found : found.filter(({ type }) => type === "gap");
    return this.draw(t, seen, events, view);
  }

  private draw(t: number, seen: Seen, events: ViewFrame["events"], view: ReplayView): ViewFrame {
    const { state, record } = this;
    const [ownY, opponentY] = seen.paddleY;
    const [ownLength, opponentLength] = seen.paddleLength;
    const frame = buildViewFrame({
      ...{ now: t * TICK_MS, state, rules: record.rules, eye: LEFT, watching: true },
      ...{ D: seen.D, serverTick: t, ball: seen.ball },
      ...{ ownY, opponentY, ownLength, opponentLength },
      ...{ connected: true, rtt: 0, margin: 0, saved: null },
      ghost: view === "both" ? ghostOf(this.screens[RIGHT].seenAt(t)) : null,
      pendingGoal: this.events.pendingGoal(state, seen.flights, seen.D),
      events: [...events],
    });
    return frame;
  }

  private seenAt(t: number, view: ReplayView): Seen {
    if (view === "left" || view === "both") return this.screens[LEFT].seenAt(t);
    if (view === "right") return this.screens[RIGHT].seenAt(t);
    const { record } = this;
    const flights = flightsAround(record, t);
    const length = paddleLength(record.rules, hitsAt(flights, t));
    return {
      ...{ flights, D: t, ball: sampleBall(flights, t) },
      paddleY: [paddleYAt(record, LEFT, t), paddleYAt(record, RIGHT, t)],
      paddleLength: [length, length],
    };
  }

  /** What stood on a player's screen stood a way's length before. */
  private heardAt(t: number, view: ReplayView): number {
    const side: Side = view === "right" ? RIGHT : LEFT;
    return t - this.lags[side].down;
  }

  private putStanding({ phase, phaseEnds, score, series, present, outcome }: Standing): void {
    const { state } = this;
    state.phase = PHASES.indexOf(phase);
    state.phaseEnds = phaseEnds;
    state.endReason = outcome ? 1 + END_REASONS.indexOf(outcome.reason) : 0;
    state.winner = outcome?.winner == null ? 0 : outcome.winner + 1;
    Object.assign(state.left, { score: score[LEFT], wins: series[LEFT], present: present[LEFT] });
    Object.assign(state.right, {
      ...{ score: score[RIGHT], wins: series[RIGHT], present: present[RIGHT] },
    });
  }
}

function ghostOf({ ball, paddleY }: Seen): ViewFrame["ghost"] {
  const [ownY, opponentY] = paddleY;
  return { ballX: ball?.x ?? 0, ballY: ball?.y ?? 0, ownY, opponentY };
}
