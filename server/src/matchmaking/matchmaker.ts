/**
 * The matchmaker as a port: what a lobby asks of it, and what it needs from outside. All players who look
 * for a match are with one matchmaker, whichever process they are connected to. `InMemoryMatchmaker` is
 * the implementation; one that keeps its players in Redis would stand behind the same types.
 */
import type { BotLevel } from "@quickpong/shared/bot-levels.ts";
import type {
  CloseReasonCode,
  InviteRules,
  InviteStatus,
  LobbyMessage,
  LobbyStatus,
  MatchOffer,
  PenaltyNotice,
  Proposal,
  RequeueReason,
} from "@quickpong/shared/protocol/messages.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { LeaverKeys, PersonIdentity, SeatHolder } from "../match/seats.ts";
import type { KnownStrength } from "../rating/rating.ts";

/** A player's request for a match, as a lobby sends it. */
export interface JoinRequest {
  /** The lobby session; unique in all processes. */
  id: string;
  /** The process that has the player's connection. */
  processId: string;
  /** The same browser tab is the same player. */
  player: string;
  /** The name that others see. */
  name: string;
  /** The player in the store, whichever the tab. Absent for players who have none yet. */
  account?: string | undefined;
  /** As of now. Absent for players who were never rated. */
  rating?: KnownStrength | undefined;
  /** How long the player has been looking already (ms): clocks of processes differ. */
  waited: number;
  keys: LeaverKeys;
  /** Whom the player is remembered as; a stranger when left out. */
  identity?: PersonIdentity | undefined;
  /** Plays a bot in their page meanwhile, and is asked before being paired. */
  askFirst?: boolean;
  /** Wants a try at the daily, and no opponent. */
  daily?: boolean;
  /** From a client, like all that follows: may be anything. */
  ticket?: unknown;
  host?: Partial<InviteRules> | undefined;
  code?: unknown;
}

/** An offer before its lobby knows whether the seat is in the same process. */
export type Offer = Omit<MatchOffer, "sameProcess">;

/** What a player is told: a message, or why the connection is closed. */
export type Notice =
  | { type: typeof LobbyMessage.found; content: Offer }
  | { type: typeof LobbyMessage.requeued; content: RequeueReason }
  | { type: typeof LobbyMessage.penalized; content: PenaltyNotice }
  | { type: typeof LobbyMessage.proposal; content: Proposal | null }
  | { type: typeof LobbyMessage.invite; content: InviteStatus }
  | { close: CloseReasonCode };

export type QueueStatus = Omit<LobbyStatus, "online">;

/** The answer to a process that names its players. */
export interface Reconciliation extends QueueStatus {
  /** Players of that process whom the matchmaker doesn't know. */
  missing: string[];
}

/** The matchmaker as a lobby sees it, in the same process or in another one. */
export interface MatchmakerClient {
  /** Takes a player in. A session that is in already begins anew. */
  enter(request: JoinRequest): void;
  /** The session `id` has ended; `onPurpose` unless the connection was lost. */
  leave(id: string, onPurpose: boolean): void;
  /** A queued player prefers a bot to waiting on. Nothing happens when the player is not queued. */
  playBot(id: string, level: BotLevel): void;
  /** A queued player begins to play a bot in their page and is asked before being paired, or has done with it. */
  setAskFirst(id: string, askFirst: boolean): void;
  /** The answer to proposal `n`. Nothing happens when it has been withdrawn. */
  answerProposal(id: string, n: number, accepted: boolean): void;
  /** The host of a private match says whether it may be watched. */
  allowSpectators(id: string, allowed: boolean): void;
  /**
   * Compares players: `ids` are all sessions of process `processId`, and its other players have gone.
   * Called about once a second, so that a lost message heals. Rejects when the matchmaker's process does
   * not answer.
   */
  reconcile(processId: string, ids: readonly string[]): Reconciliation | Promise<Reconciliation>;
  /** Undefined when the matchmaker is in another process. */
  status(): QueueStatus | undefined;
}

export interface Matchmaker extends MatchmakerClient {
  status(): QueueStatus;
  /** Makes offers to all players who can be paired now. */
  pair(): void;
  /** Players of processes that are not among these have gone. */
  keepProcesses(names: readonly string[]): void;
  /** Another matchmaker takes over: forgets all players and all private matches that wait. */
  handOver(): void;
}

/** A match of an arena, a cup or a room for a crowd. */
export interface CompetitionMatch {
  /** The competition's. */
  code: string;
  /** Its number in the competition, from 1. */
  match: number;
}

/** A match to be made. */
export interface CreateMatchRequest {
  rules: Rules;
  left: SeatHolder;
  right: SeatHolder;
  /** The private match's code; "" for a public match. */
  code: string;
  /** Whether it may be watched. */
  watch: boolean;
  /** Whether both players come from one address, as far as that says something. */
  sameAddress: boolean;
  /** A try at the day's course, of the left player. */
  daily?: true;
  /** Only for a competition's: it is watched by its link, and has no rematch. */
  competition?: CompetitionMatch;
}

/** The processes that have the players' connections and the matches. */
export interface PlayerNetwork {
  /** Passes a notice on to session `id` of process `processId`. */
  notify(processId: string, id: string, notice: Notice): void;
  /** Makes a match and reserves its seats, the left one first; a bot needs none. */
  createMatch(request: CreateMatchRequest): Promise<[unknown, unknown]>;
}

/** What a matchmaker needs from outside; time and randomness come from here. */
export interface MatchmakerDependencies {
  /** A monotonic clock (ms). */
  now(): number;
  /** A secret that can't be guessed. */
  newTicket(): string;
  /** The processes, which need a matchmaker themselves before they are there. */
  network(): PlayerNetwork;
  /** Has `pair` called in `ms`; this replaces an earlier wish. */
  pairIn(ms: number): void;
  /** A queued player was offered an opponent after so long (ms). */
  observeWait(ms: number): void;
  failed(error: unknown): void;
}

/** The lobby of one process, as the matchmaker reaches it. */
export interface LobbyNotifier {
  notify(id: string, notice: Notice): void;
  /** Another process's matchmaker is responsible from now on. */
  matchmakerMoved(): void;
}
