/**
 * Whoever shows a shared link fetches its picture by a whole address, which only the operator knows:
 * PUBLIC_URL, such as https://pong.example, when the client is built.
 */
import { readPublicUrl } from "@quickpong/shared/protocol/public-url.ts";
import type { Plugin } from "vite";

/**
 * A Vite plugin: puts PUBLIC_URL in front of the picture's address, names the page's own, and has all
 * files asked for below its path.
 */
export function publicUrl(url: string | undefined = process.env["PUBLIC_URL"]): Plugin {
  return {
    name: "public-url",
    apply: "build",
    config: () => ({ base: `${url ? read(url).basePath : ""}/` }),
    transformIndexHtml: { order: "pre", handler: (html) => withPublicUrl(html, url) },
  };
}

/** The page as links to it are to be shown; without an address it stays as it is. */
export function withPublicUrl(html: string, url: string | undefined): string {
  if (!url) return html;
  const { origin, basePath } = read(url);
  const picture = '<meta property="og:image" content="';
  if (!html.includes(`${picture}/`)) throw new Error("The page has no picture to be shared.");
  const top = `${origin}${basePath}/`;
  const address = `<meta property="og:url" content="${top}" />`;
  return html.replace(`${picture}/`, `${address}\n    ${picture}${top}`);
}

function read(url: string) {
  try {
    return readPublicUrl(url);
  } catch (error) {
    throw new Error(`PUBLIC_URL=${url}: ${(error as Error).message}`);
  }
}
