/** Reads V8's CPU profiles: the time that each function took of its own. Pure. */

/** As `node --cpu-prof` writes it; times in us. */
export interface CpuProfile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
  }[];
  samples: number[];
  timeDeltas: number[];
}

/** A function, wherever it was called from. */
export interface ProfiledFunction {
  name: string;
  /** File and line, as short as can be. */
  where: string;
  /** Time in it alone (us). */
  self: number;
}

/** Waiting is not work. */
const IDLE = new Set(["(idle)", "(root)"]);

/** All functions, the one with the most time of its own first; paths are relative to `top`. */
export function hottest(
  { nodes, samples, timeDeltas }: CpuProfile,
  top: string,
): ProfiledFunction[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const functions = new Map<string, ProfiledFunction>();
  samples.forEach((id, i) => {
    const frame = frames.get(id);
    if (!frame || IDLE.has(frame.functionName)) return;
    const name = frame.functionName || "(anonymous)";
    const where = placeOf(frame.url, frame.lineNumber, top);
    const entry = functions.get(`${name} ${where}`) ?? { name, where, self: 0 };
    entry.self += Math.max(0, timeDeltas[i] ?? 0);
    functions.set(`${name} ${where}`, entry);
  });
  return [...functions.values()].toSorted((a, b) => b.self - a.self);
}

/** `server/src/app.ts:12`, `ws/lib/sender.js:80`, `node:net:900`, or nothing for V8's own. */
function placeOf(url: string, line: number, top: string): string {
  if (url === "") return "";
  const path = url.replace("file://", "").replace(`${top}/`, "");
  const dependency = path.split("/node_modules/").at(-1) as string;
  return `${dependency.replace(/^node_modules\//, "")}:${line + 1}`;
}
