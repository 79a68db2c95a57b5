/** Joins routes to the browser's history: back, forward and refresh do what one expects. */
import { addressOf, parseRoute, type Route } from "./routes.ts";

/** Is told of a way out of the page and how it goes on; returns whether it has to wait. */
export type LeaveQuestion = (goOn: () => void) => boolean;

export interface Navigation {
  /** Calls `show` with the page of the present address whenever the browser's history changes, and on `go`. */
  listen(show: (route: Route) => void): void;
  /** Goes to a page; the same page again starts it anew. */
  go(route: Route): void;
  /** The page shown now has this address from now on. */
  rename(route: Route): void;
  /** Whether the browser's own back and forward may leave the page is up to `hold` until another is set. */
  setLeaveGuard(hold: LeaveQuestion | null): void;
}

/** An entry of the browser's history. */
interface Entry {
  /** Its number; the one that the game was opened in has 0. */
  at: number;
  /** The page of the entry before once more: going back from it leaves that page, and is noticed. */
  again?: boolean;
}

/** Takes the browser's history over. */
export function createNavigation(): Navigation {
  let show = (_: Route): void => {};
  /** What is shown; entries of others say nothing. */
  let entry: Entry = entryOf(history.state) ?? { at: 0 };
  let hold: LeaveQuestion | null = null;
  let returning = false;
  let left = false;
  const replace = (address: string) => history.replaceState(entry, "", address);
  replace(location.href);
  /** Going back from the entry that the game was opened in would be heard of too late. */
  const guard = () => {
    if (!hold || entry.at > 0) return;
    entry = { at: 1, again: true };
    history.pushState(entry, "", location.href);
  };
  // Browsers skip entries that were made before anybody had pressed anything.
  for (const press of ["pointerdown", "keydown"]) window.addEventListener(press, guard, true);
  window.addEventListener("popstate", ({ state }) => {
    const to = entryOf(state) ?? entry;
    const way = to.at - entry.at;
    if (returning) {
      returning = way !== 0;
      if (returning) history.go(-way);
      return;
    }
    const same = way === 1 ? to.again : way === -1 && entry.again;
    const goOn = () => {
      hold = null;
      left = true;
      history.go(way);
    };
    if (way !== 0 && hold?.(goOn)) {
      // The browser has gone already.
      returning = true;
      history.go(-way);
      return;
    }
    entry = to;
    if (!same) show(parseRoute(location.href));
    else if (way < 0) {
      // There may be nothing to go back to.
      if (left) {
        replace(withFlags(addressOf(HOME)));
        show(HOME);
      }
      history.back();
    }
    left = false;
  });
  return {
    listen(listener) {
      show = listener;
    },
    go(route) {
      const address = withFlags(addressOf(route));
      if (address === location.pathname + location.search) replace(address);
      else {
        entry = { at: entry.at + 1 };
        history.pushState(entry, "", address);
      }
      show(route);
    },
    rename: (route) => replace(withFlags(addressOf(route))),
    setLeaveGuard(next) {
      hold = next;
      if (navigator.userActivation?.hasBeenActive) guard();
    },
  };
}

const HOME: Route = { page: "home" };

function entryOf(state: unknown): Entry | null {
  return typeof (state as Entry | null)?.at === "number" ? (state as Entry) : null;
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
