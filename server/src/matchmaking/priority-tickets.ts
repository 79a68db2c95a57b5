/**
 * Tickets to the front of the queue. Each player of a pair gets one with the offer; it becomes
 * good when the opponent never comes, and says since when its holder has been waiting.
 */

/** How long a good ticket can be redeemed (ms). */
const GOOD_FOR = 60_000;
/** Good tickets kept; beyond that the oldest are forgotten. */
const KEPT = 10_000;

export class PriorityTickets {
  readonly #good = new Map<string, { since: number; until: number }>();

  /** Makes `ticket` good: its holder has waited in vain since `since` (ms). */
  honour(ticket: string, since: number, now: number): void {
    this.#good.set(ticket, { since, until: now + GOOD_FOR });
    if (this.#good.size <= KEPT) return;
    const [oldest] = this.#good.keys();
    if (oldest !== undefined) this.#good.delete(oldest);
  }

  /** Since when its holder has been waiting; undefined when it is not good. Works once. */
  redeem(ticket: string, now: number): number | undefined {
    const found = this.#good.get(ticket);
    this.#good.delete(ticket);
    return found && now <= found.until ? found.since : undefined;
  }
}
