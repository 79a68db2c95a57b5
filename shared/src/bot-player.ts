/**
 * A bot with a seat: sees the simulation's present and sends like a player without delay. Practice and the
 * server's bot matches have the same one.
 */
import { ballX, ballY, contactTime, contactY, defenderOf, type Flight, straightY } from "./ball.ts";
import { Bot, type Observation } from "./bot.ts";
import type { Mind } from "./bot-minds.ts";
import { LEFT, otherSide, PADDLE_PLANE, type Side, TICK_MS } from "./court.ts";
import { lastFlight, type MatchState } from "./match.ts";
import { trackAt } from "./paddle.ts";
import { randomFrom } from "./random.ts";
import { receiveInput, receiveWatermark } from "./simulation.ts";

/** How often the bot's hand speaks (ticks), as a pointer would. */
const BOT_PACE = 2;

/** How the simulation hears of a bot's moves. */
export interface Told {
  input: typeof receiveInput;
  watermark: typeof receiveWatermark;
}
const DIRECTLY: Told = { input: receiveInput, watermark: receiveWatermark };

export class BotPlayer {
  private readonly mind: (random: () => number) => Mind;
  private readonly random: () => number;
  private brain: Bot;
  private won = 0;
  private readonly side: Side;
  private readonly told: Told;
  private seq = 0;
  private spoke = 0;
  private target = 0;

  /**
   * `mind` says what it is like, from the same random numbers as its moves; `told` is the way to the
   * simulation, for one whose messages are recorded.
   */
  constructor(mind: (random: () => number) => Mind, side: Side, seed: number, told = DIRECTLY) {
    this.mind = mind;
    this.told = told;
    this.random = randomFrom(seed ^ 0x5bd1e995);
    this.side = side;
    this.brain = this.awake();
  }

  /** One look and perhaps one input, at the match's time `now` (ticks). */
  play(match: MatchState, now: number): void {
    const { side } = this;
    const tick = Math.floor(now);
    const flight = lastFlight(match);
    // A rematch is another day.
    const won = match.series[0] + match.series[1];
    if (won !== this.won) this.brain = this.awake();
    this.won = won;
    const segments = match.players[side].segments;
    const move = this.brain.step(
      this.observe(match, flight, now),
      trackAt(match.rules, segments, now),
    );
    if (typeof move === "number" && move !== this.target && tick - this.spoke >= BOT_PACE) {
      this.target = move;
      this.spoke = tick;
      this.told.input(match, side, { seq: this.seq++ & 255, tick: tick + 1, target: move }, now);
    }
    // Until the next look there is nothing more to say, and a message that is late costs its sender.
    const said = tick + BOT_PACE;
    if (flight?.ruling === "open" && defenderOf(flight) === side && said >= contactTime(flight)) {
      this.told.watermark(match, side, said, now);
    }
  }

  /** When it wants to look again (ticks); Infinity while there is nothing to play. */
  nextLook(match: MatchState, now: number): number {
    const idle = match.phase === "waiting" || match.phase === "finished";
    return idle ? Number.POSITIVE_INFINITY : Math.floor(now) + BOT_PACE;
  }

  private awake(): Bot {
    return new Bot(this.mind(this.random), "pointer", this.random);
  }

  private observe(match: MatchState, flight: Flight | undefined, now: number): Observation {
    const { side } = this;
    const { players, score, rules } = match;
    const plane = side === LEFT ? -PADDLE_PLANE : PADDLE_PLANE;
    const x = flight ? ballX(flight, now) : 0;
    return {
      now: now * TICK_MS,
      flight: match.flightCount,
      incoming: flight !== undefined && defenderOf(flight) === side,
      contactY: flight ? contactY(flight) : 0,
      remaining: Math.min(1, Math.abs(plane - x) / (2 * PADDLE_PLANE)),
      ballY: flight ? ballY(flight, now) : 0,
      rules,
      hits: flight?.hits ?? 0,
      habits: {
        straightY: flight ? straightY(flight, Math.max(now, flight.start)) : 0,
        otherY: trackAt(rules, players[otherSide(side)].segments, now),
        matchPoint: Math.max(...score) >= rules.pointsToWin - 1,
      },
    };
  }
}
