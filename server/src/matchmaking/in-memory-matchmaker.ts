/**
 * The matchmaker that keeps its players in this process. It is the one owner of each of them: strangers'
 * and private matches work on its map and keep none of their own.
 */
import type { BotLevel } from "@quickpong/shared/bot-levels.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { DailyTries } from "./daily-tries.ts";
import type { Invites } from "./invites.ts";
import type { LeaverPenalties } from "./leaver-penalties.ts";
import type {
  JoinRequest,
  Matchmaker,
  MatchmakerDependencies,
  QueueStatus,
  Reconciliation,
} from "./matchmaker.ts";
import type { PriorityTickets } from "./priority-tickets.ts";
import { PrivateMatches } from "./private-matches.ts";
import { IDLE, type QueuedPlayer, type QueuedPlayers } from "./queued-player.ts";
import { QuickMatch } from "./quick-match.ts";

export interface MatchmakerOptions {
  /** The rules of matches between strangers. */
  rules: Rules;
  invites: Invites;
  tickets: PriorityTickets;
  penalties: LeaverPenalties;
}

export class InMemoryMatchmaker implements Matchmaker {
  readonly #options: MatchmakerOptions;
  readonly #deps: MatchmakerDependencies;
  readonly #players: QueuedPlayers = new Map<string, QueuedPlayer>();
  readonly #quick: QuickMatch;
  readonly #private: PrivateMatches;
  readonly #daily: DailyTries;

  constructor(options: MatchmakerOptions, deps: MatchmakerDependencies) {
    this.#options = options;
    this.#deps = deps;
    this.#quick = new QuickMatch(options.rules, options.penalties, this.#players, deps);
    this.#private = new PrivateMatches(options.invites, this.#players, deps);
    this.#daily = new DailyTries(this.#players, deps);
  }

  enter(request: JoinRequest): void {
    const { ticket, host, code, waited, askFirst = false, daily = false, ...player } = request;
    this.#leave(player.id, false);
    const now = this.#deps.now();
    // An object from a client may throw when it is made a string.
    const redeemed = this.#options.tickets.redeem(typeof ticket === "string" ? ticket : "", now);
    const since = redeemed ?? now - waited;
    const entering: QueuedPlayer = { ...player, since, askFirst, state: IDLE };
    this.#players.set(player.id, entering);
    if (daily) void this.#daily.begin(entering);
    else if (isObject(host)) this.#private.host(entering, host, code);
    else if (code !== undefined) this.#private.join(entering, code);
    else this.#quick.enter(entering, redeemed !== undefined);
  }

  leave(id: string, onPurpose: boolean): void {
    this.#leave(id, onPurpose);
    this.#quick.pair();
  }

  #leave(id: string, onPurpose: boolean): void {
    const player = this.#players.get(id);
    if (!player) return;
    this.#players.delete(id);
    this.#quick.leave(player);
    this.#private.leave(player, onPurpose);
  }

  playBot(id: string, level: BotLevel): void {
    const player = this.#players.get(id);
    if (player) void this.#quick.playBot(player, level);
  }

  setAskFirst(id: string, askFirst: boolean): void {
    const player = this.#players.get(id);
    if (player) this.#quick.setAskFirst(player, askFirst);
  }

  answerProposal(id: string, n: number, accepted: boolean): void {
    const player = this.#players.get(id);
    if (player) this.#quick.answer(player, n, accepted);
  }

  allowSpectators(id: string, allowed: boolean): void {
    const player = this.#players.get(id);
    if (player) this.#private.allowSpectators(player, allowed);
  }

  reconcile(processId: string, ids: readonly string[]): Reconciliation {
    this.#private.expire();
    const present = new Set(ids);
    this.#leaveUnless((player) => player.processId !== processId || present.has(player.id));
    return { missing: ids.filter((id) => !this.#players.has(id)), ...this.status() };
  }

  status(): QueueStatus {
    return this.#quick.status();
  }

  pair(): void {
    this.#quick.pair();
  }

  keepProcesses(names: readonly string[]): void {
    this.#leaveUnless(({ processId }) => names.includes(processId));
  }

  handOver(): void {
    this.#leaveUnless(() => false);
    this.#options.invites.giveUpWaiting();
  }

  /** Lets all players go but those to be kept. */
  #leaveUnless(keep: (player: QueuedPlayer) => boolean): void {
    for (const player of this.#players.values()) if (!keep(player)) this.#leave(player.id, false);
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
