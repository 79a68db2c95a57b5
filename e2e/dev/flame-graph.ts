/** A flame graph as one page that needs nothing else. Click on a call to see it alone. */
import type { Call } from "./cpu-profile.ts";

/** Calls narrower than this share of the whole are not drawn. */
const NARROW = 0.0008;

const STYLE = `
:root { color-scheme: light dark; }
body { font: 14px system-ui, sans-serif; margin: 1rem; }
#graph { position: relative; }
#graph button { position: absolute; height: 18px; padding: 0 3px; border: 1px solid Canvas; overflow: hidden;
  white-space: nowrap; text-align: left; font: 11px/16px system-ui, sans-serif; color: #000; cursor: pointer; }
#graph button:hover, #graph button:focus-visible { outline: 2px solid CanvasText; z-index: 1; }`;

/** Runs in the browser: draws the calls of the one that was clicked on. */
const SCRIPT = `
const graph = document.getElementById("graph");
function draw(root, line) {
  graph.replaceChildren();
  let depth = 0;
  const put = (call, x, width, level, colour, to) => {
    const box = document.createElement("button");
    const ms = (call.t / 1000).toFixed(1) + " ms, own " + (call.s / 1000).toFixed(1) + " ms";
    box.textContent = call.n;
    box.title = call.n + "  " + call.w + "\\n" + ms + "\\n" + (100 * call.t / all.t).toFixed(2) + " %";
    box.style.cssText = "left:" + 100 * x + "%;width:" + 100 * width + "%;top:" + 19 * level + "px;background:" + colour;
    box.onclick = to;
    graph.append(box);
    depth = Math.max(depth, level);
  };
  line.forEach((call, i) => put(call, 0, 1, i, "#bbb", () => draw(call, line.slice(0, i))));
  const walk = (call, x, level, above) => {
    put(call, x, call.t / root.t, level, colourOf(call), () => draw(call, above));
    let at = x;
    for (const child of call.c) { walk(child, at, level + 1, [...above, call]); at += child.t / root.t; }
  };
  walk(root, 0, line.length, line);
  graph.style.height = 19 * (depth + 2) + "px";
}
function colourOf(call) {
  const kind = call.w === "" ? 270 : /^(server|shared|client|e2e)/.test(call.w) ? 20 : /^node:/.test(call.w) ? 200 : 50;
  let hash = 0;
  for (const letter of call.n) hash = (hash * 33 + letter.charCodeAt(0)) % 25;
  return "hsl(" + (kind + hash - 12) + " 75% " + (62 + hash / 3) + "%)";
}
draw(all, []);`;

/** The page for a profile. */
export function flameGraphPage(tree: Call, title: string): string {
  const data = JSON.stringify(slim(tree, tree.total * NARROW)).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Flame graph: ${title}</title><style>${STYLE}</style>
<h1>Flame graph</h1>
<p>${title}. Red: our code; yellow: packages; blue: Node; violet: V8.</p>
<div id="graph"></div>
<script>const all = ${data};${SCRIPT}</script></html>
`;
}

/** Short keys, and no calls that would not be seen. */
function slim(call: Call, least: number): object {
  const children = call.children.filter(({ total }) => total >= least);
  const { name: n, where: w, self: s, total: t } = call;
  return {
    n,
    w,
    s: Math.round(s),
    t: Math.round(t),
    c: children.map((child) => slim(child, least)),
  };
}
