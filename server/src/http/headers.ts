/** Headers that every answer carries. */
import type { ServerResponse } from "node:http";

/**
 * What the client's pages may load: only our own. Phaser draws its default textures from data
 * URIs and hands images and sounds around as blobs.
 */
const policyFor = (host: string, frames: readonly string[]): string =>
  [
    "default-src 'self'",
    // Said in full, since older browsers' 'self' does not cover WebSockets.
    `connect-src 'self' ws://${host} wss://${host}`,
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "font-src 'self'",
    "style-src 'self'",
    "script-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    ["frame-ancestors 'self'", ...frames].join(" "),
  ].join("; ");

/** `frames`: other origins whose pages may show ours in a frame. */
export function setSecurityHeaders(
  response: ServerResponse,
  host: string,
  frames: readonly string[],
): void {
  response.setHeader("Content-Security-Policy", policyFor(host, frames));
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
}

/** Lets a page of another, allowed origin read the answer. */
export function setCorsHeaders(response: ServerResponse, origin: string): void {
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Vary", "Origin");
  response.setHeader("Access-Control-Allow-Methods", "GET, POST");
  response.setHeader("Access-Control-Allow-Headers", "Content-Type, Accept");
}
