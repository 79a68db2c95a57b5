/** What the store promises of competitions' logs, whichever database stands behind it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMPETITIONS_KEPT_FOR } from "../../src/store/competitions.ts";
import type { Database } from "../../src/store/database.ts";
import { openDatabase, type Place } from "../../src/store/open-database.ts";
import { createRequests, type Requests } from "../../src/store/requests.ts";
import { DAY, hashOf, NOON } from "./results.ts";

let made = 0;
/** A code that no other test has. */
const newCode = (): string => `CODE${made++}`;
const event = (n: number): string => JSON.stringify({ n, name: "Zoë 🏓" });
const HOST = hashOf("host");

/** Adds the tests, of the store at the place that is there when they begin. */
export function testCompetitions(place: () => Place): void {
  let database: Database;
  let store: Requests;
  beforeAll(async () => {
    database = await openDatabase(place(), true);
    store = createRequests(database);
  });
  afterAll(() => database.close());

  async function begin(events = [event(0)], at = NOON): Promise<string> {
    const code = newCode();
    const isNew = await store.beginCompetition({ code, kind: "arena", hostKey: HOST, events }, at);
    expect(isNew).toBe(true);
    return code;
  }

  test("a competition is begun, added to, and taken on with all of its log", async () => {
    const code = await begin();
    expect(await store.competitionKind(code)).toBe("arena");
    const news = { code, epoch: 1, from: 1, events: [event(1), event(2)] };
    expect(await store.addEvents(news, NOON)).toBe(true);
    const log = await store.takeCompetition(code);
    const events = [event(0), event(1), event(2)];
    expect(log).toEqual({ kind: "arena", hostKey: HOST, epoch: 2, events });
  });

  test("a code is given once", async () => {
    const code = await begin();
    const second = { code, kind: "cup", hostKey: hashOf("other"), events: [] };
    expect(await store.beginCompetition(second, NOON)).toBe(false);
    expect(await store.takeCompetition(code)).toMatchObject({ kind: "arena", hostKey: HOST });
  });

  test("a code that nobody has is unknown", async () => {
    expect(await store.competitionKind("NOBODY")).toBeNull();
    expect(await store.takeCompetition("NOBODY")).toBeNull();
    const news = { code: "NOBODY", epoch: 1, from: 0, events: [event(0)] };
    expect(await store.addEvents(news, NOON)).toBe(false);
  });

  test("only the process that took a competition on last adds to it", async () => {
    const code = await begin();
    const taken = await Promise.all([1, 2, 3].map(() => store.takeCompetition(code)));
    const epochs = taken.map((log) => log?.epoch ?? 0).sort();
    expect(epochs).toEqual([2, 3, 4]);
    for (const epoch of [1, 2, 3])
      expect(await store.addEvents({ code, epoch, from: 1, events: [event(9)] }, NOON)).toBe(false);
    const last = { code, epoch: 4, from: 1, events: [event(1)] };
    expect(await store.addEvents(last, NOON)).toBe(true);
    expect((await store.takeCompetition(code))?.events).toEqual([event(0), event(1)]);
  });

  test("what is added twice is there once, and a gap is refused", async () => {
    const code = await begin();
    const news = { code, epoch: 1, from: 1, events: [event(1), event(2)] };
    expect(await store.addEvents(news, NOON)).toBe(true);
    expect(await store.addEvents({ ...news, events: [...news.events, event(3)] }, NOON)).toBe(true);
    expect(await store.addEvents({ ...news, from: 7 }, NOON)).toBe(false);
    const log = await store.takeCompetition(code);
    expect(log?.events).toEqual([0, 1, 2, 3].map(event));
  });

  test("a log of thousands of events is kept whole", async () => {
    const all = Array.from({ length: 2500 }, (_, n) => event(n));
    const code = await begin(all.slice(0, 1));
    expect(await store.addEvents({ code, epoch: 1, from: 1, events: all.slice(1) }, NOON)).toBe(
      true,
    );
    expect((await store.takeCompetition(code))?.events).toEqual(all);
  });

  test("a competition is forgotten a month after its last event", async () => {
    const old = await begin();
    const continued = await begin();
    await store.addEvents({ code: continued, epoch: 1, from: 1, events: [event(1)] }, NOON + DAY);
    await store.tidy(NOON + COMPETITIONS_KEPT_FOR);
    expect(await store.competitionKind(old)).toBe("arena");
    await store.tidy(NOON + COMPETITIONS_KEPT_FOR + 1);
    expect(await store.competitionKind(old)).toBeNull();
    expect(await store.competitionKind(continued)).toBe("arena");
  });
}
