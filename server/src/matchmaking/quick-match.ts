/**
 * The queue's side of the lobby: takes in guests, pairs them and makes them offers. It reaches them
 * through a port, so it runs without a network.
 */
import type { BotLevel } from "@quickpong/shared/bot.ts";
import type { LobbyStatus, RequeueReason } from "@quickpong/shared/protocol/messages.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { botGuest, makeOffer, type OfferPort, type QueuedPlayer } from "./offers.ts";
import { Queue } from "./queue.ts";
import { WaitStats } from "./wait-stats.ts";

export interface QuickMatchPort extends OfferPort {
  requeued(guest: QueuedPlayer, reason: RequeueReason): void;
  /** The same player looks for a match elsewhere. */
  replaced(guest: QueuedPlayer): void;
  /** Has `pair` called in `ms`; this replaces an earlier wish. */
  pairIn(ms: number): void;
  /** An opponent was offered after so long (ms). */
  waited(ms: number): void;
}

export class QuickMatch {
  readonly #rules: Rules;
  readonly #port: QuickMatchPort;
  readonly #queue = new Queue();
  readonly #waits = new WaitStats();
  /** Everybody who is here, in the queue or with an offer. */
  readonly #guests = new Map<string, QueuedPlayer>();

  /** All matches are played by `rules`. */
  constructor(rules: Rules, port: QuickMatchPort) {
    this.#rules = rules;
    this.#port = port;
  }

  /**
   * Takes a guest in and looks for an opponent at once. Whose `since` is yet to come meets nobody
   * before.
   */
  enter(guest: QueuedPlayer): void {
    this.#guests.set(guest.id, guest);
    const replaced = this.#queue.add(guest, this.#port.now());
    const old = replaced && this.#guests.get(replaced.id);
    if (old) this.#port.replaced(old);
    this.pair();
  }

  /** The guest has gone; nothing of them stays. */
  leave(id: string): void {
    this.#queue.remove(id);
    this.#guests.delete(id);
  }

  /** Whether the guest is in the queue, without an offer. */
  isWaiting(id: string): boolean {
    return this.#queue.has(id);
  }

  /** Makes offers to all who can be paired now. */
  pair(): void {
    const now = this.#port.now();
    for (const [a, b] of this.#queue.pair(now)) {
      const left = this.#guests.get(a.id);
      const right = this.#guests.get(b.id);
      if (left && right) void this.#offer([left, right]);
    }
    const due = this.#queue.nextDue();
    if (Number.isFinite(due)) this.#port.pairIn(due - now);
  }

  /** The guest would rather play against a bot than wait on. Nothing happens when they don't wait. */
  async playBot(id: string, level: BotLevel): Promise<void> {
    const guest = this.#guests.get(id);
    if (!guest || !this.#queue.remove(id)) return;
    const plan = { rules: this.#rules, code: "", watch: true };
    const made = await makeOffer(this.#port, plan, [guest, botGuest(level)], this.#isHere);
    if (!made) this.#goBack([guest]);
  }

  /** How it is going, with `online` players on this server. */
  status(online: number): LobbyStatus {
    return { online, waiting: this.#queue.size, usualWait: this.#waits.usual() };
  }

  readonly #isHere = (guest: QueuedPlayer): boolean => this.#guests.has(guest.id);

  async #offer(pair: [QueuedPlayer, QueuedPlayer]): Promise<void> {
    const plan = { rules: this.#rules, code: "", watch: true };
    if (!(await makeOffer(this.#port, plan, pair, this.#isHere))) return this.#goBack(pair);
    for (const { since } of pair) {
      const waited = this.#port.now() - since;
      this.#waits.add(waited);
      this.#port.waited(waited);
    }
  }

  /** Nothing came of a pair: whoever is still here goes back to the front of the queue. */
  #goBack(pair: readonly QueuedPlayer[]): void {
    for (const guest of pair) {
      if (!this.#guests.has(guest.id)) continue;
      this.#port.requeued(guest, "opponentLeft");
      this.enter(guest);
    }
  }
}
