import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RateBudget } from "../../src/limits/rate-budget.ts";
import { Heartbeat, type MonitoredConnection } from "../../src/ws/heartbeat.ts";

/** A line and its socket in one. */
class FakeConnection extends EventEmitter implements MonitoredConnection {
  unsent = 0;
  bytesRead = 0;
  bytesWritten = 0;
  messages = 0;
  alive = true;
  endedFor: number | undefined;
  readonly budget = new RateBudget();
  readonly socket = this as unknown as MonitoredConnection["socket"];
  pings: number[] = [];
  terminated: number | undefined;
  answers = true;
  ping(): void {
    this.pings.push(Date.now());
    if (this.answers) this.alive = true;
  }
  terminate(): void {
    this.terminated ??= Date.now();
    this.emit("close");
  }
}

let heartbeat: Heartbeat;
/** Time in which the process did nothing, timers neither (ms). */
let stalled: number;
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  stalled = 0;
  heartbeat = new Heartbeat(undefined, () => Date.now() + stalled);
});
afterEach(() => {
  heartbeat.stop();
  vi.useRealTimers();
});

function watched(answers: boolean): FakeConnection {
  const socket = new FakeConnection();
  socket.answers = answers;
  heartbeat.watch(socket);
  return socket;
}

test("a silent peer is pinged and stays while it answers", () => {
  const socket = watched(true);
  vi.advanceTimersByTime(20_000);
  expect(socket.terminated).toBeUndefined();
  expect(socket.pings.length).toBeGreaterThan(5);
  expect(heartbeat.size).toBe(1);
});

test("one that answers nothing is gone after 3 to 5 s", () => {
  const socket = watched(false);
  vi.advanceTimersByTime(10_000);
  expect(socket.terminated).toBeGreaterThan(3000);
  expect(socket.terminated).toBeLessThan(5000);
  expect(heartbeat.size).toBe(0);
});

test("a stall of our own is not the peers' silence", () => {
  const socket = watched(true);
  vi.advanceTimersByTime(2000);
  stalled = 60_000;
  // What was said meanwhile is read only after the timers have had their turn.
  socket.answers = false;
  vi.advanceTimersByTime(400);
  expect(socket.terminated).toBeUndefined();
  socket.alive = true;
  vi.advanceTimersByTime(1000);
  expect(socket.terminated).toBeUndefined();
});

test("a client that talks is not pinged", () => {
  const socket = watched(false);
  for (let n = 0; n < 100; n++) {
    socket.alive = true;
    vi.advanceTimersByTime(100);
  }
  expect(socket.pings).toEqual([]);
});

test("a client that does not read is cut off", () => {
  const socket = watched(true);
  socket.unsent = 100_000;
  vi.advanceTimersByTime(1100);
  expect(socket.terminated).toBeDefined();
});

test("not all are looked after at the same moment", () => {
  const sockets = Array.from({ length: 100 }, () => watched(true));
  vi.advanceTimersByTime(5000);
  const times = Map.groupBy(
    sockets.flatMap(({ pings }) => pings),
    (time) => time,
  );
  expect(Math.max(...[...times.values()].map((at) => at.length))).toBeLessThanOrEqual(10);
});
