/** Addresses of the pages, both ways. Pure. */

export const PRACTICE_LEVELS = ["beginner", "club", "pro"] as const;
export type PracticeLevel = (typeof PRACTICE_LEVELS)[number];

export type Route =
  | { page: "home" }
  /** Look for an opponent and play. */
  | { page: "play" }
  /** Against the machine; without a level, it is asked for. */
  | { page: "practice"; level: PracticeLevel | null }
  | { page: "unknown"; path: string };

/** Reads an address such as "/practice?level=pro". */
export function parseRoute(address: string): Route {
  const { pathname, searchParams } = new URL(address, "http://court");
  switch (pathname.replace(/(?<=.)\/+$/, "")) {
    case "/":
      return { page: "home" };
    case "/play":
      return { page: "play" };
    case "/practice":
      return { page: "practice", level: asLevel(searchParams.get("level")) };
    default:
      return { page: "unknown", path: pathname };
  }
}

/** The address of a page. */
export function addressOf(route: Route): string {
  switch (route.page) {
    case "home":
      return "/";
    case "play":
      return "/play";
    case "practice":
      return route.level ? `/practice?level=${route.level}` : "/practice";
    case "unknown":
      return route.path;
  }
}

const asLevel = (value: string | null): PracticeLevel | null =>
  PRACTICE_LEVELS.find((level) => level === value) ?? null;
