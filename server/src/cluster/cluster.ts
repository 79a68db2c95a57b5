/**
 * What a process needs from the others. `StandaloneNode` is the usual case: everything is here, and nothing is
 * asked. In a cluster players wait in Redis, and matches are spread.
 */
import type { InviteAnswer, WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { LeaverKeys } from "../match/seats.ts";
import type {
  CreateMatchRequest,
  LobbyNotifier,
  Matchmaker,
  MatchmakerClient,
  Notice,
  PlayerNetwork,
} from "../matchmaking/matchmaker.ts";
import type { Visitor } from "../players/recognition.ts";

/** Where a request to join comes from. */
export interface Requester {
  local: boolean;
  site: string;
  /** Who comes; needed where the lobby is entered, and passed on to no other process. */
  visitor?: Visitor;
}

/** What pairing needs. */
export interface PairingParts {
  /** The rules of matches between strangers. */
  rules: Rules;
  /** In [0, 1), and not to be foretold. */
  random(): number;
  /** A stranger was offered an opponent after so long (ms). */
  observeWait(ms: number): void;
}

/** A process as it is by itself. */
export interface LocalNode {
  matchmake(path: string, options: Record<string, unknown>, from: Requester): Promise<unknown>;
  createMatch(request: CreateMatchRequest): Promise<[unknown, unknown]>;
  /** Nobody comes to this match: ends it. */
  discardMatch(roomId: string): void;
  invite(code: string): InviteAnswer;
  /** The room of a private match with this code has been opened. */
  matchOpened(code: string, roomId: string): void;
  /** A match in the room of this private match has begun, or has ended: from then on the same two may come back. */
  matchPlayed(code: string, roomId: string, played: boolean): void;
  /** Nobody plays in the room of this private match any more; `noShow` when a player never came. */
  matchOver(code: string, roomId: string, noShow: boolean): void;
  /** The host of a private match says, while it is played, whether it may be watched. */
  allowSpectators(code: string, roomId: string, allowed: boolean): void;
  /** A player has left a running match. */
  left(keys: LeaverKeys): void;
  /** The holder of `ticket` has waited `ms` for an opponent who never came. */
  opponentNoShow(ticket: string, ms: number): void;
  online(): number;
  matches(): number;
  watchable(): readonly WatchableMatch[];
  isOverloaded(): boolean;
  /** What pairing needs, wherever it is done. */
  pairing: PairingParts;
  /** Makes the matchmaker of this process, which reaches players and makes matches by `network`. */
  createMatchmaker(network: PlayerNetwork): Matchmaker;
  lobby: LobbyNotifier;
  /** A player of this room of ours was led to another process. */
  strayed(roomId: string): void;
  /** A method that another process called threw here. */
  failed(error: unknown, method: string): void;
}

/** How the cluster is, for the metrics. */
export interface ClusterState {
  /** The others can't be reached, so that this process is on its own. */
  isolated: boolean;
  /** Processes it hears of, itself included. */
  processes: number;
  /** Messages that were none of ours, and orders that came a second time, since the start. */
  refused: number;
}

type NodeMethod =
  | "matchmake"
  | "createMatch"
  | "matchOpened"
  | "matchPlayed"
  | "matchOver"
  | "allowSpectators"
  | "left"
  | "opponentNoShow"
  | "online"
  | "watchable";

export interface Cluster extends Pick<LocalNode, NodeMethod> {
  invite(code: string): InviteAnswer | Promise<InviteAnswer>;
  /** The matchmaker for the players of this process, wherever it is. */
  readonly matchmaker: MatchmakerClient;
  /** Passes a notice of the matchmaker in this process's memory on to a player of this process. */
  notify(processId: string, id: string, notice: Notice): void;
  /**
   * A socket came here for a room of process `name`: lets that process know. False when there is no other
   * process of that name.
   */
  strayed(name: string, roomId: string): boolean;
  state(): ClusterState;
  /** Players can come to this process: it may get matches. */
  opened(): void;
  /** This process takes on nothing more: others get the matches. */
  retire(): void;
  close(): void;
}

/** The only process. */
export class StandaloneNode implements Cluster {
  readonly matchmaker: MatchmakerClient;
  readonly #own: LocalNode;
  readonly matchmake: LocalNode["matchmake"];
  readonly createMatch: LocalNode["createMatch"];
  readonly invite: LocalNode["invite"];
  readonly matchOpened: LocalNode["matchOpened"];
  readonly matchPlayed: LocalNode["matchPlayed"];
  readonly matchOver: LocalNode["matchOver"];
  readonly allowSpectators: LocalNode["allowSpectators"];
  readonly left: LocalNode["left"];
  readonly opponentNoShow: LocalNode["opponentNoShow"];
  readonly online: LocalNode["online"];
  readonly watchable: LocalNode["watchable"];

  constructor(own: LocalNode) {
    this.#own = own;
    this.matchmake = own.matchmake;
    this.createMatch = own.createMatch;
    this.invite = own.invite;
    this.matchOpened = own.matchOpened;
    this.matchPlayed = own.matchPlayed;
    this.matchOver = own.matchOver;
    this.allowSpectators = own.allowSpectators;
    this.left = own.left;
    this.opponentNoShow = own.opponentNoShow;
    this.online = own.online;
    this.watchable = own.watchable;
    this.matchmaker = own.createMatchmaker(this);
  }

  notify(_: string, id: string, notice: Notice): void {
    this.#own.lobby.notify(id, notice);
  }

  strayed(): boolean {
    return false;
  }

  state(): ClusterState {
    return { isolated: false, processes: 1, refused: 0 };
  }

  opened(): void {}

  retire(): void {}

  close(): void {}
}
