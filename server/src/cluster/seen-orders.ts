/** Which orders have come already, so that none is carried out twice. Bounded: the oldest are forgotten. */

/** Those of some seconds on a busy server. */
const REMEMBERED = 20_000;

export class SeenOrders {
  readonly #orders = new Set<string>();

  /** False when this order has come before. */
  isNew(order: string): boolean {
    if (this.#orders.has(order)) return false;
    this.#orders.add(order);
    const [oldest] = this.#orders;
    if (this.#orders.size > REMEMBERED && oldest !== undefined) this.#orders.delete(oldest);
    return true;
  }
}
