import { beforeEach, expect, test, vi } from "vitest";
import { keepSeat, keptSeat } from "../src/kept-seat.ts";
import { resumeOnlineMatch } from "../src/online-match.ts";

const { rejoinMatch } = vi.hoisted(() => ({ rejoinMatch: vi.fn() }));
vi.mock("../src/net/colyseus-link.ts", () => ({ rejoinMatch }));

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
  keepSeat(SEAT);
});

/** Comes back, to a server that answers so. */
function resume(answer: Promise<unknown>) {
  rejoinMatch.mockReturnValue(answer);
  const ticket = keptSeat();
  if (!ticket) throw new Error("no seat is kept");
  return resumeOnlineMatch(ticket);
}

const refusal = (code?: number) => Promise.reject(Object.assign(new Error("no seat"), { code }));

test("a page that is refreshed on the way back leaves the seat to the next one", () => {
  void resume(new Promise(() => {}));
  expect(keptSeat()).toMatchObject(SEAT);
});

test("a request that is cut off leaves it, too", async () => {
  await expect(resume(refusal())).rejects.toThrow("no seat");
  await expect(resume(refusal(1006))).rejects.toThrow("no seat");
  expect(keptSeat()).toMatchObject(SEAT);
});

test("a refused seat is forgotten", async () => {
  await expect(resume(refusal(522))).rejects.toThrow("no seat");
  expect(keptSeat()).toBeNull();
});

test("one is back: the seat is forgotten until the page goes again", async () => {
  const link = { side: 0, ticket: SEAT, roomId: "room", listen() {}, leave() {} };
  const match = await resume(Promise.resolve(link));
  expect(keptSeat()).toBeNull();
  window.dispatchEvent(new Event("pagehide"));
  expect(keptSeat()).toMatchObject(SEAT);
  match.end();
});

test("a seat of another page is none here", () => {
  vi.stubGlobal("location", new URL("http://localhost/r/BCDFGH"));
  expect(keptSeat()).toBeNull();
});
