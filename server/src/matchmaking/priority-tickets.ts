/**
 * Tickets to the front of the queue. Each player of a pair gets one with the offer. It is activated when the
 * opponent never comes, and then says since when its holder has been waiting.
 */

/** How long an active ticket can be redeemed (ms). */
const ACTIVE_FOR = 60_000;
/** Active tickets kept; beyond that the oldest are forgotten. */
const KEPT = 10_000;

export class PriorityTickets {
  readonly #active = new Map<string, { since: number; until: number }>();

  /** Activates `ticket`, whose holder has waited for nothing since `since` (ms). */
  activate(ticket: string, since: number, now: number): void {
    this.#active.set(ticket, { since, until: now + ACTIVE_FOR });
    if (this.#active.size <= KEPT) return;
    const [oldest] = this.#active.keys();
    if (oldest !== undefined) this.#active.delete(oldest);
  }

  /** Since when the holder has been waiting (ms); undefined when the ticket is not active. Works once. */
  redeem(ticket: string, now: number): number | undefined {
    const found = this.#active.get(ticket);
    this.#active.delete(ticket);
    return found && now <= found.until ? found.since : undefined;
  }
}
