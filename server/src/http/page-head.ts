/** What a page says of itself to those who show links to it: title, description, picture and address. Pure. */

export interface PageHead {
  /** For the page's `lang`. */
  lang: string;
  title: string;
  description: string;
  /** Whole addresses. */
  image: string;
  url: string;
}

const TITLE = /<title>[^<]*<\/title>/;
const LANG = /<html lang="[^"]*"/;
const META = /<meta\s+(?:name|property)="(description|og:[a-z]+)"\s+content="[^"]*"\s*\/?>/g;

/** The page with this head in place of its own. What the page does not have is not added, but for its address. */
export function withHead(html: string, head: PageHead): string {
  const metas: Readonly<Record<string, string>> = {
    description: `<meta name="description" content="${escapeHtml(head.description)}" />`,
    "og:title": property("og:title", head.title),
    "og:description": property("og:description", head.description),
    "og:image": property("og:url", head.url) + property("og:image", head.image),
  };
  return html
    .replace(LANG, () => `<html lang="${escapeHtml(head.lang)}"`)
    .replace(TITLE, () => `<title>${escapeHtml(head.title)}</title>`)
    .replace(META, (meta, name: string) => metas[name] ?? meta);
}

const property = (name: string, content: string): string =>
  `<meta property="${name}" content="${escapeHtml(content)}" />`;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it stands in a page, between tags or between quotes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] as string);
