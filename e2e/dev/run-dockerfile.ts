/**
 * Runs the steps of a Dockerfile without a container engine: each stage gets a folder instead of an
 * image, and what its base image brings is what this machine has. Only what our file uses is known.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";

/** The last stage: where its files are, and how it starts. */
export interface Built {
  workdir: string;
  env: Record<string, string>;
  command: string[];
  healthcheck: string[];
}

interface Stage extends Built {
  root: string;
}

/** Long enough for an install and a build on a busy machine (ms). */
const STEP_MAX = 240_000;

/**
 * Runs the file at `dockerfile` with `context` as its context, in folders below `root`. Of a stage
 * named in `given` nothing is run: its files are there already.
 */
export function runDockerfile(
  dockerfile: string,
  context: string,
  root: string,
  given: readonly string[] = [],
): Built {
  const ignored = ignoreList(`${dockerfile}.dockerignore`);
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const line of instructions(dockerfile)) {
    const [word = "", ...rest] = line.split(/\s+/);
    const said = rest.join(" ");
    if (word === "FROM") {
      const name = rest[2] ?? "last";
      stage = { root: join(root, name), workdir: "", env: {}, command: [], healthcheck: [] };
      stages.set(name, stage);
    } else if (stage && given.some((name) => stages.get(name) === stage)) {
      // Somebody has prepared it.
    } else if (!stage) throw new Error(`${word} before FROM`);
    else if (word === "WORKDIR") enter(stage, said);
    else if (word === "COPY") copy(stage, rest, stages, context, ignored);
    else if (word === "RUN") runStep(stage, said);
    else if (word === "ENV") Object.assign(stage.env, Object.fromEntries([said.split("=")]));
    else if (word === "CMD") stage.command = JSON.parse(said) as string[];
    else if (word === "HEALTHCHECK") stage.healthcheck = JSON.parse(said.split(" CMD ")[1] ?? "[]");
    else if (!["USER", "EXPOSE", "ARG", "VOLUME"].includes(word))
      throw new Error(`${word}: unknown`);
  }
  if (!stage) throw new Error("no FROM");
  return stage;
}

function enter(stage: Stage, path: string): void {
  stage.workdir = join(stage.root, path);
  mkdirSync(stage.workdir, { recursive: true });
}

const instructions = (file: string): string[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() && !line.startsWith("#"));

/** Patterns are names of folders, anywhere or from the top. */
function ignoreList(file: string): (path: string) => boolean {
  const patterns = readFileSync(file, "utf8").trim().split("\n");
  return (path) =>
    patterns.some((pattern) =>
      pattern.startsWith("**/") ? path.split("/").includes(pattern.slice(3)) : path === pattern,
    );
}

function copy(
  stage: Stage,
  words: string[],
  stages: Map<string, Stage>,
  context: string,
  ignored: (path: string) => boolean,
): void {
  const from = words[0]?.startsWith("--from=") ? words[0].slice("--from=".length) : undefined;
  const paths = from === undefined ? words : words.slice(1);
  const base = from === undefined ? context : (stages.get(from)?.root ?? "");
  const target = join(stage.workdir, paths.at(-1) ?? "");
  for (const path of paths.slice(0, -1)) {
    const source = join(base, path);
    const into = statSync(source).isDirectory()
      ? target
      : join(target, path.split("/").at(-1) ?? "");
    cpSync(source, into, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (each) => from !== undefined || !ignored(relative(context, each)),
    });
  }
}

function runStep({ workdir, env }: Stage, command: string): void {
  const PATH = [dirname(process.execPath), process.env["PATH"]].join(delimiter);
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd: workdir,
    env: { ...process.env, ...env, PATH, CI: "true" },
    encoding: "utf8",
    timeout: STEP_MAX,
  });
  if (status !== 0) throw new Error(`${command}: ${status}\n${stdout}\n${stderr}`);
}
