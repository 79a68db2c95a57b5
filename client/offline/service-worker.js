/**
 * Lets practice work offline. BUILD, PAGE, FILES and ON_DEMAND stand above this text once it is built.
 *
 * A page always comes from the network when there is one, so nobody plays an old client against a
 * newer server; what its files are called changes with their content, so those come from the cache.
 * Of ON_DEMAND (languages, scripts) it keeps what this visitor has had, so that a first visit is not
 * followed by requests for seven languages.
 * A new worker waits until the last page of the old one is closed, and only then clears away what
 * that page might still have needed.
 */
const CACHE = `quickpong-${BUILD}`;
/** A network that takes longer counts as none (ms), unless the page has been asked to renew itself. */
const PATIENCE = 4000;
/** A page makes this to get a newer one in its place: see `platform/reload.ts`. */
const RENEW = "quickpong-renew";

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

async function install() {
  const before = new Set();
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) before.add(stemOf(url));
  const stillWanted = ON_DEMAND.filter((path) => before.has(stemOf(path)));
  const cache = await caches.open(CACHE);
  await cache.addAll([PAGE, ...FILES, ...stillWanted]);
  const others = ON_DEMAND.filter((path) => !stillWanted.includes(path));
  const had = await Promise.all(others.map((path) => keepIfHad(cache, path)));
  // A language has two files of one name: a visitor who has had one will want the other.
  const stems = others.filter((_, n) => had[n]).map(stemOf);
  await cache.addAll(others.filter((path, n) => !had[n] && stems.includes(stemOf(path))));
}

/** A file's address without its folder and the hash of its content ("-", 8 letters and the ending). */
const stemOf = (path) => path.slice(path.lastIndexOf("/") + 1, path.lastIndexOf(".") - 9);

/** Keeps what the page itself has fetched, and says whether it had; asks nobody for it. */
async function keepIfHad(cache, path) {
  const had = { cache: "only-if-cached", mode: "same-origin" };
  const answer = await fetch(path, had).catch(() => undefined);
  if (answer?.ok) await cache.put(path, answer);
  return answer?.ok === true;
}

self.addEventListener("activate", (event) => {
  const clear = async () => {
    const old = (await caches.keys()).filter((name) => name !== CACHE && name !== RENEW);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (FILES.includes(pathname)) event.respondWith(file(request));
  else if (ON_DEMAND.includes(pathname)) event.respondWith(fileOnDemand(request));
});

/** The page, fresh if possible. */
async function page(request) {
  const patient = await caches.delete(RENEW);
  const fresh = fetch(request);
  // When the kept page is shown instead, nobody asks what became of it.
  fresh.catch(() => undefined);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  try {
    const answer = await (patient ? fresh : Promise.race([fresh, late]));
    // A proxy's error page is no page of ours.
    if (answer?.status < 500) return answer;
  } catch {
    // No network, or no server.
  }
  return (await caches.match(PAGE)) ?? fresh;
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function fileOnDemand(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}
