/** A server under the load of bots that keeps results, of which there are some without end. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Postgres, startPostgres } from "../lib/postgres.ts";
import { findProgram } from "../lib/programs.ts";
import { startProxy, type TcpProxy } from "../lib/proxy/tcp-proxy.ts";
import { freePort } from "../lib/start-server.ts";
import { atLeast, atMost, type FaultTarget, type Figure } from "./finding.ts";
import type { Fed } from "./hooks/store.ts";
import { ServerEnv, type ServerEnvOptions } from "./server-env.ts";
import { timeUntil } from "./until.ts";

/** Results a second: as many as 4,500 matches bring. */
const RATE = 50;
const TOKEN = "chaos of the store";

export class StoreEnv implements FaultTarget {
  readonly server: ServerEnv;
  readonly folder: string;
  /** Where results go instead of the file, when it is so. */
  readonly postgres: { server: Postgres; proxy: TcpProxy } | undefined;

  private constructor(
    server: ServerEnv,
    folder: string,
    postgres: { server: Postgres; proxy: TcpProxy } | undefined,
  ) {
    this.server = server;
    this.folder = folder;
    this.postgres = postgres;
  }

  static async open(options: ServerEnvOptions, kind: "sqlite" | "postgres"): Promise<StoreEnv> {
    const folder = mkdtempSync(join(tmpdir(), "quickpong-chaos-"));
    const postgres = kind === "postgres" ? await openPostgres() : undefined;
    const env = {
      QUICKPONG_DATA: folder,
      QUICKPONG_METRICS_TOKEN: TOKEN,
      ...(postgres && { DATABASE_URL: postgres.url }),
    };
    const server = await ServerEnv.open(options, env);
    await server.fill();
    // Those who play the fed matches come first.
    await server.tell("feed", { rate: 0 });
    return new StoreEnv(server, folder, postgres);
  }

  get file(): string {
    return join(this.folder, "quickpong.db");
  }

  fed(): Promise<Fed> {
    return this.server.tell<Fed>("fed");
  }

  /**
   * Feeds results while `work` is done, and says what has become of them and of the bots' matches. All have
   * to be saved `patience` (ms) after it.
   */
  async feedDuring(work: () => Promise<Figure[]>, patience = 20_000): Promise<Figure[]> {
    await this.server.tell("feed", { rate: RATE });
    const figures = await this.server.meanwhile(work);
    await this.server.tell("feed", { rate: 0 });
    let fed = await this.fed();
    const begin = performance.now();
    while (fed.saved + fed.refused < fed.sent && performance.now() - begin < patience)
      fed = await this.fed();
    return [
      ...figures,
      atLeast("results", fed.sent, 1),
      atMost("not saved afterwards", fed.sent - fed.saved, 0),
    ];
  }

  /** Waits until the store says that it fails, and until the operator can see so; says after how long (ms). */
  async untilTold(patience = 20_000): Promise<Figure> {
    let told = 0;
    const look = setInterval(async () => {
      const headers = { authorization: `Bearer ${TOKEN}` };
      const answer = await fetch(`${this.server.url}/metrics`, { headers });
      told = Number(/^quickpong_store_failing (\d)/m.exec(await answer.text())?.[1]);
    }, 200);
    const ms = await timeUntil(() => told === 1, patience);
    clearInterval(look);
    return atMost("operator told after", ms, 10_000, "ms");
  }

  /** Matches in the file, each once. */
  readonly count = (): number => {
    const db = new DatabaseSync(this.file, { readOnly: true });
    const row = db.prepare('select count(distinct id) as n, count(*) as rows from "match"').get();
    db.close();
    return row?.["n"] === row?.["rows"] ? Number(row?.["n"]) : Number.NaN;
  };

  get tally() {
    return this.server.tally;
  }
  get exited(): boolean {
    return this.server.exited;
  }
  ready(): Promise<void> {
    return this.server.ready();
  }
  starvedMs(): Promise<number> {
    return this.server.starvedMs();
  }
  survived(): Figure[] {
    return this.server.survived();
  }
  async close(): Promise<void> {
    await this.server.close();
    await this.postgres?.proxy.stop();
    await this.postgres?.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function openPostgres() {
  if (!findProgram("postgres")) throw new Error("Postgres is not installed");
  const server = await startPostgres(await freePort());
  const proxy = await startProxy({ target: server.port });
  const url = server.url.replace(`:${server.port}/`, `:${proxy.port}/`);
  return { server, proxy, url };
}
