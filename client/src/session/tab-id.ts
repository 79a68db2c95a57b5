/** An id of this tab, so that nobody is paired with themself. Lives as long as the tab. */

const KEY = "quickpong.tab";
const BYTES = 12;

/** What it is until the page is left, where storage is forbidden. */
let own = "";

/** The same one whenever it is asked for, after a refresh too where storage is allowed. */
export function tabId(): string {
  own ||= makeId();
  try {
    const known = sessionStorage.getItem(KEY);
    if (known) return known;
    sessionStorage.setItem(KEY, own);
  } catch {
    // Not remembered, then.
  }
  return own;
}

const makeId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(BYTES))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
