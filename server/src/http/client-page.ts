/** The client's page, with the head that its address deserves. Pages are kept, since many ask for the same ones. */
import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { chooseLanguage, languageTag } from "@quickpong/shared/protocol/language.ts";
import type { Config } from "../config.ts";
import { BoundedMap } from "../limits/bounded-map.ts";
import { type BuiltFile, newVariant } from "./built-files.ts";
import { describeLink, type LinkSubject } from "./link-texts.ts";
import { type PageHead, withHead } from "./page-head.ts";
import { picturePath } from "./replay-paths.ts";
import type { RequestInfo } from "./request-info.ts";
import { cookiePlace } from "./visitor.ts";

/** Of some 6 kB each. */
const PAGES_KEPT = 500;
/** Of a page of 3 kB the best level makes 30 bytes less, in five times the time. */
const BROTLI_QUALITY = 5;
const PICTURE = "/social.png";
/** More than any browser sends (characters). */
const ACCEPT_LANGUAGE_MAX = 200;

type Settings = Pick<Config, "proxies" | "publicAddress">;

export class ClientPages {
  readonly #html: string;
  readonly #built: BuiltFile;
  readonly #made = new BoundedMap<string, Promise<BuiltFile>>(PAGES_KEPT);

  /** `built`: the page as the build left it. */
  constructor(built: BuiltFile) {
    this.#built = built;
    this.#html = built.variants.at(-1)!.body.toString("utf8");
  }

  /** The page with this head, compressed in both ways. */
  make(head: PageHead): Promise<BuiltFile> {
    const key = JSON.stringify(head);
    const kept = this.#made.get(key);
    if (kept) return kept;
    const made = this.#compress(withHead(this.#html, head));
    this.#made.set(key, made);
    return made;
  }

  async #compress(html: string): Promise<BuiltFile> {
    if (html === this.#html) return this.#built;
    const body = Buffer.from(html);
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
    const [brotli, zipped] = await Promise.all([
      promisify(brotliCompress)(body, { params }),
      promisify(gzip)(body),
    ]);
    const { type, caching } = this.#built;
    const variants = [newVariant(brotli, "br"), newVariant(zipped, "gzip")] as const;
    return { type, caching, variants: [...variants, newVariant(body, undefined)] };
  }
}

/** The head of the page at this address, in the language of its reader. */
export function headOf(
  subject: LinkSubject,
  request: IncomingMessage,
  { host, path }: Pick<RequestInfo, "host" | "path">,
  settings: Settings,
): PageHead {
  const language = chooseLanguage(null, preferredLanguages(request.headers["accept-language"]));
  const top = addressOf(request, host, settings);
  // An address that leads nowhere in particular is that of the game.
  const url = subject.kind === "game" ? `${top}/` : top + path;
  return {
    lang: languageTag(language),
    ...describeLink(subject, language),
    image: top + pictureOf(subject),
    url,
  };
}

/** The path of the picture that goes with a link, 1200 by 630. */
const pictureOf = (subject: LinkSubject): string =>
  subject.kind === "replay" ? picturePath(subject.id) : PICTURE;

/** The game's address as this request's sender knows it, without "/" at its end. */
function addressOf(request: IncomingMessage, host: string, settings: Settings): string {
  const { publicAddress } = settings;
  if (publicAddress) return publicAddress.origin + publicAddress.basePath;
  return `${cookiePlace(request, settings).secure ? "https" : "http"}://${host}`;
}

/** The languages of an Accept-Language header, the most wanted first. */
export function preferredLanguages(header: string | undefined): string[] {
  const entries = (header ?? "").slice(0, ACCEPT_LANGUAGE_MAX).split(",");
  const weighed = entries.map((entry) => {
    const [tag = "", weight = "q=1"] = entry.split(";", 2);
    return { tag: tag.trim(), weight: Number(weight.trim().slice(2)) || 0 };
  });
  const wanted = weighed.filter(({ tag, weight }) => tag !== "" && weight > 0);
  return wanted.toSorted((a, b) => b.weight - a.weight).map(({ tag }) => tag);
}
