/** The two seats of a match: who they were given to, and whether that player is there. */
import { LEFT, RIGHT, type Side } from "@quickpong/shared/court.ts";

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
  /** Puts its player in front of the queue when the opponent never comes. */
  readonly ticket: string;
  /** Since when its player has been looking for a match (ms). */
  readonly since: number;
  presence: Presence;
}

/** What a seat is given to. */
export type SeatHolder = Pick<Seat, "name" | "ticket" | "since">;
export type Seats = readonly [Seat, Seat];

/** Seats for two; the first is on the left. */
export const seatsFor = (left: SeatHolder, right: SeatHolder): Seats => [
  { ...left, side: LEFT, presence: "reserved" },
  { ...right, side: RIGHT, presence: "reserved" },
];
