/** Competitions over several processes and crashes: the log goes on, on one process at a time. */
import { afterAll, expect, test } from "vitest";
import { ARENA, begin, type Competitor, comeTo, newKey } from "../support/competitor.ts";
import { killAll, START_MS, SupervisedServer } from "../support/supervised-server.ts";
import { newFolder } from "../support/test-store.ts";
import { until } from "../support/until.ts";

const data = newFolder();
afterAll(() => {
  killAll();
  data.remove();
});

/** Comes to the competition again and again, as a page does. */
async function comeBack(url: string, code: string, key: string): Promise<Competitor> {
  for (const end = performance.now() + START_MS; performance.now() < end; ) {
    const come = await comeTo(url, code, { key }).catch(() => undefined);
    const isTold = come && (await until("told", () => come.own ?? come.closed).catch(() => null));
    if (come && isTold && come.own) return come;
  }
  throw new Error("not let in");
}

test("COMPETE-2, COMPETE-8: a competition whose process is killed goes on in another one", async () => {
  const server = new SupervisedServer(2, { QUICKPONG_DATA: data.folder });
  const url = await server.url();
  const { code, host } = await begin(url, ARENA);
  const keys = [newKey(), newKey()];
  const [ann, bob] = await Promise.all(keys.map((key) => comeTo(url, code, { key, host })));
  if (!ann || !bob) throw new Error("nobody is there");
  // Whichever process was asked, one runs it.
  expect(ann.process).toBe(bob.process);
  for (const [n, each] of [ann, bob].entries()) {
    each.ask({ type: "join", name: ["Ann", "Bob"][n] ?? "" });
    await until("an entrant", () => each.own?.entrant === n);
  }
  ann.ask({ type: "start" });
  const [left, right] = await Promise.all([ann.takeSeat(), bob.takeSeat()]);
  await Promise.all([left.play("meet"), right.play("miss")]);
  await until("a result", () => ann.view?.results[0] && bob.view?.results[0], START_MS);
  const points = () => ann.view?.table.map((row) => [row.name, row.points, row.won, row.lost]);
  const before = points();
  expect(ann.view?.saved).toBe("ready");
  await Promise.all([ann.takeSeat(), bob.takeSeat()]);
  await until("another match", () => ann.own?.state === "playing");

  process.kill(server.pid(ann.process ?? ""), "SIGKILL");
  await until("closed", () => ann.closed && bob.closed, START_MS);
  const [ann2, bob2] = await Promise.all(keys.map((key) => comeBack(url, code, key)));
  if (!ann2 || !bob2) throw new Error("nobody is back");
  expect(ann2.process).toBe(bob2.process);
  // The same entrants, with what was committed before it was shown; the match that was lost is none.
  expect([ann2.own?.entrant, bob2.own?.entrant]).toEqual([0, 1]);
  expect(ann2.view?.table.map((row) => [row.name, row.points, row.won, row.lost])).toEqual(before);
  expect(ann2.view?.hostHere).toBe(false);
  // They meet anew.
  const [again] = await Promise.all([ann2.takeSeat(), bob2.takeSeat()]);
  await again.reaches("countdown");
}, 240_000);

test("COMPETE-8: a server that drains lets a match be played to its end, and sends the pages on", async () => {
  const env = { QUICKPONG_DATA: data.folder, QUICKPONG_DRAIN_SECONDS: "120" };
  const { url, child } = await oneServer(env);
  const { code, host } = await begin(url, { ...ARENA, kind: "winnerStays" });
  const keys = [newKey(), newKey(), newKey()];
  const pages = await Promise.all(keys.map((key) => comeTo(url, code, { key, host })));
  for (const [n, each] of pages.entries()) {
    each.ask({ type: "join", name: `Guest ${n}` });
    await until("an entrant", () => each.own?.entrant === n);
  }
  const [ann, bob, cat] = pages as [Competitor, Competitor, Competitor];
  const [left, right] = await Promise.all([ann.takeSeat(), bob.takeSeat()]);
  await Promise.all([left.play("meet"), right.play("miss")]);
  await left.reaches("rally");
  child.kill("SIGTERM");
  // Nobody is called any more, and whoever waits is sent on when the match is over.
  await until("sent on", () => pages.every(({ closed }) => closed), START_MS);
  expect(cat.own?.state).toBe("waiting");
  await Promise.all([left, right].map(({ room }) => room.leave()));
  await until("ended", () => child.exitCode !== null, START_MS);
  const again = await oneServer(env);
  const back = await comeBack(again.url, code, keys[0] ?? "");
  expect(back.view?.results[0]).toMatchObject({ winner: 0, how: "played" });
}, 240_000);

/** A server of one process; its address once it listens. */
async function oneServer(env: Record<string, string>) {
  const server = new SupervisedServer(1, env);
  return { url: await server.url(), child: server.child };
}
