/**
 * What a process needs from the others. `Alone` is the usual case: everything is here, and nothing
 * is asked. In a cluster the oldest process's lobby is everybody's, and matches are spread.
 */
import type { InviteAnswer, WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";
import type { LeaverKeys } from "../lobby/leavers.ts";
import type { MatchOrder } from "../lobby/offers.ts";

/** Where a request to join comes from. */
export interface From {
  local: boolean;
  address: string;
}

/** What a process can do by itself. */
export interface Own {
  matchmake(path: string, options: Record<string, unknown>, from: From): Promise<unknown>;
  openMatch(order: MatchOrder): Promise<[unknown, unknown]>;
  invite(code: string): InviteAnswer;
  /** Who left a running match. */
  left(keys: LeaverKeys): void;
  /** The holder of `ticket` has waited `ms` in vain. */
  inVain(ticket: string, ms: number): void;
  online(): number;
  matches(): number;
  watchable(): readonly WatchableMatch[];
}

type Remote = Omit<Own, "invite" | "matches">;

export interface Cluster extends Remote {
  invite(code: string): InviteAnswer | Promise<InviteAnswer>;
  /** Whether this process's lobby is the one where players wait. */
  leads(): boolean;
  /** This process takes on nothing more: others lead and get the matches. */
  retire(): void;
  close(): void;
}

const nothing = () => {};

/** The only process. */
export const alone = (own: Own): Cluster => ({
  ...own,
  leads: () => true,
  retire: nothing,
  close: nothing,
});
