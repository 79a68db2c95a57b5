/**
 * Lets practice work offline. BUILD, PAGE and FILES stand above this text once it is built.
 *
 * A page always comes from the network when there is one, so nobody plays an old client against a
 * newer server; what its files are called changes with their content, so those come from the cache.
 * A new worker waits until the last page of the old one is closed, and only then clears away what
 * that page might still have needed.
 */
const CACHE = `quickpong-${BUILD}`;
/** A network that takes longer counts as none (ms). */
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...FILES])));
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    const old = (await caches.keys()).filter((name) => name !== CACHE);
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
});

/** The page, fresh if possible. */
async function page(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    // A proxy's error page is no page of ours.
    if (answer.status < 500) return answer;
  } catch {
    // No network, or no server.
  }
  return (await caches.match(PAGE)) ?? Response.error();
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}
