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
  /** Keeps what the page shown now wants to find again when it is come back to, or loaded anew. */
  keepNote(note: unknown): void;
  /** What the page shown now has kept. */
  readNote(): unknown;
}

/** An entry of the browser's history. */
interface Entry {
  /** Its number; the one that the game was opened in has 0. */
  at: number;
  /** The page of the entry before once more: going back from it leaves that page, and is noticed. */
  again?: boolean;
  /** The page's own, see keepNote. */
  note?: unknown;
}

/** Takes the browser's history over. */
export function createNavigation(): Navigation {
  const entries = new HistoryEntries();
  return {
    listen: (show) => entries.listen(show),
    go: (route) => entries.go(route),
    rename: (route) => entries.replace(withFlags(addressOf(route))),
    setLeaveGuard: (hold) => entries.setLeaveGuard(hold),
    keepNote: (note) => entries.keepNote(note),
    readNote: () => entries.note,
  };
}

class HistoryEntries {
  private show = (_: Route): void => {};
  /** What is shown; entries of others say nothing. */
  private entry: Entry = entryOf(history.state) ?? { at: 0 };
  private hold: LeaveQuestion | null = null;
  private returning = false;
  /** The guard was asked, and let the page be left. */
  private left = false;

  constructor() {
    this.replace(location.href);
    // Browsers skip entries that were made before anybody had pressed anything.
    for (const press of ["pointerdown", "keydown"]) {
      window.addEventListener(press, () => this.guard(), true);
    }
    window.addEventListener("popstate", ({ state }) => this.moved(entryOf(state) ?? this.entry));
  }

  listen(show: (route: Route) => void): void {
    this.show = show;
  }

  replace(address: string): void {
    history.replaceState(this.entry, "", address);
  }

  go(route: Route): void {
    const address = withFlags(addressOf(route));
    if (new URL(address, location.href).href === location.href) this.keepNote(undefined);
    else {
      this.entry = { at: this.entry.at + 1 };
      history.pushState(this.entry, "", address);
    }
    this.show(route);
  }

  get note(): unknown {
    return this.entry.note;
  }

  keepNote(note: unknown): void {
    this.entry = { ...this.entry, note };
    this.replace(location.href);
  }

  setLeaveGuard(hold: LeaveQuestion | null): void {
    this.hold = hold;
    if (navigator.userActivation?.hasBeenActive) this.guard();
  }

  /** Going back from the entry that the game was opened in would be heard of too late. */
  private guard(): void {
    if (!this.hold || this.entry.at > 0) return;
    this.entry = { ...this.entry, at: 1, again: true };
    history.pushState(this.entry, "", location.href);
  }

  /** The browser has gone to the entry `to` already. */
  private moved(to: Entry): void {
    const way = to.at - this.entry.at;
    if (this.returning) {
      this.returning = way !== 0;
      if (this.returning) history.go(-way);
    } else if (way !== 0 && this.hold?.(() => this.leave(way))) {
      this.returning = true;
      history.go(-way);
    } else {
      this.follow(to, way);
    }
  }

  private leave(way: number): void {
    this.hold = null;
    this.left = true;
    history.go(way);
  }

  private follow(to: Entry, way: number): void {
    const same = way === 1 ? to.again : way === -1 && this.entry.again;
    this.entry = to;
    if (!same) this.show(parseRoute(location.href));
    else if (way < 0) {
      // There may be nothing to go back to.
      if (this.left) {
        this.replace(withFlags(addressOf(HOME)));
        this.show(HOME);
      }
      history.back();
    }
    this.left = false;
  }
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
  return url.pathname + url.search + url.hash;
}
