/**
 * The private room that this tab has come to, kept over a refresh. A link that is merely opened, as
 * scanners and previews do, comes to none: the seat would be gone for the friend.
 */
const KEY = "quickpong.room";

/** Its player wants to be in the room with this code. */
export function keepRoom(code: string): void {
  try {
    sessionStorage.setItem(KEY, code);
  } catch {
    // Then a refresh asks once more.
  }
}

/** Whether this tab was in the room with this code. */
export function isKeptRoom(code: string): boolean {
  try {
    return sessionStorage.getItem(KEY) === code;
  } catch {
    return false;
  }
}
