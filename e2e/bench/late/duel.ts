/** A match of a cheat, on the left, against an honest player who is as good, on a virtual clock. */
import { Clocks } from "@quickpong/client/net/clocks.ts";
import { contactTime, contactY, defenderOf, type Flight } from "@quickpong/shared/ball.ts";
import {
  LEFT,
  otherSide,
  RIGHT,
  type Side,
  TICK_MS,
  TICK_RATE,
  ticksFromMs,
} from "@quickpong/shared/court.ts";
import { LATENESS_CREDIT, lastFlight, rulingWindow } from "@quickpong/shared/match.ts";
import { trackAt } from "@quickpong/shared/paddle.ts";
import { decodePlay } from "@quickpong/shared/protocol/input-codec.ts";
import { paddleSpeed, type Rules } from "@quickpong/shared/rules.ts";
import type { PlayerSkill } from "../../load/skills.ts";
import type { LinkQuality } from "../../virtual/channel.ts";
import { World } from "../../virtual/world.ts";
import { type Strategy, TRIGGERS } from "./strategies.ts";
import { Travel } from "./travel.ts";
import { Views } from "./views.ts";

/** Where and by whom it is played. */
export interface Setting {
  level: PlayerSkill;
  link: LinkQuality;
  rules: Rules;
  /** Of both displays (Hz). */
  frameRate: number;
}

export interface DuelResult {
  won: boolean;
  /** Both players' points, and contacts of theirs. */
  points: [number, number];
  contacts: [number, number];
  /** For how long they saw the balls come (ms, all together), and how many (see views.ts). */
  views: [number, number];
  balls: [number, number];
  /** How much further their paddles got than they could (see travel.ts). */
  further: [number, number];
}

/** A match that has not ended by then is given to who leads (ms). */
const LONGEST = 1_800_000;
/** Messages are held back from so long before the contact on, and lags are over by then (ms). */
const BEFORE = 200;
/** Late messages arrive so long before the window ends (ms). */
const SPARE = 8;

/** Clocks whose P can be put back. */
class BentClocks extends Clocks {
  /** ms. */
  lag = 0;
  override get P(): number {
    return super.P - ticksFromMs(this.lag);
  }
}

export class Duel {
  private readonly clocks = new BentClocks();
  private readonly world: World;
  private readonly strategy: Strategy;
  private readonly travel: Travel;
  private readonly views: Views;
  private flightCount = 0;
  private contacts: [number, number] = [0, 0];
  /** The flight that is cheated on. */
  private chosen: Flight | null = null;
  /** When it became known (ticks), and by how much its message is to be late (ms). */
  private known = 0;
  private late = 0;
  private held: Uint8Array[] = [];

  constructor(strategy: Strategy, { level, link, rules, frameRate }: Setting, seed: number) {
    this.strategy = strategy;
    // Keys and pointers are not equally good.
    const hand = seed % 2 === 0 ? "pointer" : "keys";
    this.world = new World({
      seed,
      quality: [link, link],
      mode: "quickpong",
      level,
      pointsToWin: rules.pointsToWin,
      rules,
      hands: [hand, hand],
      cheat: this.clocks,
      unseen: true,
      frameRate,
    });
    this.travel = new Travel(this.world.server.match);
    this.views = new Views(this.world);
    this.world.tamper = (side, frame) => this.holdBack(side, frame);
  }

  play(): DuelResult {
    const { world, travel, views } = this;
    const { match } = world.server;
    for (let t = 0; t < LONGEST && !match.outcome; t += TICK_MS) {
      world.run(t);
      if (match.flightCount > this.flightCount) this.look();
      travel.look();
      views.look();
      this.cheat();
    }
    const [left, right] = match.score;
    const won = match.outcome ? match.outcome.winner === LEFT : left > right;
    const points: [number, number] = [left, right];
    const { further } = travel;
    return { won, points, contacts: this.contacts, views: views.time, balls: views.balls, further };
  }

  /** A new flight is known. */
  private look(): void {
    const { match } = this.world.server;
    this.flightCount = match.flightCount;
    this.known = match.now;
    const flight = lastFlight(match) as Flight;
    const mine = defenderOf(flight) === LEFT;
    if (flight.hits > 0) this.contacts[otherSide(defenderOf(flight))]++;
    this.setIdle(!mine && this.strategy.deed === "lurk");
    this.chosen = mine && this.chooses(flight) ? flight : null;
    const window = rulingWindow(match, match.players[LEFT]) * TICK_MS;
    this.late = window * this.strategy.share - SPARE;
  }

  private chooses(flight: Flight): boolean {
    const { match } = this.world.server;
    const { rules, now, players, score } = match;
    const off = (side: Side) =>
      Math.abs(contactY(flight) - trackAt(rules, players[side].segments, now));
    const situation = {
      contacts: this.contacts[LEFT],
      speed: (flight.speed * TICK_RATE) / rules.speedLimit,
      ownOff: off(LEFT),
      opponentOff: off(RIGHT),
      need: off(LEFT) / paddleSpeed(rules) / (contactTime(flight) - now),
      lead: score[LEFT] - score[RIGHT],
      credit: players[LEFT].credit / LATENESS_CREDIT,
    };
    const { triggers } = this.strategy;
    return triggers.length > 0 && triggers.every((name) => TRIGGERS[name](situation));
  }

  private cheat(): void {
    const { clocks, strategy } = this;
    const { deed, share } = strategy;
    clocks.lag = deed === "behind" ? 1000 * share : deed === "ahead" ? -1000 * share : 0;
    const flight = this.chosen;
    if (flight && lastFlight(this.world.server.match) === flight) return this.cheatOn(flight);
    this.chosen = null;
    this.release();
  }

  /** One frame of cheating on a flight whose contact is open. */
  private cheatOn(flight: Flight): void {
    const { clocks, world, late, known } = this;
    const { deed, share } = this.strategy;
    const contact = contactTime(flight);
    const left = contact * TICK_MS - world.now;
    if (deed === "word" && left < BEFORE && left > -late)
      world.up[LEFT].stall(world.now + left + late);
    if (deed === "watermarks" && left < -late) this.release();
    if (deed === "lag") clocks.lag = late;
    if (deed === "backdate" || deed === "lurk") {
      const gone = (world.server.match.now - known) / (contact - ticksFromMs(BEFORE) - known);
      clocks.lag = 1000 * share * Math.max(0, 1 - gone);
    }
  }

  private setIdle(idle: boolean): void {
    this.world.clients[LEFT].idle = idle;
  }

  private holdBack(side: Side, frame: Uint8Array): Uint8Array | null {
    const { chosen, world } = this;
    if (side !== LEFT || this.strategy.deed !== "watermarks" || !chosen) return frame;
    const message = decodePlay(frame);
    if (!message || message.kind === "ping") return frame;
    const contact = contactTime(chosen);
    const upTo = message.kind === "watermark" ? message.tick : message.tick - 1;
    if (upTo < Math.floor(contact) || world.now > contact * TICK_MS + this.late) return frame;
    this.held.push(frame);
    return null;
  }

  private release(): void {
    for (const frame of this.held.splice(0)) this.world.server.receive(LEFT, frame, this.world.now);
  }
}
