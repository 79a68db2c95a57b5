/** Where the built client asks for its files: below the path of PUBLIC_URL, such as https://example.org/pong. */
import { readPublicUrl } from "@quickpong/shared/protocol/public-url.ts";
import type { Plugin } from "vite";

/** A Vite plugin. What the page says of itself, with whole addresses, the server writes (server/src/http/page-head.ts). */
export function publicUrl(url: string | undefined = process.env["PUBLIC_URL"]): Plugin {
  return { name: "public-url", apply: "build", config: () => ({ base: baseOf(url) }) };
}

/** The path below which all files are asked for, with "/" at both ends; throws an Error for what is no address. */
export function baseOf(url: string | undefined): string {
  try {
    return `${url ? readPublicUrl(url).basePath : ""}/`;
  } catch (error) {
    throw new Error(`PUBLIC_URL=${url}: ${(error as Error).message}`);
  }
}
