import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { resumeOnlineMatch } from "../../src/match/online-match.ts";
import { storedSeat, storeSeat } from "../../src/session/seat-storage.ts";

const { rejoinMatch } = vi.hoisted(() => ({ rejoinMatch: vi.fn() }));
vi.mock("../../src/net/colyseus/colyseus-link.ts", () => ({ rejoinMatch }));

const SEAT = { token: "room:token", side: 0 } as const;

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("location", new URL("http://localhost/play"));
  vi.stubGlobal("window", new EventTarget());
  storeSeat(SEAT);
  vi.useFakeTimers();
});
afterEach(() => {
  rejoinMatch.mockReset();
  vi.useRealTimers();
});

/** Comes back, to a server that answers so; resolves with the match, or with the error. */
function resume(answer: () => Promise<unknown>, wanted = () => true) {
  rejoinMatch.mockImplementation(answer);
  const ticket = storedSeat();
  if (!ticket) throw new Error("no seat is kept");
  return resumeOnlineMatch(ticket, wanted).catch((error: Error) => error);
}

const refusal = (code?: number) => Promise.reject(Object.assign(new Error("no seat"), { code }));
const silence = () => new Promise(() => {});
const line = () => {
  const [leave, drop] = [vi.fn(), vi.fn()];
  return { side: 0, ticket: SEAT, roomId: "room", listen() {}, leave, drop };
};
const isBack = (match: Awaited<ReturnType<typeof resume>>) => {
  if (match instanceof Error) throw match;
  return match;
};

test("a page that is refreshed on the way back leaves the seat to the next one", () => {
  void resume(silence);
  expect(storedSeat()).toMatchObject(SEAT);
});

test("without a line it is tried for as long as the server keeps the seat, and left to the next", async () => {
  const ended = resume(() => refusal(1006));
  await vi.advanceTimersByTimeAsync(19_000);
  expect(rejoinMatch.mock.calls.length).toBeGreaterThan(25);
  await vi.advanceTimersByTimeAsync(2000);
  expect(await ended).toMatchObject({ message: "no seat" });
  expect(vi.getTimerCount()).toBe(0);
  expect(storedSeat()).toMatchObject(SEAT);
});

test("a line that is there again while it is tried brings one back", async () => {
  const match = resume(() =>
    rejoinMatch.mock.calls.length < 8 ? refusal() : Promise.resolve(line()),
  );
  await vi.advanceTimersByTimeAsync(5000);
  isBack(await match).end();
  expect(storedSeat()).toBeNull();
});

test("a server that has had too many requests of this address is asked again later", async () => {
  const match = resume(() =>
    rejoinMatch.mock.calls.length < 3 ? refusal(429) : Promise.resolve(line()),
  );
  await vi.advanceTimersByTimeAsync(5000);
  expect(rejoinMatch).toHaveBeenCalledTimes(2);
  expect(storedSeat()).toMatchObject(SEAT);
  await vi.advanceTimersByTimeAsync(2000);
  isBack(await match).end();
});

test("a try without an answer ends; a line that it brings later is given up for the next one's", async () => {
  const [first, second] = [line(), line()];
  const slow = new Promise((resolve) => setTimeout(() => resolve(first), 8500));
  const later = () => new Promise((resolve) => setTimeout(() => resolve(second), 1000));
  const match = resume(() => (rejoinMatch.mock.calls.length === 1 ? slow : later()));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(isBack(await match).link).toBe(second);
  expect(first.drop).toHaveBeenCalledOnce();
  expect(first.leave).not.toHaveBeenCalled();
});

test("a player who does not want to come back any more is not brought back, and gives up the seat", async () => {
  const late = line();
  let wanted = true;
  const ended = resume(
    () => new Promise((resolve) => setTimeout(() => resolve(late), 9000)),
    () => wanted,
  );
  await vi.advanceTimersByTimeAsync(8100);
  wanted = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await ended).toBeInstanceOf(Error);
  expect(rejoinMatch).toHaveBeenCalledOnce();
  expect(late.leave).toHaveBeenCalledOnce();
});

test("a refused seat is forgotten at once", async () => {
  expect(await resume(() => refusal(522))).toMatchObject({ message: "no seat" });
  expect(rejoinMatch).toHaveBeenCalledOnce();
  expect(storedSeat()).toBeNull();
});

test("one is back: the seat is forgotten until the page goes again", async () => {
  const match = isBack(await resume(async () => line()));
  expect(storedSeat()).toBeNull();
  window.dispatchEvent(new Event("pagehide"));
  expect(storedSeat()).toMatchObject(SEAT);
  match.end();
});

test("a seat of another page is none here", () => {
  vi.stubGlobal("location", new URL("http://localhost/r/BCDFGH"));
  expect(storedSeat()).toBeNull();
});
