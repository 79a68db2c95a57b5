/** The built client. Every path that is not a file is a route of the client: index.html. */
import { existsSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import sirv from "sirv";

/** The build puts a hash of the content into these names, so they never change. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/;

export type StaticFiles = (request: IncomingMessage, response: ServerResponse) => void;

export function staticFiles(dir: string): StaticFiles {
  if (!existsSync(join(dir, "index.html"))) return notBuilt;
  const serve = sirv(dir, {
    brotli: true,
    gzip: true,
    etag: true,
    single: true,
    setHeaders: (response, path) => {
      const caching = HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
      response.setHeader("Cache-Control", caching);
    },
  });
  return (request, response) => {
    // Ranges are of no use here, and one that ends before it begins throws.
    delete request.headers.range;
    serve(request, response, () => {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("Not found\n");
    });
  };
}

const notBuilt: StaticFiles = (_, response) => {
  const text = "The client is not built. Run: npm run build\n";
  response.writeHead(503, { "Content-Type": "text/plain" }).end(text);
};
