/** A bot that speaks the protocol and no more: for thousands of players from one process. */
import {
  CloseReason,
  type LobbyJoinOptions,
  LobbyMessage,
  MatchMessage,
  type MatchOffer,
} from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { type LightFleet, PATIENCE, SILENCE } from "./light.ts";
import { LightGame } from "./light-game.ts";
import { LightMind } from "./light-mind.ts";
import { IGNORED, type Play } from "./light-play.ts";
import {
  LightRoom,
  type LightRoomHooks,
  lobbyPath,
  type Reservation,
  seatPath,
} from "./light-room.ts";
import type { MatchStanding } from "./lost.ts";
import { PLAYER_SKILL_NAMES } from "./skills.ts";
import type { Sleeper } from "./sleeper-wheel.ts";
import {
  AFTERTHOUGHT,
  botName,
  nth,
  type Player,
  REMATCH_WAIT,
  RETRY_AFTER,
  wantsRematch,
} from "./swarm.ts";

export class LightPlayer implements Player, Sleeper {
  wakeAt = Number.POSITIVE_INFINITY;
  slot = -1;
  readonly #fleet: LightFleet;
  readonly #n: number;
  readonly #random: () => number;
  #lobby: LightRoom | undefined;
  #play: Play | undefined;
  #stopped = false;
  #seatedBefore = false;
  #ticket: string | undefined;
  #pressedAt = 0;
  /** Runs out when what is waited for does not come. */
  #giveUpTimer: NodeJS.Timeout | undefined;

  constructor(fleet: LightFleet, n: number) {
    this.#fleet = fleet;
    this.#n = n;
    this.#random = randomFrom(fleet.crowd.seed * 7919 + n * 104_729);
  }

