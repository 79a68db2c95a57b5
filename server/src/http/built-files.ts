/** The files of the built client, read into memory once. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, sep } from "node:path";

/** A file as it is, or as the build compressed it. */
export interface Variant {
  /** Its Content-Encoding; undefined for the file as it is. */
  encoding: "br" | "gzip" | undefined;
  /** Strong: a hash of these very bytes, with its quotes. */
  etag: string;
  body: Buffer;
}

export interface BuiltFile {
  type: string;
  caching: string;
  /** In the order in which they are preferred; the last one is the file as it is. */
  variants: readonly [...Variant[], Variant];
}

/** By the path at which a file is asked for, such as "/assets/main-a1B2c3D4.js". */
export type BuiltFiles = ReadonlyMap<string, BuiltFile>;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html;charset=utf-8",
  ".js": "text/javascript;charset=utf-8",
  ".css": "text/css;charset=utf-8",
  ".txt": "text/plain;charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};
const ENCODINGS = { ".br": "br", ".gz": "gzip" } as const;
/** The build puts a hash of the content into the names of these, so they never change. */
const HASHED = "/assets/";
const PAGE = "/index.html";

/** Reads the build in `dir`, empty when there is none; throws when a file of it can't be read. */
export function readBuild(dir: string): BuiltFiles {
  const files = new Map<string, BuiltFile>();
  if (!existsSync(join(dir, PAGE))) return files;
  const names = readdirSync(dir, { recursive: true, encoding: "utf8" });
  for (const name of names) {
    const path = `/${name.split(sep).join("/")}`;
    // What is hidden is for nobody.
    if (path.includes("/.") || extname(path) in ENCODINGS || !statSync(join(dir, name)).isFile())
      continue;
    files.set(path, readBuilt(join(dir, name), path));
  }
  const page = files.get(PAGE);
  if (page) files.set("/", page);
  return files;
}

function readBuilt(file: string, path: string): BuiltFile {
  const encoded = Object.entries(ENCODINGS).filter(([ending]) => existsSync(file + ending));
  const variants = encoded.map(([ending, encoding]) => readVariant(file + ending, encoding));
  return {
    type: TYPES[extname(path)] ?? "application/octet-stream",
    caching: path.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache",
    variants: [...variants, readVariant(file, undefined)],
  };
}

const readVariant = (file: string, encoding: Variant["encoding"]): Variant =>
  newVariant(readFileSync(file), encoding);

/** These bytes, with their tag. */
export function newVariant(body: Buffer, encoding: Variant["encoding"]): Variant {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  return { encoding, etag, body };
}
