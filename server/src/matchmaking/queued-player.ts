/** A player with the matchmaker, and what that player waits for. */

import type { LeaverKeys, PersonIdentity } from "../match/seats.ts";
import type { KnownStrength } from "../rating/rating.ts";
import type { Invite } from "./invite.ts";
import type { QueueEntry } from "./queue.ts";

/**
 * - idle: waits for nothing, such as a player who was turned away and whose connection is about to close.
 * - queued: waits for an opponent.
 * - hosting: has a private match and waits for a guest.
 * - invited: has come with the code of a private match, and waits for its host.
 * - offered: a match is being made. The matchmaker forgets a player when it sends the offer.
 */
export type QueuedPlayerState =
  | { readonly kind: "idle" }
  | { readonly kind: "queued"; readonly entry: QueueEntry }
  | PrivateState
  | { readonly kind: "offered"; readonly invite?: Invite };

/** The state of a player in a private match that has not begun. */
export interface PrivateState {
  readonly kind: "hosting" | "invited";
  readonly invite: Invite;
}

export const IDLE: QueuedPlayerState = { kind: "idle" };

export interface QueuedPlayer {
  /** The lobby session; unique in all processes. */
  readonly id: string;
  /** The process that has the player's connection. */
  readonly processId: string;
  /** The same browser tab is the same player. */
  readonly player: string;
  /** The name that others see. */
  readonly name: string;
  /** The player in the store, whichever the tab. */
  readonly account?: string | undefined;
  readonly rating?: KnownStrength | undefined;
  /** Since when the player has been looking for a match (ms). */
  readonly since: number;
  /** The tab and address that leaving a match is put down to. */
  readonly keys: LeaverKeys;
  /** Whom the player is remembered as; a stranger when left out. */
  readonly identity?: PersonIdentity | undefined;
  /** Plays a bot meanwhile, and is asked before being paired. */
  askFirst: boolean;
  state: QueuedPlayerState;
}

/** All players of a matchmaker by their sessions. */
export type QueuedPlayers = Map<string, QueuedPlayer>;

/** The private match that the player has to do with, if any. */
export const inviteOf = ({ state }: QueuedPlayer): Invite | undefined =>
  "invite" in state ? state.invite : undefined;
