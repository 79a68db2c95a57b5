/**
 * Imports that outlast a page that was left and comes back as it was (the back/forward cache).
 *
 * Firefox keeps such a page although an import is under way, and the promise of that import is never
 * settled afterwards. A second import of the same module is, with what has been fetched meanwhile.
 */

/** Settles as `load` does; asks once more whenever the page comes back before it has. */
export function importThroughFreeze<T>(load: () => Promise<T>): Promise<T> {
  // Tools that read texts have no page.
  if (typeof window === "undefined") return load();
  const settled = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const ask = () => load().then(resolve, reject);
    const onShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) void ask();
    };
    window.addEventListener("pageshow", onShow, { signal: settled.signal });
    void ask();
  }).finally(() => settled.abort());
}
