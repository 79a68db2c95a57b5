/** The matchmaker on a virtual clock, with people who come, play, idle and leave: who meets whom, and when. */

import { LobbyMessage } from "@quickpong/shared/protocol/messages.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import type { LeaverKeys } from "../../src/match/seats.ts";
import { InMemoryMatchmaker } from "../../src/matchmaking/in-memory-matchmaker.ts";
import { Invites } from "../../src/matchmaking/invites.ts";
import type { LeaverPenalties } from "../../src/matchmaking/leaver-penalties.ts";
import type { CreateMatchRequest } from "../../src/matchmaking/matchmaker.ts";
import { PriorityTickets } from "../../src/matchmaking/priority-tickets.ts";
import type { KnownStrength } from "../../src/rating/rating.ts";

export interface Person {
  tab: string;
  address: string;
  /** Undefined for somebody who was never rated. */
  rating?: KnownStrength | undefined;
}

/** How somebody's search ended. */
export interface Meeting {
  opponent: Person;
  /** From coming to the offer (ms). */
  waited: number;
  /** Whom leaving this match is put down to. */
  keys: LeaverKeys;
}

interface Search extends Person {
  since: number;
  met: (meeting: Meeting) => void;
}

interface Event {
  at: number;
  what: () => void;
}

const PROCESS = "p1";
const settled = () => new Promise((resolve) => setImmediate(resolve));

export class LobbyWorld {
  now = 0;
  readonly leavers: LeaverPenalties;
  readonly #matchmaker: InMemoryMatchmaker;
  readonly #searches = new Map<string, Search>();
  /** Who was offered a match, by the names in its order. */
  readonly #met = new Map<string, Search>();
  /** In the order of time. */
  readonly #events: Event[] = [];
  #wish = 0;
  #ids = 0;

  constructor(leavers: LeaverPenalties) {
    this.leavers = leavers;
    const invites = new Invites(() => 0);
    const options = {
      rules: DEFAULT_RULES,
      invites,
      tickets: new PriorityTickets(),
      penalties: leavers,
    };
    this.#matchmaker = new InMemoryMatchmaker(options, {
      now: () => this.now,
      network: () => ({
        notify: (_, id, notice) => {
          if ("type" in notice && notice.type === LobbyMessage.found) {
            this.#found(id, (notice.content as { reservation: CreateMatchRequest }).reservation);
          }
        },
        createMatch: async (request) => [request, request],
      }),
      pairIn: (ms) => {
        const wish = ++this.#wish;
        this.after(Math.ceil(ms), () => {
          if (wish === this.#wish) this.#matchmaker.pair();
        });
      },
      newTicket: () => "",
      observeWait: () => {},
      failed: (error) => {
        throw error;
      },
    });
  }

  /** Has something done in `ms`. */
  after(ms: number, what: () => void): void {
    const at = this.now + ms;
    let place = this.#events.length;
    while (place > 0 && (this.#events[place - 1] as Event).at > at) place--;
    this.#events.splice(place, 0, { at, what });
  }

  /** Somebody looks for a match; returns how to stop looking. */
  enter(person: Person, met: (meeting: Meeting) => void): () => void {
    const { tab, address, rating } = person;
    const id = `${tab}#${this.#ids++}`;
    this.#searches.set(id, { tab, address, since: this.now, met });
    this.#matchmaker.enter({
      id,
      processId: PROCESS,
      player: tab,
      name: id,
      waited: 0,
      keys: { tab, address },
      ...(rating && { rating }),
    });
    return () => {
      this.#searches.delete(id);
      this.#matchmaker.leave(id, true);
    };
  }

  /** Lets time pass up to `end` (ms). */
  async run(end: number): Promise<void> {
    await settled();
    for (let next = this.#events[0]; next && next.at <= end; next = this.#events[0]) {
      this.#events.shift();
      this.now = next.at;
      next.what();
      await settled();
    }
    this.now = end;
  }

  #found(id: string, order: CreateMatchRequest): void {
    const search = this.#searches.get(id);
    if (!search) return;
    const [own, other] =
      order.left.name === id ? [order.left, order.right] : [order.right, order.left];
    const opponent = this.#searches.get(other.name) ?? this.#met.get(other.name);
    this.#met.set(id, search);
    this.#searches.delete(id);
    if (!opponent || !own.keys) throw new Error("a match with nobody");
    search.met({ opponent, waited: this.now - search.since, keys: own.keys });
  }
}
