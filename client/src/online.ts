/** Asks the server how many players are online. */

/** The number, or null when the server can't be reached. */
export async function fetchOnline(): Promise<number | null> {
  try {
    const answer = await fetch("/api/online", { signal: AbortSignal.timeout(4000) });
    if (!answer.ok) return null;
    const { online } = (await answer.json()) as { online?: unknown };
    return typeof online === "number" ? online : null;
  } catch {
    return null;
  }
}
