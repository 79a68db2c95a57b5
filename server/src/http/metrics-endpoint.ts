/** Metrics for operators: on a port of their own, or for requests that show the token. */
import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Registry } from "prom-client";

/** Where the metrics are. */
export const METRICS_PATH = "/metrics";

export async function sendMetrics(registry: Registry, response: ServerResponse): Promise<void> {
  const text = await registry.metrics();
  response.writeHead(200, { "Content-Type": registry.contentType, "Cache-Control": "no-store" });
  response.end(text);
}

/** Whether the request says the token; takes as long whatever it says. */
export function hasToken(request: IncomingMessage, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ""), digest(`Bearer ${token}`));
}

/** Makes a server for nothing but metrics; it does not listen yet. */
export function createMetricsServer(registry: Registry): Server {
  return createServer((request, response) => {
    if (request.url === METRICS_PATH && request.method === "GET") {
      sendMetrics(registry, response).catch(() => response.destroy());
    } else {
      response.writeHead(404).end();
    }
  });
}
