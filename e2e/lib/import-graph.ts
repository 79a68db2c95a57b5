/** The real import graph of the repository, read from its sources. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { parseSync } from "vite";
import { TOP } from "./paths.ts";

export interface Import {
  /** Both as paths from the top of the repository, `to` also a package's name, such as "phaser". */
  from: string;
  to: string;
}

/** Every TypeScript file of the repository, those that git does not track yet as well. */
export function sourceFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: TOP,
    encoding: "utf8",
  });
  const files = listed.split("\n").filter((file) => /\.m?ts$/.test(file));
  return files.filter((file) => existsSync(posix.join(TOP, file)));
}

/** Every import of the repository's TypeScript, static and dynamic, of types as well. */
export const importsOfAll = (): Import[] =>
  sourceFiles().flatMap((file) => importsOf(file, readFileSync(posix.join(TOP, file), "utf8")));

/** The imports that `source`, the text of `file`, makes, however it writes them. */
export function importsOf(file: string, source: string): Import[] {
  const specifiers = new Set<string>();
  look(parseSync(file, source).program, specifiers);
  return [...specifiers].map((specifier) => ({ from: file, to: resolve(file, specifier) }));
}

const IMPORTING = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

function look(node: unknown, specifiers: Set<string>): void {
  if (typeof node !== "object" || node === null) return;
  const { type, source, argument } = node as {
    type?: string;
    source?: { value?: unknown };
    argument?: { value?: unknown; literal?: { value?: unknown } };
  };
  if (type !== undefined && IMPORTING.has(type)) {
    const said = source?.value ?? argument?.value ?? argument?.literal?.value;
    if (typeof said === "string") specifiers.add(said);
  }
  for (const child of Object.values(node)) look(child, specifiers);
}

/** A path from the top for files of ours, else the package's name. */
function resolve(file: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(file), specifier);
  const [, own, rest] = /^@quickpong\/(\w+)\/(.+)$/.exec(specifier) ?? [];
  if (own) return `${own}/src/${rest}`;
  return specifier;
}

/** Circles among the graph's nodes, each as the list of nodes that lie on it or between its nodes. */
export function circles(edges: readonly Import[]): string[][] {
  const out = new Map<string, string[]>();
  for (const { from, to } of edges) out.set(from, [...(out.get(from) ?? []), to]);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) as number);
    stack.push(node);
    for (const next of out.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next))
        low.set(node, Math.min(low.get(node) as number, low.get(next) as number));
    }
    if (low.get(node) !== index.get(node)) return;
    const members = stack.splice(stack.indexOf(node));
    if (members.length > 1) found.push(members.sort());
  };
  for (const node of out.keys()) if (!index.has(node)) visit(node);
  return found;
}
