/**
 * What a process needs from the others. `alone` is the usual case: everything is here, and nothing
 * is asked. In a cluster the oldest process's desk is everybody's, and matches are spread.
 */
import type { BotLevel } from "@quickpong/shared/bot.ts";
import type { InviteAnswer, WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";
import type { LeaverKeys } from "../matchmaking/leaver-penalties.ts";
import type { JoinRequest, Matchmaker, Reconciliation } from "../matchmaking/matchmaker.ts";
import type { CreateMatchRequest } from "../matchmaking/offers.ts";
import type { LobbyNotifier } from "../services.ts";

/** Where a request to join comes from. */
export interface From {
  local: boolean;
  site: string;
}

/** What a process can do by itself. */
export interface LocalNode {
  matchmake(path: string, options: Record<string, unknown>, from: From): Promise<unknown>;
  openMatch(order: CreateMatchRequest): Promise<[unknown, unknown]>;
  invite(code: string): InviteAnswer;
  /** Who left a running match. */
  left(keys: LeaverKeys): void;
  /** The holder of `ticket` has waited `ms` in vain. */
  inVain(ticket: string, ms: number): void;
  online(): number;
  matches(): number;
  watchable(): readonly WatchableMatch[];
  isOverloaded(): boolean;
  desk: Matchmaker;
  hall: LobbyNotifier;
  /** A player of this room of ours was led to another process. */
  strayed(roomId: string): void;
  /** What another process asked for, or told, threw here. */
  failed(error: unknown, method: string): void;
}

/** The desk, wherever it is, as the guests of this process know it. */
export interface MatchmakerClient {
  enter(coming: JoinRequest): void;
  leave(id: string, onPurpose: boolean): void;
  bot(id: string, level: BotLevel): void;
  consent(id: string, watch: boolean): void;
  roll(ids: readonly string[]): Reconciliation | Promise<Reconciliation>;
  /** How it is going; undefined when the desk is elsewhere. */
  queue(): Omit<Reconciliation, "missing"> | undefined;
}

/** How the cluster is, for the metrics. */
export interface ClusterState {
  /** This process's desk is everybody's. */
  leads: boolean;
  /** The others can't be reached, so that this process is on its own. */
  away: boolean;
  /** Processes it hears of, itself included. */
  processes: number;
}

type Asked = "matchmake" | "openMatch" | "left" | "inVain" | "online" | "watchable";

export interface Cluster extends Pick<LocalNode, Asked> {
  invite(code: string): InviteAnswer | Promise<InviteAnswer>;
  readonly desk: MatchmakerClient;
  /** What a desk here has to say to a guest of process `home`. */
  tell(home: string, ...said: Parameters<LobbyNotifier["tell"]>): void;
  /**
   * A socket came here for a room of process `name`: has that process know. False when there is no other
   * process of that name.
   */
  strayed(name: string, roomId: string): boolean;
  state(): ClusterState;
  /** Players can come to this process: it may get matches. */
  opened(): void;
  /** This process takes on nothing more: others lead and get the matches. */
  retire(): void;
  close(): void;
}

const nothing = () => {};
const HERE = "";

/** The only process. */
export const standalone = (own: LocalNode): Cluster => ({
  ...own,
  desk: localMatchmaker(own.desk, HERE),
  tell: (_, ...said) => own.hall.tell(...said),
  strayed: () => false,
  state: () => ({ leads: true, away: false, processes: 1 }),
  opened: nothing,
  retire: nothing,
  close: nothing,
});

/** For the guests of process `home`, where the desk is. */
export const localMatchmaker = (desk: Matchmaker, home: string): MatchmakerClient => ({
  enter: (coming) => desk.enter(home, coming),
  leave: (id, onPurpose) => desk.leave(id, onPurpose),
  bot: (id, level) => desk.bot(id, level),
  consent: (id, watch) => desk.consent(id, watch),
  roll: (ids) => desk.roll(home, ids),
  queue: () => desk.queue(),
});
