/** The two seats of a match: the player of each, and whether that player is there. */
import type { BotName } from "@quickpong/shared/bot-levels.ts";
import { LEFT, RIGHT, type Side } from "@quickpong/shared/court.ts";
import type { PlayerId, ShownRating } from "@quickpong/shared/protocol/players.ts";
import type { SecretHash } from "../store/store.ts";

/** A player, as far as leaving is concerned. */
export interface LeaverKeys {
  /** The tab's id. */
  tab: string;
  /** Where they come from; undefined when that says nothing: on this machine, or against their own. */
  address: string | undefined;
}

/**
 * Whom a person is remembered as; fixed when the seat is given.
 * - credential: by a secret of theirs, and as the player whose it was then, as far as that was known.
 * - newcomer: as nobody so far; a page of ours, which can keep a secret.
 * - stranger: not at all: a page of another origin, or a program.
 */
export type PersonIdentity =
  | { readonly kind: "credential"; readonly hash: SecretHash; readonly player?: PlayerId }
  | { readonly kind: "newcomer" }
  | { readonly kind: "stranger" };

export const STRANGER: PersonIdentity = { kind: "stranger" };

/**
 * - reserved: its player has not come yet.
 * - here: connected.
 * - dropped: the connection was lost and may come back.
 * - gone: left, or was away for too long; nobody can take it any more.
 */
export type Presence = "reserved" | "here" | "dropped" | "gone";

export interface Seat {
  readonly side: Side;
  /** As shown to others, clean and not empty. */
  readonly name: string;
  /** A bot's level, "wall" in the daily, or "" for a human. A bot is always here. */
  readonly bot: BotName | "";
  /** Puts its player in front of the queue when the opponent never comes. */
  readonly ticket: string;
  /** Since when its player has been looking for a match (ms). */
  readonly since: number;
  /** Where leaving a running match is put down; undefined when it is not. */
  readonly keys: LeaverKeys | undefined;
  /** Of a person; a bot's says nothing. */
  readonly identity: PersonIdentity;
  /** When the seat was given; undefined for who has none. */
  readonly rating: ShownRating | undefined;
  presence: Presence;
  /** Round trip as the player's page measures it (ms), 0 when not known. */
  rtt: number;
}

/** What a seat is given to. */
export type SeatHolder = Pick<Seat, "name" | "ticket" | "since"> &
  Partial<Pick<Seat, "bot" | "keys" | "identity" | "rating">>;
export type Seats = readonly [Seat, Seat];

/** Seats for two; the first is on the left. */
export const seatsFor = (left: SeatHolder, right: SeatHolder): Seats => [
  seatFor(left, LEFT),
  seatFor(right, RIGHT),
];

function seatFor(holder: SeatHolder, side: Side): Seat {
  const presence = holder.bot ? "here" : "reserved";
  const nobody = { bot: "", keys: undefined, identity: STRANGER, rating: undefined } as const;
  return { ...nobody, ...holder, side, presence, rtt: 0 };
}
