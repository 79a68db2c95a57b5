/**
 * Practice: the match host in this page, behind the same port as a server's room, with a bot on the
 * right. An injected delay, for those who come to learn, holds every message back both ways.
 */
import { ballX, ballY, contactTime, contactY, defenderOf } from "@quickpong/shared/ball.ts";
import { Bot, type BotLevel } from "@quickpong/shared/bot.ts";
import { LEFT, PADDLE_PLANE, RIGHT, TICK_MS, ticksFromMs } from "@quickpong/shared/court.ts";
import { advance, receiveInput, receiveMark } from "@quickpong/shared/host.ts";
import { createMatch, lastFlight, type MatchState, type Rules } from "@quickpong/shared/match.ts";
import { trackAt } from "@quickpong/shared/paddle.ts";
import { arrive, askRematch, leave } from "@quickpong/shared/presence.ts";
import type { PlayMessage } from "@quickpong/shared/protocol/input-codec.ts";
import { copyPublication, emptyPublication } from "@quickpong/shared/protocol/publication.ts";
import { publish, publisher } from "@quickpong/shared/protocol/publish.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import type { LinkListener, MatchLink } from "./link.ts";

export interface LocalOptions {
  level: BotLevel;
  rules: Rules;
  /** Of the match and of the bot. */
  seed: number;
  /** The local monotonic clock (ms). */
  now: () => number;
  /** Names to show. */
  names: { own: string; bot: string };
  /** Held back each way (ms). */
  delay?: number;
}

export interface LocalLink extends MatchLink {
  /** Moves the match on; call once a frame, before netplay's frame. */
  pump(): void;
}

/** A match against a bot that runs in this page. */
export function createLocalLink(options: LocalOptions): LocalLink {
  return new LocalHost(options);
}

class LocalHost implements LocalLink {
  readonly side = LEFT;
  readonly traffic = { upMessages: 0, upBytes: 0, downMessages: 0, downBytes: 0 };
  private readonly match: MatchState;
  private readonly published = emptyPublication();
  private readonly sent = publisher();
  private readonly bot: LocalBot;
  private readonly began: number;
  private readonly delay: number;
  private readonly now: () => number;
  private readonly queue: { at: number; run: () => void }[] = [];
  private listener: LinkListener | null = null;

  constructor({ level, rules, seed, now, names, delay = 0 }: LocalOptions) {
    this.now = now;
    this.began = now();
    this.delay = delay;
    this.match = createMatch(rules, seed);
    this.bot = new LocalBot(level, seed);
    this.published.left.name = names.own;
    this.published.right.name = names.bot;
    this.published.right.bot = level;
    arrive(this.match, LEFT, 0);
    arrive(this.match, RIGHT, 0);
  }

  listen(listener: LinkListener): void {
    this.listener = listener;
    this.publish();
  }

  pump(): void {
    this.runQueue();
    const now = this.time();
    advance(this.match, now);
    this.bot.play(this.match, now);
    if (this.match.phase === "finished" && this.match.players[LEFT].wantsRematch) {
      askRematch(this.match, RIGHT, now);
    }
    this.publish();
    if (this.delay === 0) this.runQueue();
  }

  play(message: PlayMessage): void {
    this.later(() => this.receive(message));
  }

  rematch(): void {
    this.later(() => askRematch(this.match, LEFT, this.time()));
  }

  emote(emote: number): void {
    this.listener?.emote(LEFT, emote);
  }

  leave(): void {
    leave(this.match, LEFT, this.time());
    this.listener?.closed(1000);
  }

  /** Nobody to claim from, nobody to tell. */
  claim(): void {}
  away(): void {}

  private publish(): void {
    if (!publish(this.match, this.published, this.sent).any) return;
    const patch = this.delay === 0 ? this.published : copyPublication(this.published);
    this.later(() => this.listener?.patch(patch, this.now()));
  }

  private receive(message: PlayMessage): void {
    const now = this.time();
    if (message.kind === "input") receiveInput(this.match, LEFT, message, now);
    else if (message.kind === "mark") receiveMark(this.match, LEFT, message.tick, now);
    else {
      const pong = { id: message.id, received: now * TICK_MS };
      this.later(() => this.listener?.pong(pong, this.now()));
    }
  }

  /** The match's time (ticks). */
  private time(): number {
    return ticksFromMs(this.now() - this.began);
  }

  private later(run: () => void): void {
    this.queue.push({ at: this.now() + this.delay, run });
  }

  private runQueue(): void {
    for (;;) {
      const next = this.queue[0];
      if (!next || next.at > this.now()) return;
      this.queue.shift();
      next.run();
    }
  }
}

/** How often the bot's hand speaks (ticks), as a pointer would. */
const BOT_PACE = 2;

/** The bot on the right: sees the server's present, speaks like a player without delay. */
export class LocalBot {
  private readonly brain: Bot;
  private seq = 0;
  private spoke = 0;
  private target = 0;

  constructor(level: BotLevel, seed: number) {
    this.brain = new Bot(level, "pointer", randomFrom(seed ^ 0x5bd1e995));
  }

  /** One look and perhaps one input, at the match's time `now` (ticks). */
  play(match: MatchState, now: number): void {
    const tick = Math.floor(now);
    const flight = lastFlight(match);
    const segments = match.players[RIGHT].segments;
    const x = flight ? ballX(flight, now) : 0;
    const sight = {
      now: now * TICK_MS,
      flight: match.flown,
      incoming: flight !== undefined && defenderOf(flight) === RIGHT,
      contactY: flight ? contactY(flight) : 0,
      remaining: Math.min(1, Math.abs(PADDLE_PLANE - x) / (2 * PADDLE_PLANE)),
      ballY: flight ? ballY(flight, now) : 0,
    };
    const move = this.brain.step(sight, trackAt(segments, now));
    if (typeof move === "number" && move !== this.target && tick - this.spoke >= BOT_PACE) {
      this.target = move;
      this.spoke = tick;
      receiveInput(match, RIGHT, { seq: this.seq++ & 255, tick: tick + 1, target: move }, now);
    }
    if (flight?.ruling === "open" && defenderOf(flight) === RIGHT && tick >= contactTime(flight)) {
      receiveMark(match, RIGHT, tick, now);
    }
  }
}
