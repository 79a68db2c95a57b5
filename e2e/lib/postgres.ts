/** A Postgres of its own for a test, in a folder that goes with it. */
import { spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram, type Program, startProgram } from "./programs.ts";

export interface Postgres extends Program {
  port: number;
  /** For DATABASE_URL. */
  url: string;
}

/** Postgres refuses to be root: on Debian this is who it is instead, and everywhere there is "nobody". */
const USERS = ["postgres", "nobody"];

/** Starts an empty one that loses what it has when the machine does, for the sake of speed. */
export async function startPostgres(port: number): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), "quickpong-postgres-"));
  const user = process.getuid?.() === 0 ? ordinaryUser() : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const settings = ["-U", "quickpong", "-A", "trust", "--no-sync", "--no-locale", "-E", "UTF8"];
  const made = spawnSync(findProgram("initdb") ?? "initdb", ["-D", data, ...settings], {
    encoding: "utf8",
    cwd: folder,
    ...user,
  });
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr}`);
  const listen = ["-p", String(port), "-h", "127.0.0.1", "-k", folder];
  const program = await startProgram(
    "postgres",
    ["-D", data, "-F", ...listen, ...QUIET],
    port,
    user,
  );
  const stop = async () => {
    // A stopped one does not hear that it is to end.
    program.process.kill("SIGCONT");
    await program.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `postgres://quickpong@127.0.0.1:${port}/postgres`;
  return { ...program, port, url, stop };
}

const QUIET = ["-c", "log_min_messages=panic", "-c", "max_connections=50"];

function ordinaryUser(): { uid: number; gid: number } {
  for (const name of USERS) {
    const [uid, gid] = ["-u", "-g"].map((flag) =>
      Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout || Number.NaN),
    );
    if (uid && gid) return { uid, gid };
  }
  throw new Error(`Postgres refuses to be root, and there is none of ${USERS.join(", ")}`);
}