  start(): void {
    if (this.#stopped) return;
    this.#pressedAt = performance.now();
    const tab = `bot-${this.#fleet.crowd.seed}-${this.#n}`;
    const options: LobbyJoinOptions = { version: PROTOCOL_VERSION, name: botName(this.#n), tab };
    if (this.#ticket !== undefined) options.ticket = this.#ticket;
    this.#enterLobby(lobbyPath(options));
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#giveUpTimer);
    this.#leaveLobby();
    this.#end(true);
  }

  standing(now: number): MatchStanding {
    const play = this.#play;
    const cutOff = play !== undefined && play.game.silence(now) > SILENCE;
    return { waitingSince: play?.joined ? Number.NaN : this.#pressedAt, cutOff };
  }

  wake(now: number): void {
    const play = this.#play;
    this.wakeAt = Number.POSITIVE_INFINITY;
    if (!play?.joined) return;
    play.game.tick(now);
    if (play.game.silence(now) > PATIENCE) return this.#fail("no message from the match");
    if (now >= play.decideAt) this.#decide(play, now);
    if (this.#play === play && now >= play.giveUpAt) this.#next();
    this.#sleep();
  }

  #sleep(): void {
    const play = this.#play;
    if (!play?.joined) return;
    this.wakeAt = Math.min(play.game.wakeAt, play.decideAt, play.giveUpAt);
    this.#fleet.wheel.schedule(this);
  }

  #enterLobby(path: string): void {
    const { server, crowd } = this.#fleet;
    const hooks = {
      joined: () => heard(),
      message: (type: string | number, content: unknown) => {
        if (this.#lobby !== lobby) return;
        heard();
        if (type === LobbyMessage.found) this.#take(content as MatchOffer);
        if (type === LobbyMessage.requeued) crowd.tally.error(`requeued: ${content}`);
      },
      closed: (code: number) => {
        if (this.#lobby === lobby) this.#fail(`lobby closed: ${code}`);
      },
    };
    const origin = crowd.remembered ? server.origin : undefined;
    const lobby: LightRoom = new LightRoom(server, path, IGNORED, hooks, origin);
    this.#lobby = lobby;
    this.#giveUpAs("no message from the lobby");
    // A status comes once a second. A player who has been offered a seat waits for that.
    const heard = () => {
      if (!this.#play) this.#giveUpTimer?.refresh();
    };
  }

  /** Is lost, and says so with `kind`, unless what it waits for comes in time. */
  #giveUpAs(kind: string): void {
    clearTimeout(this.#giveUpTimer);
    this.#giveUpTimer = setTimeout(() => this.#fail(kind), PATIENCE);
  }

  #take(offer: MatchOffer): void {
    const { tally, pairs, skill } = this.#fleet.crowd;
    tally.timeToMatch.add(performance.now() - this.#pressedAt);
    this.#ticket = offer.ticket;
    const { side, opponent } = offer;
    const seat = offer.reservation as Reservation;
    const place = pairs.sit({ room: seat.roomId, side, name: botName(this.#n), opponent });
    const level = skill === "mixed" ? nth(PLAYER_SKILL_NAMES, this.#n >> 1) : skill;
    const mind = new LightMind(level, this.#random);
    const hooks: LightRoomHooks = {
      joined: () => this.#seated(play),
      state: (bytes, at, full) => {
        play.game.take(bytes, at, full, performance.now());
        this.#watch(play, performance.now());
      },
      bytes: (_, bytes) => play.game.pong(bytes, performance.now()),
      message: () => {},
      closed: (code) => this.#closed(play, code),
    };
    const lobby = offer.sameProcess ? this.#lobby : undefined;
    if (lobby) this.#lobby = undefined;
    const room =
      lobby?.sit(tally.traffic, hooks) ??
      new LightRoom(this.#fleet.server, seatPath(seat), tally.traffic, hooks);
    const send = (bytes: Uint8Array) => room.sendBytes(MatchMessage.play, bytes);
    const play: Play = {
      name: seat.roomId,
      room,
      game: new LightGame({ side, mind, place, tally, send }),
      place,
      joined: false,
      started: false,
      matches: 0,
      decideAt: Number.POSITIVE_INFINITY,
      giveUpAt: Number.POSITIVE_INFINITY,
    };
    this.#play = play;
    this.#giveUpAs("seat did not come");
  }

  #seated(play: Play): void {
    clearTimeout(this.#giveUpTimer);
    this.#leaveLobby();
    const { tally } = this.#fleet.crowd;
    const now = performance.now();
    if (!this.#seatedBefore) tally.seated(now - this.#pressedAt, now);
    this.#seatedBefore = true;
    play.joined = true;
    tally.playing.add(1, now);
    this.#sleep();
  }

  /** Notices beginnings and ends. */
  #watch(play: Play, now: number): void {
    const { tally } = this.#fleet.crowd;
    const { phase } = play.game;
    if (phase !== "finished" && phase !== "waiting" && !play.started) {
      tally.starts++;
      play.started = true;
      play.giveUpAt = Number.POSITIVE_INFINITY;
    }
    if (phase === "finished" && play.started) {
      play.started = false;
      play.matches++;
      if (play.game.state.endReason === 1) tally.finishes++;
      play.decideAt = now + AFTERTHOUGHT.least + AFTERTHOUGHT.spread * this.#random();
    }
    if (phase === "finished" && !play.game.opponentPresent) return this.#next();
    if (this.wakeAt > Math.min(play.game.wakeAt, play.decideAt)) this.#sleep();
  }

  #decide(play: Play, now: number): void {
    play.decideAt = Number.POSITIVE_INFINITY;
    if (!wantsRematch(play.name, play.matches)) return this.#next();
    this.#fleet.crowd.tally.rematches++;
    play.room.sendPlain(MatchMessage.rematch);
    play.giveUpAt = now + REMATCH_WAIT;
  }

  #next(): void {
    this.#ticket = undefined;
    this.#end(true);
    this.start();
  }

  #closed(play: Play, code: number): void {
    if (this.#play !== play) return;
    const wasPlaying = play.started;
    this.#end(false);
    if (code === CloseReason.matchOver && !wasPlaying) return this.start();
    if (code === CloseReason.opponentMissing) {
      this.#fleet.crowd.tally.error("opponent missing");
      return this.start();
    }
    this.#fail(`match closed: ${code}`);
  }

  #fail(kind: string): void {
    if (this.#stopped) return;
    clearTimeout(this.#giveUpTimer);
    this.#fleet.crowd.tally.lose(this.#n, kind);
    this.#leaveLobby();
    this.#end(true);
    this.#giveUpTimer = setTimeout(() => this.start(), RETRY_AFTER);
  }

  #leaveLobby(): void {
    const lobby = this.#lobby;
    this.#lobby = undefined;
    lobby?.leave();
  }

  #end(leave: boolean): void {
    const play = this.#play;
    if (!play) return;
    this.#play = undefined;
    play.place.leave();
    if (play.joined) this.#fleet.crowd.tally.playing.add(-1, performance.now());
    if (leave) play.room.leave();
  }
}
