/** Who is connected to a competition: pages of entrants, of the host and of people who watch, and screens. */
import type { ShownRating } from "@quickpong/shared/protocol/players.ts";
import type { PersonIdentity } from "../match/seats.ts";

/** A connection. */
export interface Guest {
  /** Unique among all connections of the process. */
  readonly id: string;
  /** Who it is, as the log has it (NewEntrant.key); undefined for one who can only watch. */
  readonly key: string | undefined;
  /** Has shown the host's secret. */
  readonly isHost: boolean;
  readonly bot: boolean;
  /** For the seats of matches. */
  readonly identity: PersonIdentity;
  /** The stored name, for one who says none. */
  readonly knownName: string | undefined;
  /** For the seeds; null for one who was never rated. */
  readonly rating: number | null;
  readonly shownRating: ShownRating | undefined;
}

/** A page that is refreshed is back within this (ms). */
export const REFRESH_GRACE = 5000;

export interface GuestHooks {
  /** A key's first connection has come. */
  came(key: string): void;
  /** A key has had no connection for REFRESH_GRACE. */
  gone(key: string): void;
  hostCame(): void;
  hostGone(): void;
}

/** All connections of a competition. The host counts as a key of its own. */
export class Guests {
  readonly #byId = new Map<string, Guest>();
  readonly #absences = new Map<string, NodeJS.Timeout>();
  readonly #hooks: GuestHooks;
  readonly #grace: number;

  constructor(hooks: GuestHooks, grace = REFRESH_GRACE) {
    this.#hooks = hooks;
    this.#grace = grace;
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): Guest | undefined {
    return this.#byId.get(id);
  }

  /** The connections of this key, the latest last. */
  of(key: string): Guest[] {
    return [...this.#byId.values()].filter((guest) => guest.key === key);
  }

  add(guest: Guest): void {
    this.#byId.set(guest.id, guest);
    for (const presence of presencesOf(guest)) {
      this.#forgive(presence);
      this.#came(presence);
    }
  }

  remove(id: string): void {
    const guest = this.#byId.get(id);
    if (!guest || !this.#byId.delete(id)) return;
    for (const presence of presencesOf(guest)) if (!this.#has(presence)) this.#miss(presence);
  }

  /** Whether somebody with this key is connected, or was a moment ago. */
  isHere(key: string): boolean {
    return this.#has(key) || this.#absences.has(key);
  }

  close(): void {
    for (const timer of this.#absences.values()) clearTimeout(timer);
    this.#absences.clear();
    this.#byId.clear();
  }

  #has(presence: string): boolean {
    for (const guest of this.#byId.values()) if (presencesOf(guest).includes(presence)) return true;
    return false;
  }

  #miss(presence: string): void {
    const timer = setTimeout(() => {
      this.#absences.delete(presence);
      if (presence === HOST) this.#hooks.hostGone();
      else this.#hooks.gone(presence);
    }, this.#grace);
    this.#absences.set(presence, timer);
  }

  #forgive(presence: string): void {
    clearTimeout(this.#absences.get(presence));
    this.#absences.delete(presence);
  }

  #came(presence: string): void {
    if (presence === HOST) this.#hooks.hostCame();
    else this.#hooks.came(presence);
  }
}

/** What no key looks like. */
const HOST = "(host)";

function presencesOf({ key, isHost }: Guest): string[] {
  return [...(key === undefined ? [] : [key]), ...(isHost ? [HOST] : [])];
}
