/** Addresses of the pages, both ways. Pure. */
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import { withoutBase } from "@quickpong/shared/protocol/public-url.ts";
import { BASE_PATH } from "../platform/base-path.ts";

/** An arena, a cup, a room for a crowd, or the projector's screen of any of them. */
export type CompetitionPlace = "arena" | "cup" | "crowd" | "screen";

export type Route =
  | { page: "home" }
  /** Look for an opponent and play. */
  | { page: "play" }
  /** Against a bot; without a level that there is, it is asked for. */
  | { page: "practice"; level: string | null }
  /** Two at this screen: the choice, or the match. */
  | { page: "two"; playing: boolean }
  /** A private room; without a code, one is made. */
  | { page: "room"; code: string }
  /** Watch a match: its id, or a private room's code. */
  | { page: "watch"; id: string }
  /** One public match after the other, on a screen that nobody touches. */
  | { page: "tv" }
  /** Score and names of a public match, for streams. */
  | { page: "overlay"; id: string }
  /** For many players; without a code, one is made. The screen is for a projector beside them. */
  | { page: CompetitionPlace; code: string }
  /** A recorded match; `moment` is a time or a part of it, see moment-link.ts. */
  | { page: "replay"; id: string; moment: string }
  /** The same in a frame of somebody else's page. */
  | { page: "embed"; id: string; moment: string }
  /** The player of this browser. */
  | { page: "me" }
  /** Any player, by the public id. */
  | { page: "player"; id: string }
  /** Another device's player comes here, with a code: in the fragment, which no server and no log sees. */
  | { page: "move"; code: string }
  /** The leaderboard. */
  | { page: "top" }
  /** The day's course, against the wall. */
  | { page: "daily" }
  | { page: "privacy" }
  | { page: "unknown"; path: string };

/** Pages whose address is their name. */
const PLAIN = ["play", "me", "top", "daily", "tv", "privacy"] as const;

/** Reads an address such as "/practice?level=pip". */
export function parseRoute(address: string): Route {
  const { pathname: whole, searchParams, hash } = new URL(address, "http://court");
  const pathname = withoutBase(whole, BASE_PATH);
  const path = pathname.replace(/\/+$/, "") || "/";
  const [, place, name] =
    /^\/(r|watch|overlay|player|replay|embed)\/([\w -]{1,40})$/.exec(decode(path)) ?? [];
  if (place === "r" && name) return { page: "room", code: readCode(name) || name };
  if (place === "watch" && name) return { page: "watch", id: readCode(name) || name };
  if (place === "overlay" && name) return { page: "overlay", id: name };
  if (place === "player" && name) return { page: "player", id: name };
  if ((place === "replay" || place === "embed") && name) {
    return { page: place, id: name, moment: searchParams.get("t") ?? "" };
  }
  const plain = PLAIN.find((each) => path === `/${each}`);
  if (plain) return { page: plain };
  const [, kind, code = ""] =
    /^\/(arena|cup|crowd|screen)(?:\/([\w -]{1,40}))?$/.exec(decode(path)) ?? [];
  if (kind) return { page: kind as CompetitionPlace, code: readCode(code) || code };
  switch (path) {
    case "/":
      return { page: "home" };
    case "/practice":
      return { page: "practice", level: searchParams.get("level") || null };
    case "/two":
      return { page: "two", playing: false };
    case "/two/match":
      return { page: "two", playing: true };
    case "/r":
      return { page: "room", code: "" };
    case "/move":
      return { page: "move", code: decode(hash.slice(1, 61)) };
    default:
      return { page: "unknown", path: pathname };
  }
}

/** The address of a page, from the top of its host. */
export const addressOf = (route: Route): string => BASE_PATH + pathOf(route);

function pathOf(route: Route): string {
  switch (route.page) {
    case "home":
      return "/";
    case "practice":
      return route.level ? `/practice?level=${encodeURIComponent(route.level)}` : "/practice";
    case "two":
      return route.playing ? "/two/match" : "/two";
    case "room":
      return `/r${below(route.code)}`;
    case "arena":
    case "cup":
    case "crowd":
    case "screen":
      return `/${route.page}${below(route.code)}`;
    case "watch":
      return `/watch/${encodeURIComponent(route.id)}`;
    case "overlay":
      return `/overlay/${encodeURIComponent(route.id)}`;
    case "play":
    case "me":
    case "top":
    case "daily":
    case "privacy":
    case "tv":
      return `/${route.page}`;
    case "player":
      return `/player/${encodeURIComponent(route.id)}`;
    case "replay":
    case "embed":
      return `/${route.page}/${encodeURIComponent(route.id)}${momentIn(route.moment)}`;
    case "move":
      return route.code ? `/move#${encodeURIComponent(route.code)}` : "/move";
    case "unknown":
      return route.path;
  }
}

const below = (code: string): string => code && `/${encodeURIComponent(code)}`;
const momentIn = (moment: string): string => (moment ? `?t=${encodeURIComponent(moment)}` : "");

/** The code of the private room at this address, else "". */
export function roomIn(address: string): string {
  const route = parseRoute(address);
  return route.page === "room" ? route.code : "";
}

/** A path as it was typed; one that can't be read stays as it is. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
