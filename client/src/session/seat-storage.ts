/**
 * The seat of a match that is being played, kept over a refresh of the page: a player who comes back to the
 * same address in time goes on playing.
 */
import type { SeatTicket } from "../net/colyseus/colyseus-link.ts";

const KEY = "quickpong.seat";

interface KeptSeat extends SeatTicket {
  path: string;
}

/** Remembers the seat for the next page in this tab. */
export function storeSeat(ticket: SeatTicket): void {
  try {
    const kept: KeptSeat = { ...ticket, path: location.pathname };
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Then a refresh leaves the match.
  }
}

/**
 * The seat kept by a page before at this address. It stays kept: a player who refreshes again on the way back
 * has no other.
 */
export function storedSeat(): SeatTicket | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as KeptSeat | null;
    return kept?.path === location.pathname ? kept : null;
  } catch {
    return null;
  }
}

/** One is back on the kept seat, or it is no longer kept. */
export function clearSeat(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Then there was none.
  }
}
