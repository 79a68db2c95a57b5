/**
 * Practice: the simulation in this page, behind the same port as a server's room, with a bot on the
 * right. An injected delay, for those who come to learn, holds every message back both ways.
 */
import type { BotLevel } from "@quickpong/shared/bot-levels.ts";
import { type Mind, mindOf } from "@quickpong/shared/bot-minds.ts";
import { BotPlayer } from "@quickpong/shared/bot-player.ts";
import type { Key } from "@quickpong/shared/chacha20.ts";
import { LEFT, RIGHT, TICK_MS, ticksFromMs } from "@quickpong/shared/court.ts";
import { createMatch, type MatchState } from "@quickpong/shared/match.ts";
import { arrive, askRematch, leave } from "@quickpong/shared/presence.ts";
import { diffAndPublish, publisher } from "@quickpong/shared/protocol/diff-and-publish.ts";
import type { PlayMessage } from "@quickpong/shared/protocol/input-codec.ts";
import { copyPublication, emptyPublication } from "@quickpong/shared/protocol/publication.ts";
import type { InputPolicy, Rules } from "@quickpong/shared/rules.ts";
import { advance, receiveInput, receiveWatermark } from "@quickpong/shared/simulation.ts";
import type { LinkListener, MatchLink } from "./match-link.ts";

export interface LocalOptions {
  level: BotLevel;
  /** How the bot plays when not as its level does. */
  mind?: (random: () => number) => Mind;
  rules: Rules;
  /** A new key for a game's serves. */
  newKey: () => Key;
  /** Of the bot's moves. */
  botSeed: number;
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
  /** From now on the simulation takes inputs so, and every message is held back for `delay` ms each way. */
  setInputPolicy(inputPolicy: InputPolicy, delay: number): void;
}

/** A match against a bot that runs in this page. */
export function createLocalLink(options: LocalOptions): LocalLink {
  return new LocalMatch(options);
}

class LocalMatch implements LocalLink {
  readonly side = LEFT;
  /** Nothing travels, so nothing is counted. */
  readonly traffic = { upMessages: 0, upBytes: 0, downMessages: 0, downBytes: 0 };
  private readonly match: MatchState;
  private readonly published = emptyPublication();
  private readonly sent = publisher();
  private readonly bot: BotPlayer;
  private readonly startedAt: number;
  private delay: number;
  private readonly now: () => number;
  private readonly newKey: () => Key;
  private readonly queue: { at: number; run: () => void }[] = [];
  /** When the newest message in the queue arrives (ms): none overtakes another. */
  private newestAt = 0;
  private listener: LinkListener | null = null;

  constructor({ level, mind, rules, newKey, botSeed, now, names, delay = 0 }: LocalOptions) {
    this.now = now;
    this.newKey = newKey;
    this.startedAt = now();
    this.delay = delay;
    this.match = createMatch(rules, newKey());
    this.bot = new BotPlayer(mind ?? mindOf(level), RIGHT, botSeed);
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
      askRematch(this.match, RIGHT, this.newKey(), now);
    }
    this.publish();
    this.runQueue();
  }

  setInputPolicy(inputPolicy: InputPolicy, delay: number): void {
    this.match.rules = { ...this.match.rules, inputPolicy };
    this.delay = delay;
  }

  play(message: PlayMessage): void {
    this.later(() => this.receive(message));
  }

  rematch(): void {
    this.later(() => askRematch(this.match, LEFT, this.newKey(), this.time()));
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
    if (!diffAndPublish(this.match, this.published, this.sent).any) return;
    const patch = this.delay === 0 ? this.published : copyPublication(this.published);
    this.later(() => this.listener?.patch(patch, this.now()));
  }

  private receive(message: PlayMessage): void {
    const now = this.time();
    if (message.kind === "input") receiveInput(this.match, LEFT, message, now);
    else if (message.kind === "watermark") receiveWatermark(this.match, LEFT, message.tick, now);
    else {
      const pong = { id: message.id, received: now * TICK_MS };
      this.later(() => this.listener?.pong(pong, this.now()));
    }
  }

  /** The match's time (ticks). */
  private time(): number {
    return ticksFromMs(this.now() - this.startedAt);
  }

  private later(run: () => void): void {
    this.newestAt = Math.max(this.newestAt, this.now() + this.delay);
    this.queue.push({ at: this.newestAt, run });
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
