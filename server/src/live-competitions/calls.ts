/** From a call to a result: makes the match of two who have come, and says what has become of it. */

import type { CompetitionSettings } from "@quickpong/shared/protocol/competition.ts";
import type { Happening, MatchNumber, MatchOutcome } from "../competitions/events.ts";
import { outcomeOf } from "../competitions/events.ts";
import type { CompetitionState, Entrant, OpenMatch } from "../competitions/state.ts";
import type { MatchSummary } from "../match/match-port.ts";
import type { Guest } from "./guests.ts";

/** A seat as a page is told of it: MatchOffer. */
export type Offer = unknown;

/** A match that is made. */
export interface MadeMatch {
  roomId: string;
  offers: readonly [Offer, Offer];
}

/** One of the two who are to play, with the connection that has said so. */
export interface Player {
  entrant: Entrant;
  guest: Guest;
}

/** What all matches of a competition have in common. */
export interface MatchTerms {
  code: string;
  settings: CompetitionSettings;
}

/** The rest of the server, as far as matches go. */
export interface MatchRooms {
  make(of: MatchTerms, match: OpenMatch, players: readonly [Player, Player]): Promise<MadeMatch>;
  /** Ends a match that is not to be played on. */
  end(roomId: string): void;
  /** Left and right; undefined when it is over. */
  score(roomId: string): [number, number] | undefined;
}

export interface CallHooks {
  /** Of the competition. */
  code: string;
  state(): CompetitionState;
  happened(happening: Happening): void;
  /** The connection of this entrant that is to play; undefined when there is none. */
  guest(id: string): Guest | undefined;
  offer(guest: Guest, offer: Offer): void;
  failed(error: unknown): void;
}

export class Calls {
  readonly #rooms: MatchRooms;
  readonly #hooks: CallHooks;
  /** By match: the connections that have come, as ids. */
  readonly #came = new Map<MatchNumber, [string | undefined, string | undefined]>();
  readonly #making = new Set<MatchNumber>();
  /** Rooms of running matches. */
  readonly #roomIds = new Map<MatchNumber, string>();

  constructor(rooms: MatchRooms, hooks: CallHooks) {
    this.#rooms = rooms;
    this.#hooks = hooks;
  }

  /** The page of this connection can play the match that was called for its entrant. */
  come(guest: Guest): void {
    const { entrants, open } = this.#hooks.state();
    const entrant = entrants.find(({ key }) => key === guest.key);
    const match = open.find(({ number }) => number === entrant?.match);
    if (!entrant || !match || match.beganAt !== null) return;
    const came = this.#came.get(match.number) ?? [undefined, undefined];
    came[match.entrants.indexOf(entrant.number)] = guest.id;
    this.#came.set(match.number, came);
    this.#hooks.happened({ type: "arrived", match: match.number, entrant: entrant.number });
  }

  /** A connection is gone: a match that it has come to waits for another one of its entrant's. */
  gone(id: string): void {
    for (const came of this.#came.values())
      for (const index of [0, 1] as const) if (came[index] === id) came[index] = undefined;
  }

  /** Makes the matches that can be made, and ends those that are not to be played on. */
  look(): void {
    const { open } = this.#hooks.state();
    const isOpen = new Set(open.map(({ number }) => number));
    for (const number of this.#came.keys()) if (!isOpen.has(number)) this.#came.delete(number);
    for (const [number, roomId] of this.#roomIds) {
      if (isOpen.has(number)) continue;
      this.#roomIds.delete(number);
      this.#rooms.end(roomId);
    }
    for (const match of open) if (match.beganAt === null) void this.#make(match);
  }

  /** A match has been played. */
  ended(number: MatchNumber, { reason, winner, score }: MatchSummary): void {
    this.#result(number, outcomeOf(reason, winner, score));
  }

  /** A match's room is closed before it was played; `came` says who was there. */
  notPlayed(number: MatchNumber, [left, right]: readonly [boolean, boolean]): void {
    // One that nobody was offered says nothing.
    if (!this.#roomIds.has(number)) return;
    if (left !== right) this.#result(number, { how: "walkover", winner: left ? 0 : 1 });
    else this.#result(number, { how: "void" });
  }

  /** The room of a running match. */
  roomOf(number: MatchNumber): string | undefined {
    return this.#roomIds.get(number);
  }

  close(): void {
    for (const roomId of this.#roomIds.values()) this.#rooms.end(roomId);
    this.#roomIds.clear();
  }

  #result(match: MatchNumber, outcome: MatchOutcome): void {
    // Its players see their result there, and go by themselves.
    this.#roomIds.delete(match);
    this.#hooks.happened({ type: "result", match, outcome });
  }

  async #make(match: OpenMatch): Promise<void> {
    const players = this.#playersOf(match);
    if (!players || this.#making.has(match.number)) return;
    this.#making.add(match.number);
    const { code, state } = this.#hooks;
    const terms = { code, settings: state().settings };
    try {
      const { roomId, offers } = await this.#rooms.make(terms, match, players);
      this.#made(match.number, roomId, players, offers);
    } catch (error) {
      this.#hooks.failed(error);
      this.#result(match.number, { how: "void" });
    } finally {
      this.#making.delete(match.number);
    }
  }

  #made(
    number: MatchNumber,
    roomId: string,
    players: readonly [Player, Player],
    offers: MadeMatch["offers"],
  ): void {
    const isStillOpen = this.#hooks.state().open.some((match) => match.number === number);
    const isHere = ({ guest }: Player) => this.#hooks.guest(guest.id) === guest;
    // Who is gone comes again, and then it is made anew.
    if (!isStillOpen || !players.every(isHere)) return this.#rooms.end(roomId);
    this.#roomIds.set(number, roomId);
    this.#hooks.happened({ type: "began", match: number });
    for (const index of [0, 1] as const) this.#hooks.offer(players[index].guest, offers[index]);
  }

  /** Undefined unless both have come and are there. */
  #playersOf({ number, entrants }: OpenMatch): [Player, Player] | undefined {
    const came = this.#came.get(number);
    const [one, other] = entrants.map((each, index) => {
      const entrant = this.#hooks.state().entrants[each];
      const guest = this.#hooks.guest(came?.[index] ?? "");
      return entrant && guest && { entrant, guest };
    });
    return one && other && [one, other];
  }
}
