/** Joins routes to the browser's history: back, forward and refresh do what one expects. */
import { addressOf, parseRoute, type Route } from "./routes.ts";

/** Is told of a way out of the page and how it goes on; returns whether it has to wait. */
export type Hold = (goOn: () => void) => boolean;

export interface Navigation {
  /** Goes to a page; the same page again starts it anew. */
  go(route: Route): void;
  /** The page shown now has this address from now on. */
  rename(route: Route): void;
  /** Whether the browser's own back and forward may leave the page is up to `hold` until another is set. */
  hold(hold: Hold | null): void;
}

/** Calls `show` with the page of the present address now, and whenever it changes. */
export function createNavigation(show: (route: Route) => void): Navigation {
  /** The number of the entry that is shown; entries of others have none. */
  let at = numberOf(history.state) ?? 0;
  let hold: Hold | null = null;
  let returning = false;
  const replace = (address: string) => history.replaceState({ at }, "", address);
  replace(location.href);
  window.addEventListener("popstate", ({ state }) => {
    const to = numberOf(state) ?? at;
    const way = to - at;
    if (returning) {
      returning = way !== 0;
      if (returning) history.go(-way);
      return;
    }
    const goOn = () => {
      hold = null;
      history.go(way);
    };
    if (way !== 0 && hold?.(goOn)) {
      // The browser has gone already.
      returning = true;
      history.go(-way);
      return;
    }
    at = to;
    show(parseRoute(location.href));
  });
  return {
    go(route) {
      const address = withFlags(addressOf(route));
      if (address === location.pathname + location.search) replace(address);
      else history.pushState({ at: ++at }, "", address);
      show(route);
    },
    rename: (route) => replace(withFlags(addressOf(route))),
    hold(next) {
      hold = next;
    },
  };
}

function numberOf(state: unknown): number | null {
  const at = (state as { at?: unknown } | null)?.at;
  return typeof at === "number" ? at : null;
}

/** Switches for tests stay on from page to page. */
const FLAGS = ["probe", "renderer"];
function withFlags(address: string): string {
  const url = new URL(address, location.origin);
  const now = new URLSearchParams(location.search);
  for (const flag of FLAGS) {
    const value = now.get(flag);
    if (value !== null) url.searchParams.set(flag, value);
  }
  return url.pathname + url.search;
}
