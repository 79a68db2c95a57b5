/**
 * A bot that is the real client without a picture: the shipped lobby, link and netplay, sixty
 * frames a second, with a brain where the player would be. It acts on what the screen would show.
 */
import { type ColyseusLink, joinMatch } from "@quickpong/client/net/colyseus/colyseus-link.ts";
import { enterLobby, type Lobby } from "@quickpong/client/net/colyseus/lobby-connection.ts";
import { Netplay } from "@quickpong/client/net/netplay.ts";
import type { ViewFrame } from "@quickpong/client/net/view-frame.ts";
import { Bot, type Hand } from "@quickpong/shared/bot.ts";
import { CloseReason, type MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { PictureCount } from "./drawn-frame-stats.ts";
import type { MatchStanding } from "./lost.ts";
import type { Place } from "./pairing-checker.ts";
import { RecordingLink } from "./recording-link.ts";
import { PLAYER_SKILL_NAMES, PLAYER_SKILLS } from "./skills.ts";
import {
  AFTERTHOUGHT,
  botName,
  nth,
  type Player,
  REMATCH_WAIT,
  RETRY_AFTER,
  type Swarm,
  wantsRematch,
} from "./swarm.ts";

const now = (): number => performance.now();

/** A match being played. */
interface Game {
  room: string;
  link: RecordingLink;
  netplay: Netplay;
  place: Place;
  bot: Bot;
  picture: PictureCount;
  wish: number | null;
  started: boolean;
  /** When the player will act on the result, and give up on a rematch (ms). */
  decideAt: number;
  giveUpAt: number;
}

export class FullPlayer implements Player {
  readonly #crowd: Swarm;
  readonly #n: number;
  readonly #random: () => number;
  #lobby: Lobby | undefined;
  #game: Game | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #seatedBefore = false;
  #ticket: string | undefined;
  #pressedAt = 0;

  constructor(crowd: Swarm, n: number) {
    this.#crowd = crowd;
    this.#n = n;
    this.#random = randomFrom(crowd.seed * 7919 + n * 104_729);
  }

  get name(): string {
    return botName(this.#n);
  }

  start(): void {
    if (this.#stopped) return;
    this.#pressedAt = now();
    const { server } = this.#crowd;
    const tab = `bot-${this.#crowd.seed}-${this.#n}`;
    const options = { server, name: this.name, tab, ticket: this.#ticket };
    this.#lobby = enterLobby(options, {
      status: () => {},
      found: (offer) => void this.#take(offer),
      requeued: (reason) => this.#crowd.tally.error(`requeued: ${reason}`),
      closed: (code) => this.#fail(`lobby closed: ${code}`),
    });
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#leaveLobby();
    this.#end();
  }

  standing(): MatchStanding {
    const game = this.#game;
    return {
      waitingSince: game ? Number.NaN : this.#pressedAt,
      cutOff: game?.link.dropped ?? false,
    };
  }

  /** Brings the tally up to date with what link and netplay have counted. */
  count(): void {
    if (this.#game) this.#count(this.#game);
  }

  /** One frame of the screen that nobody sees. */
  frame(at: number): void {
    const game = this.#game;
    if (!game) return;
    if (game.netplay.closed !== null) return this.#closed(game, game.netplay.closed);
    if (game.netplay.ready) {
      const move = game.bot.step(game.netplay.observe(at), game.netplay.ownY);
      if (move !== undefined) game.wish = move;
      game.netplay.steer(game.wish);
    }
    const view = game.netplay.frame(at);
    if (view) this.#watch(game, view, at);
  }

  async #take(offer: MatchOffer): Promise<void> {
    const { tally, server, pairs, skill, hands, seed } = this.#crowd;
    tally.timeToMatch.add(now() - this.#pressedAt);
    this.#ticket = offer.ticket;
    let link: ColyseusLink;
    try {
      link = await joinMatch(offer, { server, now }, this.#lobby);
    } catch (error) {
      this.#leaveLobby();
      return this.#fail(`seat refused: ${(error as { code?: number }).code ?? error}`);
    }
    this.#leaveLobby();
    if (this.#stopped) return link.leave();
    if (!this.#seatedBefore) tally.seated(now() - this.#pressedAt, now());
    this.#seatedBefore = true;
    tally.playing.add(1, now());
    const { roomId: room } = offer.reservation as { roomId: string };
    const { side, opponent } = offer;
    const place = pairs.sit({ room, side, name: this.name, opponent });
    const recording = new RecordingLink(link, side, place, tally);
    const level = skill === "mixed" ? nth(PLAYER_SKILL_NAMES, this.#n >> 1) : skill;
    const hand: Hand = hands === "mixed" ? nth(["pointer", "keys"] as const, this.#n) : hands;
    const netplay = new Netplay({ link: recording });
    this.#game = {
      room,
      link: recording,
      netplay,
      picture: new PictureCount(netplay, tally.picture),
      place,
      bot: new Bot(PLAYER_SKILLS[level], hand, randomFrom(seed * 31 + this.#n * 1009)),
      wish: null,
      started: false,
      decideAt: Number.POSITIVE_INFINITY,
      giveUpAt: Number.POSITIVE_INFINITY,
    };
  }

  /** Notices beginnings and ends, and decides what to do after a match. */
  #watch(game: Game, view: ViewFrame, at: number): void {
    const { tally } = this.#crowd;
    const running = view.phase !== "finished" && view.phase !== "waiting";
    if (running && !game.started) {
      tally.starts++;
      Object.assign(game, { started: true, decideAt: Infinity, giveUpAt: Infinity });
    }
    if (view.outcome && game.started) {
      game.started = false;
      game.decideAt = at + AFTERTHOUGHT.least + AFTERTHOUGHT.spread * this.#random();
      const { reason } = view.outcome;
      if (reason === "score") tally.finishes++;
      else if (reason !== "left" || !this.#stopped) tally.error(`match ended: ${reason}`);
    }
    if (at >= game.decideAt) this.#decide(game, view, at);
    // A player who has left it looks for another already, even when the opponent has left at the same moment.
    if (this.#game !== game) return;
    if (at >= game.giveUpAt || (view.phase === "finished" && !view.opponent.present)) this.#next();
  }

  #decide(game: Game, view: ViewFrame, at: number): void {
    game.decideAt = Number.POSITIVE_INFINITY;
    const again = wantsRematch(game.room, view.own.wins + view.opponent.wins);
    if (!again) return this.#next();
    this.#crowd.tally.rematches++;
    game.link.rematch();
    game.giveUpAt = at + REMATCH_WAIT;
  }

  /** Leaves this match and looks for another. */
  #next(): void {
    this.#ticket = undefined;
    this.#end();
    this.start();
  }

  #closed(game: Game, code: number): void {
    const { tally } = this.#crowd;
    this.#end();
    if (code === CloseReason.opponentMissing) {
      tally.error("opponent missing");
      return this.start();
    }
    if (code === CloseReason.matchOver && !game.started) return this.start();
    this.#fail(`match closed: ${code}`);
  }

  #fail(kind: string): void {
    if (this.#stopped) return;
    this.#crowd.tally.lose(this.#n, kind);
    this.#lobby = undefined;
    this.#timer = setTimeout(() => this.start(), RETRY_AFTER);
  }

  #leaveLobby(): void {
    this.#lobby?.leave();
    this.#lobby = undefined;
  }

  #count(game: Game): void {
    game.link.countTraffic();
    game.picture.add();
  }

  #end(): void {
    const game = this.#game;
    if (!game) return;
    this.#game = undefined;
    this.#crowd.tally.playing.add(-1, now());
    this.#count(game);
    game.place.leave();
    if (game.netplay.closed === null) game.link.leave();
  }
}
