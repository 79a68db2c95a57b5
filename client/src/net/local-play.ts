/**
 * A match whose players both sit at this screen: the simulation in this page and nothing between it and
 * the picture. Nothing travels, so paddles and ball are all drawn at the simulation's present. No DOM,
 * no timers: the caller brings the time.
 */
import { contactTime, defenderOf, type Flight } from "@quickpong/shared/ball.ts";
import type { Key } from "@quickpong/shared/chacha20.ts";
import { LEFT, RIGHT, SIDES, type Side, ticksFromMs } from "@quickpong/shared/court.ts";
import { createMatch, lastFlight, type MatchState } from "@quickpong/shared/match.ts";
import { clampPaddle, trackAt } from "@quickpong/shared/paddle.ts";
import { arrive } from "@quickpong/shared/presence.ts";
import { diffAndPublish, publisher } from "@quickpong/shared/protocol/diff-and-publish.ts";
import { emptyPublication } from "@quickpong/shared/protocol/publication.ts";
import { paddleLength, type Rules } from "@quickpong/shared/rules.ts";
import { advance, receiveInput, receiveWatermark } from "@quickpong/shared/simulation.ts";
import { hitsAt, sampleBall } from "./ball-sample.ts";
import { buildViewFrame } from "./build-view-frame.ts";
import { EventDetector } from "./event-detector.ts";
import type { NumberedFlight } from "./publication-reader.ts";
import type { ViewFrame } from "./view-frame.ts";

/** Something of the left player and the same of the right one. */
export type Pair<T> = readonly [left: T, right: T];

export interface LocalPlayOptions {
  rules: Rules;
  /** Decides the serves. */
  key: Key;
  names: Pair<string>;
  /** Matches won before. */
  series: Pair<number>;
  /** Points to begin with, as after a change of sides. */
  score: Pair<number>;
  /** Local time at which it begins (ms). */
  now: number;
}

export class LocalPlay {
  readonly #match: MatchState;
  readonly #published = emptyPublication();
  readonly #sent = publisher();
  readonly #events = new EventDetector(LEFT);
  readonly #began: number;
  readonly #wanted: [number | null, number | null] = [null, null];
  readonly #taken: [number | null, number | null] = [null, null];
  readonly #seq: [number, number] = [0, 0];
  /** Time of the last frame (ticks). */
  #last = 0;

  constructor({ rules, key, names, series, score, now }: LocalPlayOptions) {
    this.#began = now;
    this.#match = createMatch(rules, key);
    this.#match.series = [...series];
    this.#published.left.name = names[LEFT];
    this.#published.right.name = names[RIGHT];
    for (const side of SIDES) arrive(this.#match, side, 0);
    this.#match.score = [...score];
    this.#events.gap();
  }

  /** Points and matches won so far, and whether it is over. */
  get standing(): { score: Pair<number>; series: Pair<number>; over: boolean } {
    const { score, series, phase } = this.#match;
    return { score, series, over: phase === "finished" };
  }

  /** What a player wants: a target y (u), or null to stop. Taken up with the next frame. */
  steer(side: Side, target: number | null): void {
    this.#wanted[side] = target;
  }

  /** Moves everything on to the local time `now` (ms) and says what to draw. */
  frame(now: number): ViewFrame {
    const t = Math.max(this.#last, ticksFromMs(now - this.#began));
    this.#moveTo(t);
    for (const side of SIDES) this.#takeInput(side, t);
    diffAndPublish(this.#match, this.#published, this.#sent);
    const frame = this.#draw(now, t);
    this.#last = t;
    return frame;
  }

  /** The message about a contact is there at the moment of it, however long a frame takes: nobody is late. */
  #moveTo(t: number): void {
    const match = this.#match;
    let before: Flight | undefined;
    for (;;) {
      const flight = lastFlight(match);
      if (flight?.ruling !== "open" || flight === before) break;
      const contact = contactTime(flight);
      if (contact > t) break;
      receiveWatermark(match, defenderOf(flight), Math.floor(contact), contact);
      before = flight;
    }
    advance(match, t);
    // Nobody waits for either of them, so they may rest.
    for (const player of match.players) player.idleServes = 0;
  }

  #takeInput(side: Side, t: number): void {
    const wanted = this.#wanted[side];
    if (wanted === this.#taken[side]) return;
    const match = this.#match;
    const { rules, players } = match;
    const tick = Math.floor(t) + 1;
    const target = clampPaddle(rules, wanted ?? trackAt(rules, players[side].segments, tick));
    const seq = this.#seq[side]++ & 255;
    if (receiveInput(match, side, { seq, tick, target }, t)) this.#taken[side] = wanted;
  }

  #draw(now: number, t: number): ViewFrame {
    const { rules, players } = this.#match;
    const state = this.#published;
    const flights = this.#flights();
    const length = paddleLength(rules, hitsAt(flights, t));
    const yOf = (side: Side) => trackAt(rules, players[side].segments, t);
    const frame = buildViewFrame({
      ...{ now, state, rules, eye: LEFT, watching: false, D: t, serverTick: t },
      ...{ ownY: yOf(LEFT), opponentY: yOf(RIGHT), ownLength: length, opponentLength: length },
      ...{ connected: true, rtt: 0, margin: 0, ghost: null, saved: null },
      ball: sampleBall(flights, t),
      pendingGoal: this.#events.pendingGoal(state, flights, t),
      events: this.#events.find(state, flights, this.#last, t),
    });
    return { ...frame, together: true };
  }

  #flights(): NumberedFlight[] {
    const { flights, flightCount } = this.#match;
    return flights.map((flight, i) => ({ n: flightCount - flights.length + i, flight }));
  }
}
