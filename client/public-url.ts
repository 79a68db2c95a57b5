/**
 * Whoever shows a shared link fetches its picture by a whole address, which only the operator knows:
 * PUBLIC_URL, such as https://pong.example, when the client is built.
 */
import type { Plugin } from "vite";

/** A Vite plugin: puts PUBLIC_URL in front of the picture's address and names the page's own. */
export function publicUrl(url: string | undefined = process.env["PUBLIC_URL"]): Plugin {
  return {
    name: "public-url",
    apply: "build",
    transformIndexHtml: (html) => withPublicUrl(html, url),
  };
}

/** The page as links to it are to be shown; without an address it stays as it is. */
export function withPublicUrl(html: string, url: string | undefined): string {
  if (!url) return html;
  const origin = URL.canParse(url) ? new URL(url).origin : "";
  if (origin !== url.replace(/\/$/, "") || !/^https?:/.test(url)) {
    throw new Error(`PUBLIC_URL=${url}: expected an origin such as https://pong.example`);
  }
  const picture = '<meta property="og:image" content="';
  if (!html.includes(`${picture}/`)) throw new Error("The page has no picture to be shared.");
  const address = `<meta property="og:url" content="${origin}/" />`;
  return html.replace(`${picture}/`, `${address}\n    ${picture}${origin}/`);
}
