/**
 * Claims of matches that will be saved later, kept over a refresh of the page: the store may answer when the page
 * that was told of them is gone.
 */
const KEY = "quickpong.claims";
/** The server keeps a match under its claim for so long after its end (ms). */
const GOOD_FOR = 3_600_000;
/** Rooms in which somebody plays while the store fails. */
const CLAIMS_MAX = 5;

interface KeptClaim {
  claim: string;
  /** ms since 1970. */
  until: number;
}

/** Those that are good at `now` (ms since 1970), the oldest first. */
export function keptClaims(now: number): string[] {
  return read(now).map(({ claim }) => claim);
}

/** Remembers a claim for the next page in this tab. */
export function keepClaim(claim: string, now: number): void {
  const kept = read(now).filter((each) => each.claim !== claim);
  write([...kept, { claim, until: now + GOOD_FOR }].slice(-CLAIMS_MAX));
}

/** What the claim was for is settled. */
export function forgetClaim(claim: string, now: number): void {
  const kept = read(now);
  if (kept.some((each) => each.claim === claim)) write(kept.filter((each) => each.claim !== claim));
}

function read(now: number): KeptClaim[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    const isGood = (each: KeptClaim) => typeof each?.claim === "string" && each.until > now;
    return Array.isArray(kept) ? kept.filter(isGood) : [];
  } catch {
    return [];
  }
}

function write(kept: readonly KeptClaim[]): void {
  try {
    if (kept.length === 0) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Then a refresh loses them.
  }
}
