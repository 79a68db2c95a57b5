/** Arenas, cups and rooms for a crowd from end to end: a real server, real clients. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLimits } from "../../src/limits/limits.ts";
import { violations } from "../../src/limits/violations.ts";
import { REFRESH_GRACE } from "../../src/live-competitions/guests.ts";
import {
  ARENA,
  begin,
  type Competitor,
  comeTo,
  enter,
  newKey,
  ROOM,
} from "../support/competitor.ts";
import { watchMatch } from "../support/player.ts";
import { startServer, type TestServer } from "../support/start.ts";
import { until } from "../support/until.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** A competition with a host and entrants of these names. */
async function gather(settings: object, ...names: string[]) {
  const { code, host } = await begin(server.url, settings);
  const teacher = await comeTo(server.url, code, { host });
  await until("the host's tools", () => teacher.own?.host);
  const entrants: Competitor[] = [];
  // In this order.
  for (const name of names) entrants.push(await enter(server.url, code, name));
  const leave = () =>
    Promise.all([teacher, ...entrants].map(({ room, closed }) => closed ?? room.leave()));
  return { code, host, teacher, entrants, leave };
}
const pair = ({ entrants }: { entrants: Competitor[] }) => entrants as [Competitor, Competitor];

test.concurrent("COMPETE-6: two play in an arena, others watch, and the table has the points", async () => {
  const arena = await gather(ARENA, "Ann", "Bob");
  const [[ann, bob], { teacher }] = [pair(arena), arena];
  teacher.ask({ type: "start" });
  const [left, right] = await Promise.all([ann.takeSeat(), bob.takeSeat()]);
  expect(left.offer).toMatchObject({ opponent: "Bob", rules: { pointsToWin: 3 }, code: "" });
  await Promise.all([left.play("meet"), right.play("miss")]);
  const id = await until("a match to watch", () => teacher.view?.matches[0]?.watch);
  const watcher = await watchMatch(server.url, id);
  // It is in no list: its page alone leads to it.
  expect(server.services.matchDirectory.list(performance.now())).toEqual([]);
  const result = await until("a result", () => teacher.view?.results[0], 60_000);
  expect(result).toMatchObject({ winner: ann.own?.entrant, how: "played" });
  const [first, second] = teacher.view?.table ?? [];
  expect([first?.name, first?.points, second?.points]).toEqual(["Ann", 2, 0]);
  expect(teacher.view?.saved).toBe("off");
  // Who has played goes back: there is no rematch in that room.
  for (const { room } of [left, right]) room.send(2);
  await Promise.all([watcher, left, right].map(({ room }) => room.leave()));
  await until("free again", () => ann.own?.state !== "playing");
  await arena.leave();
}, 90_000);

test.concurrent("COMPETE-6: who does not take the seat loses to the one who does; a player who leaves gives the match away", async () => {
  const room = await gather(ROOM, "Ann", "Bob", "Cat");
  const [ann, bob, cat] = room.entrants as [Competitor, Competitor, Competitor];
  await until("a call", () => bob.own?.state === "called");
  bob.come();
  const left = await ann.takeSeat();
  await until("a walkover", () => room.teacher.view?.results[0], 60_000);
  expect(room.teacher.view?.results[0]).toMatchObject({ winner: 0, how: "absent" });
  await until("closed", () => left.closed);
  // The winner stays, and the next one in the line comes.
  const next = await Promise.all([ann.takeSeat(), cat.takeSeat()]);
  await next[0].reaches("rally");
  await next[1].room.leave();
  await until("a result", () => room.teacher.view?.results[1], 60_000);
  expect(room.teacher.view?.results[0]).toMatchObject({ winner: 0 });
  await next[0].room.leave();
  await room.leave();
}, 120_000);

test.concurrent("COMPETE-3: only the host starts, removes and renames, and with its secret alone", async () => {
  const arena = await gather(ARENA, "Ann", "Bob");
  const [[ann, bob], { teacher, code }] = [pair(arena), arena];
  const liar = await comeTo(server.url, code, { host: "x".repeat(43) });
  for (const each of [ann, liar]) {
    each.ask({ type: "start" });
    await until("refused", () => each.refusals[0]);
    expect(each.refusals[0]).toBe("notHost");
  }
  teacher.ask({ type: "rename", entrant: 0, name: "Anna <b>" });
  await until("renamed", () => teacher.view?.table.some(({ name }) => name === "Anna b"));
  teacher.ask({ type: "remove", entrant: 1 });
  await until("removed", () => bob.own?.removed);
  bob.ask({ type: "join", name: "Bob" });
  await until("refused", () => bob.refusals[0]);
  expect(bob.refusals[0]).toBe("removed");
  await liar.room.leave();
  await arena.leave();
});

