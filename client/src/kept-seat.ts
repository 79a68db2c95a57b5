/**
 * The seat of a match that is being played, kept over a refresh of the page: who comes back in time
 * goes on playing.
 */
import type { SeatTicket } from "./net/colyseus-link.ts";

const KEY = "quickpong.seat";

/** Remembers the seat for the next page in this tab. */
export function keepSeat(ticket: SeatTicket): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(ticket));
  } catch {
    // Then a refresh leaves the match.
  }
}

/** The seat kept by the page before, once. */
export function takeKeptSeat(): SeatTicket | null {
  try {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return kept ? (JSON.parse(kept) as SeatTicket) : null;
  } catch {
    return null;
  }
}
