/** A newer page in place of this one, however slow the line is. */

/** The service worker takes it away and then waits for the network: see `offline/service-worker.js`. */
const RENEW = "quickpong-renew";

/** Reloads; without a service worker the browser waits by itself. */
export async function renewPage(): Promise<void> {
  try {
    await caches.open(RENEW);
  } catch {
    // A browser that keeps nothing has no old page to show.
  }
  location.reload();
}