test.concurrent("COMPETE-4, COMPETE-9: a refreshed page is the same entrant, and one that stays away is absent", async () => {
  const { code, teacher, leave } = await gather(ARENA);
  const key = newKey();
  const before = await enter(server.url, code, "Ann", { key });
  // When the log says that it came or went.
  const since = () => server.services.competitions.get(code)?.state.entrants[0]?.since;
  const [joined, start] = [since(), performance.now()];
  await before.room.leave();
  const after = await comeTo(server.url, code, { key });
  await until("itself", () => after.own?.entrant === 0);
  // A machine that stood still meanwhile may have taken it for gone.
  if (performance.now() - start < REFRESH_GRACE) expect(since()).toBe(joined);
  await until("there", () => teacher.view?.present === 1);
  await after.room.leave();
  await until("absent", () => teacher.view?.present === 0, REFRESH_GRACE + 20_000);
  expect(since()).toBeGreaterThan(joined ?? Number.POSITIVE_INFINITY);
  await leave();
});

test.concurrent("a page without a key watches, and does not enter", async () => {
  const { code, leave } = await gather(ARENA);
  for (const key of [undefined, "short", 7 as never]) {
    const screen = await comeTo(server.url, code, key === undefined ? {} : { key });
    screen.ask({ type: "join", name: "Eve" });
    await until("refused", () => screen.refusals[0]);
    expect(screen.own).toMatchObject({ state: "watching", entrant: null, host: false });
    await screen.room.leave();
  }
  await leave();
});

test.concurrent("COMPETE-7: however much happens, views are at most two a second", async () => {
  const { code, teacher, entrants, leave } = await gather(ARENA, "Ann");
  const [since, views] = [performance.now(), teacher.views];
  for (let n = 0; n < 10; n++) {
    teacher.ask({ type: "rename", entrant: 0, name: `Ann ${n}` });
    const guest = await enter(server.url, code, `Guest ${n}`);
    await guest.room.leave();
  }
  await until("the last name", () => entrants[0]?.view?.table.some(({ name }) => name === "Ann 9"));
  const most = 2 + (performance.now() - since) / 500;
  expect(teacher.views - views).toBeLessThanOrEqual(most);
  await leave();
});

test("SECURITY: what no page of ours sends is counted, and ends the connection", async () => {
  const { code, leave } = await gather(ARENA);
  const eve = await comeTo(server.url, code, { key: newKey() });
  await until("told", () => eve.own);
  const before = violations.message;
  const bad = ["", "{", "[]", "null", '{"type":"__proto__"}', '{"type":"remove","entrant":-1}'];
  for (const text of [...bad, '{"type":"join","name":7}']) eve.say(text);
  await until("counted", () => violations.message >= before + bad.length + 1);
  expect(eve.own?.entrant).toBe(null);
  const frames = violations.frame;
  eve.say(JSON.stringify({ type: "join", name: "x".repeat(400) }));
  await until("counted", () => violations.frame > frames);
  for (let n = 0; n < 12; n++) eve.say("{");
  await until("closed", () => eve.closed);
  await leave();
});

test.concurrent("COMPETE-5: a competition that can't be is refused, and a code that nobody has is unknown", async () => {
  for (const settings of [
    {},
    { ...ARENA, minutes: 4 },
    { ...ARENA, points: 1e9 },
    { ...ARENA, preset: "__proto__" },
    { ...ARENA, kind: "league" },
  ])
    await expect(begin(server.url, settings)).rejects.toBe(400);
  const ask = async (path: string) => (await fetch(`${server.url}${path}`)).json();
  expect(await ask("/api/competitions/BCDFGH")).toEqual({ state: "unknown" });
  await expect(comeTo(server.url, "BCDFGH")).rejects.toMatchObject({ code: 404 });
  const { code, leave } = await gather(ROOM);
  expect(await ask(`/api/competitions/${code.toLowerCase()}`)).toEqual({
    state: "known",
    kind: "winnerStays",
  });
  await expect(comeTo(server.url, code, { version: 0 })).rejects.toMatchObject({ code: 426 });
  await leave();
});

test.concurrent("SECURITY: what processes ask each other is nobody else's", async () => {
  const { code, host, leave } = await gather(ARENA);
  for (const method of ["place", "find", "joinOrCreate", "joinById", "create", "reconnect"]) {
    const body = JSON.stringify({ code, host, hostKey: host, guest: { isHost: true } });
    const path = `${server.url}/matchmake/${method}/competition`;
    expect((await fetch(path, { method: "POST", body })).status).toBe(404);
  }
  await leave();
});

test("SECURITY: a class behind one address comes together, twice; codes are not tried out there", () => {
  const { competitions, newCompetitions, sockets } = createLimits();
  const takes = (count: number, take: () => boolean) =>
    Array.from({ length: count }, take).filter(Boolean).length;
  const now = performance.now();
  expect(takes(2 * 3 * 64, () => competitions.take("school", now))).toBe(2 * 3 * 64);
  // Each connection of a class of 64, and as many seats some seconds later.
  expect(takes(64, () => sockets.take("school", now))).toBe(64);
  expect(takes(64, () => sockets.take("school", now + 5000))).toBe(64);
  expect(takes(100, () => newCompetitions.take("school", now))).toBe(6);
});
