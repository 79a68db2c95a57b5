/** The built client asks nothing of a browser that the oldest ones that play don't have. */
import { readdirSync, readFileSync } from "node:fs";
import compat from "@mdn/browser-compat-data" with { type: "json" };
import type { CompatStatement } from "@mdn/browser-compat-data";
import { OLDEST } from "@quickpong/client/platform/oldest-browsers.ts";
import { parseAst } from "vite";
import { beforeAll, expect, test } from "vitest";
import { inTop } from "../lib/paths.ts";
import { run } from "../lib/run-command.ts";

const DIST = inTop("client/dist");
/** The data: names in names; `__compat` says of one who knows it. */
interface Entry {
  [name: string]: Entry;
}
const { api, css, javascript } = compat as unknown as Record<"api" | "css" | "javascript", Entry>;
const builtins = javascript?.["builtins"] as Entry;
type Node = { type: string; [key: string]: unknown };

beforeAll(async () => {
  expect(await run(process.execPath, [inTop("e2e/dev/build-client.ts")])).toBe(0);
}, 60_000);

/** The oldest browsers that lack it: such as "chrome 93". */
function lacking({ support }: CompatStatement): string[] {
  return Object.entries(OLDEST)
    .filter(([browser, oldest]) => {
      const said = support[browser as keyof typeof OLDEST];
      const since = [said ?? []].flat().flatMap((each) => {
        const { version_added: added } = each;
        const usable = !each.flags && !each.prefix && !each.alternative_name;
        return usable && !each.version_removed && typeof added === "string" ? [added] : [];
      });
      const first = Math.min(
        ...since.map((version) => Number.parseFloat(version.replace("≤", ""))),
      );
      return !(first <= Number(oldest));
    })
    .map(([browser, oldest]) => `${browser} ${oldest}`);
}

function isTooNew(entry: Entry | undefined): boolean {
  const statement = entry?.["__compat"] as unknown as CompatStatement | undefined;
  return statement !== undefined && lacking(statement).length > 0;
}

/** Methods by their names: whether one of those called so is known to all. */
function knownMethods(): Map<string, boolean> {
  const known = new Map<string, boolean>();
  for (const entry of Object.values({ ...api, ...builtins })) {
    // Nobody gets hold of an object that is too new itself: its own name is looked for.
    if (isTooNew(entry)) continue;
    for (const [name, method] of Object.entries(entry)) {
      if (name === "__compat" || !method["__compat"]) continue;
      known.set(name, known.get(name) === true || !isTooNew(method));
    }
  }
  return known;
}

/** Names that are too new, and why they may be there. */
const ALLOWED: Record<string, string> = {
  ...named(
    "ours, or of a library",
    "changed drop forget install lost reconnect resize take toArray watch",
  ),
  ...named(
    "ours, or of a library",
    "capture handle identity image seek isVisible setStatus getName side",
  ),
  ...named(
    "the button is there only where it can be done",
    "requestFullscreen exitFullscreen share",
  ),
  ...named("asked for with ?.", "getLayoutMap vibrate isActive canShare"),
  // ArraySchema passes on whatever an array can do; nobody calls it.
  ...named("of a schema's array", "findLast findLastIndex toSorted toReversed toSpliced with"),
};
/** The same for one script alone. */
const ALLOWED_IN: Record<string, Record<string, string>> = {
  "export-panel": named("of gifenc's own stream", "bytes"),
  "export-video": named(
    "fetched only where there is a VideoEncoder",
    "VideoEncoder VideoEncoder.isConfigSupported VideoFrame EncodedVideoChunk EncodedAudioChunk " +
      "OffscreenCanvas copyTo Symbol.dispose Symbol.asyncDispose",
  ),
};
function named(why: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(" ").map((name) => [name, why]));
}

function* nodesOf(node: unknown): Generator<Node> {
  if (node === null || typeof node !== "object") return;
  if ("type" in node) yield node as Node;
  for (const value of Object.values(node)) yield* nodesOf(value);
}

const nameOf = (node: unknown): string => {
  const { type, name } = node as Node;
  return type === "Identifier" ? String(name) : "";
};

