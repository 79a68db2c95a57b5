/**
 * The built client, served from memory. It is read once, at the start: nothing is opened for a
 * request, so nothing stays open, and a build that comes later changes nothing for this process.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { HttpError } from "./body.ts";
import { type BuiltFile, readBuild, type Variant } from "./built-files.ts";
import { ClientPages } from "./client-page.ts";
import type { PageHead } from "./page-head.ts";

/** A client that takes an answer more slowly (bytes/s) is cut off, once the first `GRACE` (ms) is over. */
const SLOWEST = 2000;
const GRACE = 30_000;
/** A file takes one unit of its address's budget for so many bytes, and for what is left of them. */
const UNIT_BYTES = 10_000;

export interface StaticFiles {
  /**
   * What the answer takes of the budget for files (units of 10 kB); undefined when the path names no
   * file of the build.
   */
  cost(request: IncomingMessage, path: string): number | undefined;
  /** Answers with the file, or with the client's page when the path can be one of its routes. */
  send(request: IncomingMessage, response: ServerResponse, path: string): void;
  /** Whether the path is answered with the client's page. */
  isPage(path: string): boolean;
  /** Answers with the client's page under this head. */
  sendPage(request: IncomingMessage, response: ServerResponse, head: PageHead): Promise<void>;
}

/** Reads the client in `dir`; throws when a file there can't be read. */
export function staticFiles(dir: string): StaticFiles {
  const files = readBuild(dir);
  const page = files.get("/");
  const pages = page && new ClientPages(page);
  return {
    cost(request, path) {
      const file = files.get(path);
      return file && costOf(request, variantFor(request, file));
    },
    send(request, response, path) {
      if (!page) return notBuilt(response);
      const file = files.get(path) ?? (isRoute(path) ? page : undefined);
      if (!file) throw new HttpError(404, "not found");
      sendFile(request, response, file);
    },
    isPage: (path) => path === "/" || (!files.has(path) && isRoute(path)),
    async sendPage(request, response, head) {
      if (!pages) return notBuilt(response);
      const file = await pages.make(head);
      response.appendHeader("Vary", "Accept-Language");
      sendFile(request, response, file);
    },
  };
}

/** A file's name has a dot, a route's has none; and nothing hidden is for anybody. */
const isRoute = (path: string): boolean =>
  !path.startsWith("/assets/") &&
  !path.includes("/.") &&
  !path.includes(".", path.lastIndexOf("/"));

function costOf(request: IncomingMessage, { etag, body }: Variant): number {
  if (request.method === "HEAD" || isKnown(request, etag)) return 1;
  return Math.max(1, Math.ceil(body.length / UNIT_BYTES));
}

/** Answers with the variant that suits the client, or that it has it already. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: BuiltFile,
): void {
  const variant = variantFor(request, file);
  const { encoding, etag, body } = variant;
  response.setHeader("Cache-Control", file.caching);
  response.setHeader("ETag", etag);
  if (file.variants.length > 1) response.appendHeader("Vary", "Accept-Encoding");
  if (isKnown(request, etag)) {
    response.statusCode = 304;
    return void response.end();
  }
  response.setHeader("Content-Type", file.type);
  response.setHeader("Content-Length", body.length);
  if (encoding) response.setHeader("Content-Encoding", encoding);
  if (request.method === "HEAD") return void response.end();
  endSlowReaders(response, body.length);
  response.end(body);
}

/**
 * The body is the same for all, so a client that does not read costs what the system keeps for a connection.
 * Node ends a client that takes nothing (server.ts); this ends one that takes next to nothing, for ever.
 */
function endSlowReaders(response: ServerResponse, bytes: number): void {
  const patience = GRACE + (1000 * bytes) / SLOWEST;
  const timer = setTimeout(() => response.destroy(), patience);
  timer.unref();
  response.once("close", () => clearTimeout(timer));
}

/** The best that the client can read: compressed if it says so. */
function variantFor({ headers }: IncomingMessage, { variants }: BuiltFile): Variant {
  const accepted = entriesOf(headers["accept-encoding"]).map(codingOf);
  return (
    variants.find(({ encoding }) => encoding && accepted.includes(encoding)) ??
    (variants.at(-1) as Variant)
  );
}

/** The coding of an entry such as "br;q=0.5"; undefined when it is refused with "q=0". */
function codingOf(entry: string): string | undefined {
  const [coding = "", weight = "q=1"] = entry.split(";", 2);
  return Number(weight.trim().slice(2)) > 0 ? coding.trim().toLowerCase() : undefined;
}

/** Whether the client has it. A proxy that changed the compression has made the tag a weak one. */
function isKnown({ headers }: IncomingMessage, etag: string): boolean {
  const known = entriesOf(headers["if-none-match"]).map((entry) => entry.trim());
  return known.some((tag) => tag === "*" || tag === etag || tag === `W/${etag}`);
}

/** More than any browser sends: of a longer list only so many entries count. */
const ENTRIES_MAX = 20;
const entriesOf = (list: string | undefined): string[] => (list ?? "").split(",", ENTRIES_MAX);

function notBuilt(response: ServerResponse): void {
  const text = "The client is not built. Run: npm run build\n";
  response.writeHead(503, { "Content-Type": "text/plain" }).end(text);
}
