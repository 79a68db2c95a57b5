/** Reads V8's CPU profiles: calls merged by function, with the time that each took. Pure. */

/** As `node --cpu-prof` writes it; times in us. */
export interface CpuProfile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
    children?: number[];
  }[];
  samples: number[];
  timeDeltas: number[];
}

/** A function as called from its parent. */
export interface Call {
  name: string;
  /** File and line, as short as can be. */
  where: string;
  /** Time in it alone, and with everything that it called (us). */
  self: number;
  total: number;
  children: Call[];
}

/** Waiting is not work. */
const IDLE = new Set(["(idle)", "(root)"]);

/** The profile as a tree; paths are relative to `top`, idle time is left out. */
export function profileTree(profile: CpuProfile, top: string): Call {
  const times = new Map<number, number>();
  profile.samples.forEach((id, i) => {
    times.set(id, (times.get(id) ?? 0) + Math.max(0, profile.timeDeltas[i] ?? 0));
  });
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const build = (ids: readonly number[]): Call[] => {
    const merged = new Map<string, { call: Call; ids: number[] }>();
    for (const id of ids) {
      const node = nodes.get(id);
      if (!node || IDLE.has(node.callFrame.functionName)) continue;
      const { functionName, url, lineNumber } = node.callFrame;
      const name = functionName || "(anonymous)";
      const where = placeOf(url, lineNumber, top);
      const key = `${name} ${where}`;
      const entry = merged.get(key) ?? { call: empty(name, where), ids: [] };
      entry.call.self += times.get(id) ?? 0;
      entry.ids.push(...(node.children ?? []));
      merged.set(key, entry);
    }
    return [...merged.values()].map(({ call, ids: below }) => {
      call.children = build(below).toSorted((a, b) => b.total - a.total);
      call.total = call.self + call.children.reduce((sum, child) => sum + child.total, 0);
      return call;
    });
  };
  const root = empty("all", "");
  root.children = build(profile.nodes[0]?.children ?? []).toSorted((a, b) => b.total - a.total);
  root.total = root.children.reduce((sum, child) => sum + child.total, 0);
  return root;
}

/** The functions with the most time of their own, wherever they were called from. */
export function hottest(tree: Call, n: number): Pick<Call, "name" | "where" | "self">[] {
  const functions = new Map<string, Pick<Call, "name" | "where" | "self">>();
  const visit = (call: Call): void => {
    const key = `${call.name} ${call.where}`;
    const { name, where } = call;
    const entry = functions.get(key) ?? { name, where, self: 0 };
    entry.self += call.self;
    functions.set(key, entry);
    for (const child of call.children) visit(child);
  };
  visit(tree);
  return [...functions.values()].toSorted((a, b) => b.self - a.self).slice(0, n);
}

const empty = (name: string, where: string): Call => ({
  name,
  where,
  self: 0,
  total: 0,
  children: [],
});

/** `server/src/app.ts:12`, `ws/lib/sender.js:80`, `node:net:900`, or nothing for V8's own. */
function placeOf(url: string, line: number, top: string): string {
  if (url === "") return "";
  const path = url.replace("file://", "").replace(`${top}/`, "");
  const dependency = path.split("/node_modules/").at(-1) as string;
  return `${dependency.replace(/^node_modules\//, "")}:${line + 1}`;
}
