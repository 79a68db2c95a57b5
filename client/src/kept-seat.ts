/**
 * The seat of a match that is being played, kept over a refresh of the page: who comes back to the
 * same address in time goes on playing.
 */
import type { SeatTicket } from "./net/colyseus-link.ts";

const KEY = "quickpong.seat";

interface KeptSeat extends SeatTicket {
  path: string;
}

/** Remembers the seat for the next page in this tab. */
export function keepSeat(ticket: SeatTicket): void {
  try {
    const kept: KeptSeat = { ...ticket, path: location.pathname };
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Then a refresh leaves the match.
  }
}

/** The seat kept by the page before at this address, once. */
export function takeKeptSeat(): SeatTicket | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as KeptSeat | null;
    sessionStorage.removeItem(KEY);
    return kept?.path === location.pathname ? kept : null;
  } catch {
    return null;
  }
}
