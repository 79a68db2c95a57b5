/** The game's address as its players see it, which the client's build and the server are told alike. */

export interface PublicAddress {
  /** Such as "https://pong.example". */
  origin: string;
  /** The path below which the game is served: "" at the top of its host, else such as "/pong". */
  basePath: string;
}

/** A host as browsers write it; below it plain segments only, since the path is put into pages. */
const PUBLIC_URL = /^(https?:\/\/(?:[a-z\d.-]+|\[[\da-f:.]+\])(?::\d{1,5})?)((?:\/[\w-]+)*)\/?$/;

/** Reads an address such as https://pong.example or https://example.org/pong/; throws an Error otherwise. */
export function readPublicUrl(value: string): PublicAddress {
  const [, origin, basePath = ""] = PUBLIC_URL.exec(value) ?? [];
  if (origin !== undefined) return { origin, basePath };
  throw new Error("expected an address such as https://pong.example or https://example.org/pong");
}

/** `path` as it is below `basePath`; unchanged when it is not below it, as when a proxy has cut that off. */
export function withoutBase(path: string, basePath: string): string {
  if (basePath === "" || !path.startsWith(basePath)) return path;
  const rest = path.slice(basePath.length);
  if (rest.startsWith("/")) return rest;
  return rest === "" || rest.startsWith("?") ? `/${rest}` : path;
}
