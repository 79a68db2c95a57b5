/** A try at the daily: counted when its match begins, and given back when the server breaks it off. */
import { TRIES } from "@quickpong/shared/daily.ts";
import type { DailyTryNotice } from "@quickpong/shared/protocol/players.ts";
import type { MatchSummary } from "../match/match-port.ts";
import type { PersonIdentity } from "../match/seats.ts";
import type { FinishedTry, Store } from "../store/store.ts";

export interface TryParts {
  store: Store;
  /** Days since 1970 in UTC. */
  day: number;
  /** Of the player. */
  identity: PersonIdentity;
  /** The player has no try left: the match is not to go on. */
  refuse(): void;
}

/** How many are left; null when nobody counts them. */
interface Begun {
  triesLeft: number | null;
  isCounted: boolean;
}
const UNKEPT: Begun = { triesLeft: null, isCounted: false };

/** What has become of it; `kept` is null when it is not to be recorded. */
export interface EndedTry {
  notice: DailyTryNotice;
  kept: FinishedTry | null;
}

export class DailyTry {
  readonly #parts: TryParts;
  #begun = Promise.resolve(UNKEPT);

  constructor(parts: TryParts) {
    this.#parts = parts;
  }

  /** Its match begins. */
  started(): void {
    this.#begun = this.#begin();
  }

  async #begin(): Promise<Begun> {
    const { store, day, identity, refuse } = this.#parts;
    if (store.state === "off" || identity.kind === "stranger") return UNKEPT;
    // A newcomer's first try makes a player, for whom it is counted then.
    if (identity.kind === "newcomer") return { triesLeft: TRIES - 1, isCounted: false };
    try {
      const left = await store.beginTry(identity.hash, day);
      if (typeof left === "number") return { triesLeft: left, isCounted: true };
      if (left === "none") refuse();
    } catch {
      // A store that fails keeps nobody from playing; what it has not counted it does not keep.
    }
    return UNKEPT;
  }

  /** Its match is over. */
  async end({ reason, hits }: Pick<MatchSummary, "reason" | "hits">): Promise<EndedTry> {
    const { day } = this.#parts;
    const { triesLeft, isCounted } = await this.#begun;
    const notice = { day, hits: hits[0], triesLeft };
    if (triesLeft === null) return { notice, kept: null };
    if (reason === "interrupted") {
      if (isCounted) await this.#giveBack();
      return { notice: { ...notice, triesLeft: null }, kept: null };
    }
    return { notice, kept: { day, hits: hits[0], isCounted } };
  }

  async #giveBack(): Promise<void> {
    const { store, day, identity } = this.#parts;
    if (identity.kind !== "credential") return;
    // A store that fails now has a try too many on record.
    await store.giveTryBack(identity.hash, day).catch(() => undefined);
  }
}
