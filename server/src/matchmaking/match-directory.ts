/** The matches of this process by room, for people who look for one to watch. */
import type { WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";

/** A match in the list. */
export interface MatchListing {
  /** A private match is not in the list: only people with its code may watch. */
  readonly isPrivate: boolean;
  /** A competition's match is not in the list either, but its id, which its page names, is enough to watch it. */
  readonly isListed: boolean;
  /** The match has begun, and its host, if it has one, agrees. */
  isWatchable(): boolean;
  /** The match has no outcome yet. Others may be watched, for a rematch, but are not listed. */
  isRunning(): boolean;
  summary(): Omit<WatchableMatch, "id">;
  /** Its recording so far, with its secret key; null when it is not recorded. */
  recordingSoFar(): Uint8Array<ArrayBuffer> | null;
}

/** How many matches are listed. */
const LISTED = 50;
/** A list is good for this long (ms): any number of lobbies may ask for it. */
const GOOD_FOR = 1000;

export class MatchDirectory {
  readonly #listings = new Map<string, MatchListing>();
  /** Rooms of private matches by their codes. */
  readonly #byCode = new Map<string, string>();
  #list: WatchableMatch[] = [];
  #listedAt = Number.NEGATIVE_INFINITY;

  /** Lists the match of room `id` until it is taken down; `code` is a private match's. */
  put(id: string, listing: MatchListing, code = ""): void {
    this.#listings.set(id, listing);
    if (code) this.#byCode.set(code, id);
  }

  takeDown(id: string): void {
    this.#listings.delete(id);
    for (const [code, room] of this.#byCode) if (room === id) this.#byCode.delete(code);
  }

  /** The room of the private match with this code. */
  roomOf(code: string): string | undefined {
    return this.#byCode.get(code);
  }

  get(id: string): MatchListing | undefined {
    return this.#listings.get(id);
  }

  /** The public match of room `id` that can be watched now. */
  find(id: string): WatchableMatch | undefined {
    const listing = this.#listings.get(id);
    if (!listing || listing.isPrivate || !listing.isWatchable()) return undefined;
    return { id, ...listing.summary() };
  }

  /** The recording so far of a match that is listed, for a picture of it; null when it is not, or not any more. */
  recordingOf(id: string): Uint8Array<ArrayBuffer> | null {
    const listing = this.#listings.get(id);
    return listing && isShown(listing) ? listing.recordingSoFar() : null;
  }

  /** Public matches that run, in the order of `inOrder`; at most a second old. `now` in ms. */
  list(now: number): WatchableMatch[] {
    if (now - this.#listedAt < GOOD_FOR) return this.#list;
    this.#listedAt = now;
    const shown = [...this.#listings].filter(([, listing]) => isShown(listing));
    this.#list = inOrder(shown.map(([id, listing]) => ({ id, ...listing.summary() })));
    return this.#list;
  }
}

const isShown = (listing: MatchListing): boolean =>
  listing.isListed && !listing.isPrivate && listing.isWatchable() && listing.isRunning();

/** The first matches of the list: people before bots, then the most watched first. */
export const inOrder = (matches: readonly WatchableMatch[]): WatchableMatch[] =>
  matches.toSorted((a, b) => bots(a) - bots(b) || b.watchers - a.watchers).slice(0, LISTED);

const bots = ({ left, right }: WatchableMatch): number => Number(!!left.bot || !!right.bot);
