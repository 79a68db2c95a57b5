/** What pages say of themselves to those who show links. */
import { readFileSync } from "node:fs";
import { LANGUAGES, type Language } from "@quickpong/shared/protocol/language.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { preferredLanguages } from "../../src/http/client-page.ts";
import { describeLink, type LinkSubject } from "../../src/http/link-texts.ts";
import { type PageHead, withHead } from "../../src/http/page-head.ts";

const page = readFileSync(new URL("../../../client/index.html", import.meta.url), "utf8");
const head: PageHead = {
  lang: "de",
  title: "Ann gegen Bob",
  description: "Ein Spiel",
  image: "https://pong.example/social.png",
  url: "https://pong.example/r/BCDFGH",
};

/** What stands in the page's tags, as a reader of HTML takes it. */
function read(html: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = "", value = ""] of html.matchAll(
    /<meta\s+(?:name|property)="([^"]+)"\s+content="([^"]*)"/g,
  )) {
    expect(found[name], name).toBe(undefined);
    found[name] = plainText(value);
  }
  found["title"] = plainText(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "");
  return found;
}
const SIGNS: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const plainText = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => SIGNS[name] as string);

test("the client's page has every tag that the server fills, once", () => {
  const html = withHead(page, head);
  expect(read(html)).toMatchObject({
    title: head.title,
    description: head.description,
    "og:title": head.title,
    "og:description": head.description,
    "og:image": head.image,
    "og:url": head.url,
    "twitter:card": "summary_large_image",
  });
  expect(html).toContain('<html lang="de"');
  expect(html.slice(html.indexOf("<body>"))).toBe(page.slice(page.indexOf("<body>")));
});

test("SECURITY: whatever a name is, it comes out as it went in, and nothing else changes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (name) => {
      const html = withHead(page, { ...head, title: name, description: `${name}$&$1` });
      expect(read(html)).toMatchObject({ title: name, description: `${name}$&$1` });
      expect(html.match(/<script/g)).toEqual(page.match(/<script/g));
    }),
  );
  const evil = `"><script>alert(1)</script>`;
  expect(withHead(page, { ...head, title: evil })).not.toContain("<script>alert");
});

const SUBJECTS: LinkSubject[] = [
  { kind: "game" },
  { kind: "invite", host: "Ann", points: 11 },
  { kind: "room", left: "Ann", right: "Bob" },
  { kind: "match", left: "Ann", right: "Bob" },
  {
    kind: "replay",
    id: "a".repeat(16),
    left: "Ann",
    right: "Bob",
    score: "7 : 3",
    longestRally: 40,
  },
  { kind: "player", name: "Ann", rating: "1512?", longestRally: 40 },
];

test("every link is described in every language, with all that it is about", () => {
  for (const language of Object.keys(LANGUAGES) as Language[])
    for (const subject of SUBJECTS) {
      const { title, description } = describeLink(subject, language);
      const words = `${title} ${description}`;
      expect(words).not.toMatch(/[{}]|undefined/);
      const { kind, id: _, ...about } = { id: "", ...subject };
      for (const value of Object.values(about)) expect(words, kind).toContain(String(value));
      expect(title.length).toBeLessThanOrEqual(60);
      expect(description.length).toBeLessThanOrEqual(120);
    }
});

test("languages are read in the order in which they are wanted, and nothing breaks the reading", () => {
  expect(preferredLanguages("en;q=0.5, de-AT, fr;q=0, *;q=0.1")).toEqual(["de-AT", "en", "*"]);
  expect(preferredLanguages(undefined)).toEqual([]);
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (header) => {
      expect(preferredLanguages(header)).toBeInstanceOf(Array);
    }),
  );
});
