/** The same two people, whoever sits left. */
import type { SeatTable } from "./tables.ts";

/** Who sits in a seat: neither is set for bots, and for people who can't be told from others. */
export type Occupant = Pick<SeatTable, "player" | "claim">;

/** What tells somebody from others, if anything does. */
export const keyOf = ({ player, claim }: Occupant): string | null => player ?? claim;

/** Names two people; null when one of them can't be told from others, or both are one. */
export function pairOf(left: Occupant, right: Occupant): string | null {
  const [one, other] = [keyOf(left), keyOf(right)];
  return one !== null && other !== null && one !== other ? pairOfKeys(one, other) : null;
}

/** `pairOf` for ids of players and hashes of claims. */
export const pairOfKeys = (one: string, other: string): string => [one, other].sort().join(" ");

/** Names the same two after the claim of one of them was redeemed; null when it names nobody. */
export function renamed(pair: string | null, claim: string, player: string): string | null {
  const opponent = pair?.split(" ").find((key) => key !== claim);
  return opponent === undefined ? null : pairOfKeys(player, opponent);
}
