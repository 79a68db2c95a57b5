/** Puts a ViewFrame together: the published match as the local player sees it. */
import { otherSide, RIGHT, type Side } from "@quickpong/shared/court.ts";
import { END_REASONS, type EndReason, PHASES, type Phase } from "@quickpong/shared/match.ts";
import type { SavedNotice } from "@quickpong/shared/protocol/players.ts";
import {
  type PlayerPublication,
  type PublishedState,
  publishedSide,
} from "@quickpong/shared/protocol/publication.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { BallSample } from "./ball-sample.ts";
import type { ConnectionQuality, MatchEvent, PlayerView, ViewFrame, Who } from "./view-frame.ts";

export interface Scene {
  now: number;
  state: PublishedState;
  saved: SavedNotice | null;
  eye: Side;
  watching: boolean;
  ball: BallSample | null;
  D: number;
  /** The server's present (ticks). */
  serverTick: number;
  ownY: number;
  opponentY: number;
  rules: Rules;
  /** Of the paddles (u). */
  ownLength: number;
  opponentLength: number;
  connected: boolean;
  /** Round trip (ms). */
  rtt: number;
  /** Reserve held against the own line's jitter (ms); R's holds the opponent's troubles, too. */
  margin: number;
  /** The goal that made the newest point is still to be shown. */
  pendingGoal: boolean;
  events: MatchEvent[];
  ghost: ViewFrame["ghost"];
}

export function buildViewFrame(scene: Scene): ViewFrame {
  const { state, eye, ball, D } = scene;
  const phase = shownPhase(scene);
  const serving = ball && ball.flight.hits === 0 && D < ball.flight.start;
  return {
    now: scene.now,
    phase,
    serveIn: serving ? ball.flight.start - D : 0,
    phaseLeft: Math.max(0, state.phaseEnds - scene.serverTick),
    // Known to the link alone, where there is one that can be lost.
    triesLeft: 0,
    ball: phase === "waiting" || phase === "finished" ? null : ballView(scene),
    own: playerView(scene, eye),
    opponent: playerView(scene, otherSide(eye)),
    pointsToWin: state.rules?.pointsToWin ?? 0,
    rules: scene.rules,
    watchers: state.watchers,
    watchable: state.watchable,
    rally: phase === "rally" && ball ? ball.flight.hits : 0,
    outcome: phase === "finished" ? outcomeOf(state, eye) : null,
    saved: phase === "finished" ? scene.saved : null,
    mayClaim: !scene.watching && state.claimFrom > 0 && scene.serverTick >= state.claimFrom,
    watching: scene.watching,
    ghost: scene.ghost && mirrorGhost(scene.ghost, eye),
    events: scene.events,
  };
}

/** The phase as drawn: a serve begins and a point ends when they are seen. */
function shownPhase({ state, pendingGoal, ball, D }: Scene): Phase {
  const phase = PHASES[state.phase] ?? "waiting";
  const byGoal = phase === "point" || (phase === "finished" && state.endReason === 1);
  const served = phase === "countdown" && ball !== null && D >= ball.flight.start;
  return (byGoal && pendingGoal) || served ? "rally" : phase;
}

function ballView({ ball, eye }: Scene): ViewFrame["ball"] {
  if (!ball) return null;
  const mirror = eye === RIGHT ? -1 : 1;
  const stalled = ball.waiting && ball.flight.ruling === "open" && ball.x !== 0;
  return { x: mirror * ball.x, y: ball.y, vx: mirror * ball.vx, vy: ball.vy, stalled };
}

function playerView(scene: Scene, side: Side): PlayerView {
  const { state, eye } = scene;
  const player = publishedSide(state, side);
  const own = side === eye;
  const live = own && !scene.watching;
  // The point of a goal that is still to be shown is not counted yet.
  const early = scene.pendingGoal && scored(scene) === side ? 1 : 0;
  const rtt = live ? scene.rtt : player.rtt;
  return {
    name: player.name,
    bot: player.bot,
    y: own ? scene.ownY : scene.opponentY,
    length: own ? scene.ownLength : scene.opponentLength,
    score: Math.max(0, player.score - early),
    wins: player.wins,
    present: player.present,
    away: player.away,
    wantsRematch: player.wantsRematch,
    idleServes: player.idleServes,
    rating: player.rating,
    provisional: player.provisional,
    rtt,
    connection: live ? ownConnection(scene) : otherConnection(player, rtt),
  };
}

/** Who made the point whose goal is pending, once the server has counted it. */
function scored({ state, ball }: Scene): Side | null {
  const phase = PHASES[state.phase];
  const counted = phase === "point" || (phase === "finished" && state.endReason === 1);
  if (!counted || !ball) return null;
  return ball.flight.vx > 0 ? 0 : 1;
}

/** Limits between good, fair and poor (ms). */
const FAIR_RTT = 130;
const POOR_RTT = 260;
const FAIR_MARGIN = 35;
const POOR_MARGIN = 80;

function ownConnection({ connected, rtt, margin }: Scene): ConnectionQuality {
  if (!connected) return "lost";
  if (rtt > POOR_RTT || margin > POOR_MARGIN) return "poor";
  return rtt > FAIR_RTT || margin > FAIR_MARGIN ? "fair" : "good";
}

function otherConnection(player: PlayerPublication, rtt: number): ConnectionQuality {
  if (!player.present) return "lost";
  return rtt > POOR_RTT ? "poor" : rtt > FAIR_RTT ? "fair" : "good";
}

function outcomeOf(state: PublishedState, eye: Side): { reason: EndReason; winner: Who | null } {
  const reason = END_REASONS[state.endReason - 1] ?? "void";
  const winner = state.winner === 0 ? null : state.winner - 1 === eye ? "own" : "opponent";
  return { reason, winner };
}

function mirrorGhost(ghost: NonNullable<ViewFrame["ghost"]>, eye: Side): ViewFrame["ghost"] {
  return eye === RIGHT ? { ...ghost, ballX: -ghost.ballX } : ghost;
}