/** What a script asks for that is too new. */
function newInScript(text: string, methods: Map<string, boolean>): string[] {
  const found = new Set<string>();
  for (const node of nodesOf(parseAst(text))) {
    const { type, callee, object, property, computed, regex } = node as Node & Record<string, Node>;
    if (type === "StaticBlock") found.add("static block");
    if (regex && /\(\?<[=!]/.test(String(regex["pattern"]))) found.add("lookbehind");
    if (regex && /[vd]/.test(String(regex["flags"]))) found.add("flag of a regular expression");
    if (type === "MemberExpression" && !computed) {
      const [of, name] = [nameOf(object), nameOf(property)];
      const statics = api[of]?.[`${name}_static`] ?? builtins[of]?.[name];
      if (isTooNew(statics)) found.add(`${of}.${name}`);
    }
    if (type !== "CallExpression" && type !== "NewExpression") continue;
    const name = nameOf(callee);
    if (name && isTooNew(api[name] ?? builtins[name])) found.add(name);
    const method = callee?.type === "MemberExpression" ? nameOf(callee["property"]) : "";
    if (methods.get(method) === false) found.add(method);
  }
  return [...found].filter((name) => !Object.hasOwn(ALLOWED, name));
}

/** What of a style sheet is too new, and what becomes of it there. */
const ALLOWED_STYLES: Record<string, string> = {
  "color-mix()": "said again without it by client/older-styles.ts",
  "@container": "said again with @media by client/older-styles.ts",
  container: "as above",
  "user-select": "said again with its prefix",
  ":has": "decides over a gap between lines",
  subgrid: "rows of the two halves are not level",
  ...named("known in a grid for longer, which all of these are", "start end"),
  safe: "what is too high begins at the top, without being centred",
  "field-sizing": "a choice is as wide as its longest word",
  outline: "does not follow round corners",
  ...named("a nicety", "accent-color text-wrap overscroll-behavior -webkit-tap-highlight-color"),
  ...named("a nicety", "-webkit-touch-callout"),
  ...named("one for each kind of engine", ":-webkit-slider-thumb :-moz-range-thumb"),
  ...named("the same", ":-webkit-slider-runnable-track :-moz-range-track"),
};

function newInStyles(sheet: string): string[] {
  const found = new Set<string>();
  const { properties, selectors, "at-rules": rules, types } = css;
  const note = (name: string, entry: Entry | undefined) => {
    if (isTooNew(entry)) found.add(name);
  };
  for (const [, property = "", value = ""] of sheet.matchAll(/[{;]([a-z-]+):([^;}]*)/g)) {
    const entry = properties?.[property];
    note(property, entry);
    // A property that is too new says it all.
    if (!isTooNew(entry)) for (const word of value.split(/[\s,()]+/)) note(word, entry?.[word]);
    for (const [, name = ""] of value.matchAll(/([a-z-]+)\(/g)) {
      for (const type of Object.values(types ?? {})) note(`${name}()`, type[name]);
    }
    for (const [unit] of value.matchAll(/(?<=\d)(cq|dv|sv|lv)[a-z]+/g)) found.add(unit);
  }
  for (const [, name = ""] of sheet.matchAll(/::?([a-z-]+)(?=[^;{}]*\{)/g)) {
    note(`:${name}`, selectors?.[name]);
  }
  for (const [, name = ""] of sheet.matchAll(/@([a-z-]+)/g)) note(`@${name}`, rules?.[name]);
  if (/@media[^{]*[<>]/.test(sheet)) found.add("@media with < or >");
  return [...found].filter((name) => !Object.hasOwn(ALLOWED_STYLES, name));
}

function built(ending: string): [name: string, text: string][] {
  const files = readdirSync(DIST, { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => name.endsWith(ending))
    .map((name) => [name, readFileSync(`${DIST}/${name}`, "utf8")]);
}

test("scripts call nothing that the oldest browsers don't have", () => {
  const methods = knownMethods();
  const found = built(".js").map(([name, text]) => [name, newInScript(text, methods)] as const);
  expect(found.length).toBeGreaterThan(5);
  for (const [name, news] of found) {
    const allowed = ALLOWED_IN[/^assets\/([\w-]+)-[\w-]{8}\.js$/.exec(name)?.[1] ?? ""] ?? {};
    const refused = news.filter((each) => !Object.hasOwn(allowed, each));
    expect.soft(refused, name).toEqual([]);
  }
});

test("styles say nothing that matters in a way the oldest browsers don't know", () => {
  const sheets = built(".css");
  expect(sheets.length).toBeGreaterThan(1);
  for (const [name, css] of sheets) {
    expect.soft(newInStyles(css), name).toEqual([]);
    const count = (pattern: RegExp) => css.match(pattern)?.length ?? 0;
    const containers = count(/@container /g);
    expect
      .soft(count(/@supports not \(container:/g), name)
      .toBeGreaterThanOrEqual(Math.min(1, containers));
    expect
      .soft(/color-mix/.test(css.replaceAll(/@supports[^{]*/g, "")), name)
      .toBe(/@supports not \(color:color-mix/.test(css));
  }
});

test("what is too new is noticed", () => {
  const methods = knownMethods();
  const script = (text: string) => newInScript(text, methods);
  expect(script("a.toSpliced(1)")).toEqual([]);
  expect(script("AbortSignal.timeout(1)")).toEqual(["AbortSignal.timeout"]);
  expect(script("c.roundRect(0, 0, 1, 1, 0)")).toEqual(["roundRect"]);
  expect(script("form.requestSubmit()")).toEqual(["requestSubmit"]);
  expect(script("/(?<=a)b/.test(x)")).toEqual(["lookbehind"]);
  expect(script("class A { static { b() } }")).toEqual(["static block"]);
  expect(script("structuredClone(a)")).toEqual(["structuredClone"]);
  expect(script("[1].at(-1); Object.hasOwn(a, b)")).toEqual([]);
  expect(newInStyles("a{translate:1px;height:5dvh}")).toEqual(["translate", "dvh"]);
  expect(newInStyles("a{color:oklch(1 0 0)}")).toEqual(["oklch()"]);
});
