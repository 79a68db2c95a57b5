/** An id of this tab, so that nobody is paired with themself. Lives as long as the tab. */

const KEY = "quickpong.tab";
const BYTES = 12;

export function tabId(): string {
  try {
    const known = sessionStorage.getItem(KEY);
    if (known) return known;
    const made = makeId();
    sessionStorage.setItem(KEY, made);
    return made;
  } catch {
    return makeId();
  }
}

const makeId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(BYTES))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
