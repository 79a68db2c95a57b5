/** Joins routes to the browser's history: back, forward and refresh do what one expects. */
import { addressOf, parseRoute, type Route } from "./routes.ts";

export interface Navigation {
  /** Goes to a page; the same page again starts it anew. */
  go(route: Route): void;
  /** The page shown now has this address from now on. */
  rename(route: Route): void;
}

/** Calls `show` with the page of the present address now, and whenever it changes. */
export function createNavigation(show: (route: Route) => void): Navigation {
  window.addEventListener("popstate", () => show(parseRoute(location.href)));
  return {
    go(route) {
      const address = withFlags(addressOf(route));
      if (address === location.pathname + location.search) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
      show(route);
    },
    rename: (route) => history.replaceState(null, "", withFlags(addressOf(route))),
  };
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
