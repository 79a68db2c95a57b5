/** Matches between strangers, and against bots: queues players, pairs them and offers them matches. */
import type { BotLevel } from "@quickpong/shared/bot-levels.ts";
import {
  CloseReason,
  LobbyMessage,
  type PenaltyNotice,
} from "@quickpong/shared/protocol/messages.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { LeaverPenalties } from "./leaver-penalties.ts";
import type {
  CreateMatchRequest,
  MatchmakerDependencies,
  Notice,
  QueueStatus,
} from "./matchmaker.ts";
import { type Contender, createMatch, type MatchTerms, sendOffers } from "./offers.ts";
import type { ProposalNews } from "./proposals.ts";
import { PATIENCE, Queue, type QueueEntry } from "./queue.ts";
import { IDLE, type QueuedPlayer, type QueuedPlayers } from "./queued-player.ts";
import { WaitStats } from "./wait-stats.ts";

export class QuickMatch {
  readonly #terms: MatchTerms;
  readonly #penalties: LeaverPenalties;
  readonly #players: QueuedPlayers;
  readonly #deps: MatchmakerDependencies;
  /** The order of the queued players. */
  readonly #queue = new Queue();
  readonly #waits = new WaitStats();

  /** `players` are the matchmaker's; all matches are played by `rules`. */
  constructor(
    rules: Rules,
    penalties: LeaverPenalties,
    players: QueuedPlayers,
    deps: MatchmakerDependencies,
  ) {
    this.#terms = { rules, code: "", watch: true };
    this.#penalties = penalties;
    this.#players = players;
    this.#deps = deps;
  }

  /** Queues the player and looks for an opponent at once; `returning` after an opponent who never came. */
  enter(player: QueuedPlayer, returning: boolean): void {
    if (returning)
      this.#notify(player, { type: LobbyMessage.requeued, content: "opponentMissing" });
    this.#add(player, this.#entryFor(player));
    this.pair();
  }

  /** The player begins to play a bot meanwhile, or has done with it. */
  setAskFirst(player: QueuedPlayer, askFirst: boolean): void {
    player.askFirst = askFirst;
    if (player.state.kind !== "queued") return;
    this.#queue.setAskFirst(player.id, askFirst);
    this.pair();
  }

  /** A player who was asked would play, or would not; too late nothing happens. */
  answer({ id }: QueuedPlayer, n: number, accepted: boolean): void {
    if (accepted) this.#queue.proposals.accept(id, n);
    else this.#queue.proposals.decline(id, n, this.#deps.now());
    this.pair();
  }

  /** The player has gone. */
  leave({ id }: QueuedPlayer): void {
    this.#queue.remove(id);
  }

  /** Makes offers to all players who can be paired now. */
  pair(): void {
    const now = this.#deps.now();
    for (const entries of this.#queue.pair(now)) {
      const [left, right] = entries.map((entry) => this.#contender(entry));
      if (left && right) void this.#offer([left, right]);
    }
    const due = Math.min(this.#queue.nextDue(), this.#queue.propose(now));
    for (const { to, proposal } of this.#queue.proposals.takeNews()) this.#tell(to, proposal);
    if (Number.isFinite(due)) this.#deps.pairIn(due - now);
  }

  /** Gives a queued player a match against a bot. */
  async playBot(player: QueuedPlayer, level: BotLevel): Promise<void> {
    if (player.state.kind !== "queued") return;
    const { entry } = player.state;
    this.#queue.remove(player.id);
    player.state = { kind: "offered" };
    const pair = [{ player, since: entry.since }, { bot: level }] as const;
    const match = await createMatch(this.#deps, this.#terms, pair);
    const offered = match && sendOffers(this.#deps, this.#players, pair, match);
    if (!offered) this.#requeue([{ player, entry }]);
  }

  status(): QueueStatus {
    return { waiting: this.#queue.size, usualWait: this.#waits.usual() };
  }

  async #offer(pair: readonly [QueuedContender, QueuedContender]): Promise<void> {
    for (const { player } of pair) player.state = { kind: "offered" };
    const match = await createMatch(this.#deps, this.#terms, pair);
    if (match) this.#noteSeats(match.request);
    if (!match || !sendOffers(this.#deps, this.#players, pair, match)) {
      return this.#requeue(pair);
    }
    for (const { since, entry } of pair) {
      // Who plays a bot meanwhile does not only wait.
      if (entry.askFirst) continue;
      const waited = this.#deps.now() - since;
      this.#waits.add(waited);
      this.#deps.observeWait(waited);
    }
  }

  /** Tells a queued player who is there, or that nobody is any more. */
  #tell(id: string, proposal: ProposalNews["proposal"]): void {
    const player = this.#players.get(id);
    const other = this.#players.get(proposal?.about ?? "");
    if (player?.state.kind !== "queued") return;
    const content = proposal && other ? { n: proposal.n, opponent: other.name } : null;
    this.#notify(player, { type: LobbyMessage.proposal, content });
  }

  #contender(entry: QueueEntry): QueuedContender | undefined {
    const player = this.#players.get(entry.id);
    return player && { player, since: entry.since, entry };
  }

  /** Remembers that both were given a seat against a stranger. */
  #noteSeats({ left, right }: CreateMatchRequest): void {
    const now = this.#deps.now();
    for (const { keys } of [left, right]) if (keys) this.#penalties.seated(keys, now);
  }

  /** Nothing came of a pair: puts players who are still here back to the front of the queue. */
  #requeue(pair: readonly Omit<QueuedContender, "since">[]): void {
    for (const { player, entry } of pair) {
      if (this.#players.get(player.id) !== player) continue;
      this.#notify(player, { type: LobbyMessage.requeued, content: "opponentLeft" });
      this.#add(player, entry);
    }
    this.pair();
  }

  #add(player: QueuedPlayer, place: QueueEntry): void {
    const entry = { ...place, askFirst: player.askFirst };
    player.state = { kind: "queued", entry };
    const replaced = this.#queue.add(entry, this.#deps.now());
    const older = replaced && this.#players.get(replaced.id);
    if (older) {
      older.state = IDLE;
      this.#notify(older, { close: CloseReason.takenOver });
    }
  }

  /**
   * The player's place in the order. Players who leave often, or come from an address where many seats are
   * taken, stand behind others.
   */
  #entryFor(player: QueuedPlayer): QueueEntry {
    const { id, keys, since, account, rating } = player;
    const known = { id, player: player.player, account, rating };
    const now = this.#deps.now();
    const penalty = this.#penalties.penaltyOf(keys, now);
    const givesWayUntil = now + this.#penalties.givesWayFor(keys, now);
    if (!penalty) return { ...known, since, givesWayUntil };
    const seconds = Math.ceil((penalty.until - now) / 1000);
    const content: PenaltyNotice = { seconds, leaves: penalty.leaves };
    this.#notify(player, { type: LobbyMessage.penalized, content });
    return {
      ...known,
      since: Math.min(penalty.until, now + PATIENCE),
      givesWayUntil: Math.max(penalty.until, givesWayUntil),
    };
  }

  #notify({ processId, id }: QueuedPlayer, notice: Notice): void {
    this.#deps.network().notify(processId, id, notice);
  }
}

/** A player out of the queue, with the place to go back to. */
interface QueuedContender extends Contender {
  entry: QueueEntry;
}
