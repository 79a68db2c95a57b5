import { Room } from "@colyseus/sdk";
import { ColyseusLink } from "@quickpong/client/net/colyseus/colyseus-link.ts";
import { MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A link whose line can be lost, and how often it was closed. */
function linked() {
  const room = new Room<unknown, PublishedMatch>("match", PublishedMatch);
  const connection = { isOpen: false, events: {}, close: vi.fn(), send: vi.fn() };
  Object.assign(room, { connection });
  const link = new ColyseusLink(room, 0, () => Date.now());
  const closed = vi.fn();
  const ignore = () => undefined;
  link.listen({
    patch: ignore,
    pong: ignore,
    emote: ignore,
    saved: ignore,
    dropped: ignore,
    restored: ignore,
    closed,
  });
  return { link, room, closed, connection };
}
/** As the SDK says it of the line and of every try that fails. */
const NO_LINE = 1006;

test("the way back is given up 40 s after the drop, however few tries that were, and 22 s are promised", () => {
  const { link, room, closed, connection } = linked();
  expect(link.triesLeft).toBe(0);
  room.onDrop.invoke(NO_LINE);
  expect(link.triesLeft).toBe(22_000);
  vi.advanceTimersByTime(15_000);
  room.onDrop.invoke(NO_LINE);
  expect(link.triesLeft).toBe(7000);
  vi.advanceTimersByTime(24_999);
  // A server that was stopped counts none of it.
  expect(link.triesLeft).toBe(0);
  expect(closed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(closed).toHaveBeenCalledOnce();
  expect(room.reconnection.enabled).toBe(false);
  expect(connection.close).toHaveBeenCalledOnce();
});

test("a player who is back has all the time again when the line is lost once more", () => {
  const { link, room, closed } = linked();
  room.onDrop.invoke(NO_LINE);
  vi.advanceTimersByTime(20_000);
  room.onReconnect.invoke();
  expect(link.triesLeft).toBe(0);
  vi.advanceTimersByTime(20_000);
  room.onDrop.invoke(NO_LINE);
  vi.advanceTimersByTime(20_000);
  expect(closed).not.toHaveBeenCalled();
  expect(link.triesLeft).toBe(2000);
});

test("tries are not counted", () => {
  const { room } = linked();
  expect(room.reconnection.maxRetries).toBe(Number.POSITIVE_INFINITY);
});

/** A link over a line that can be cut, and what was said of the tab while there was one. */
function looking() {
  const { link, room, connection } = linked();
  const heard: unknown[] = [];
  vi.spyOn(room, "send").mockImplementation((type, hidden) => {
    if (connection.isOpen && type === MatchMessage.away) heard.push(hidden);
  });
  connection.isOpen = true;
  const cut = () => {
    connection.isOpen = false;
    room.onDrop.invoke(NO_LINE);
  };
  const restore = async () => {
    connection.isOpen = true;
    room.onReconnect.invoke();
    // What the SDK itself says to the server that it has arrived comes here.
    heard.push("arrived");
    await Promise.resolve();
  };
  return { link, heard, cut, restore };
}

test("a player who is away when the line is back says so again", async () => {
  const { link, heard, cut, restore } = looking();
  link.away(true);
  cut();
  await restore();
  expect(heard).toEqual([true, "arrived", true]);
});

test("a player who went away while there was no line says so when it is back", async () => {
  const { link, heard, cut, restore } = looking();
  cut();
  link.away(true);
  await restore();
  expect(heard).toEqual(["arrived", true]);
});

test("a player who looks again by then says nothing: the server takes it that they do", async () => {
  const { link, heard, cut, restore } = looking();
  link.away(true);
  cut();
  link.away(false);
  await restore();
  expect(heard).toEqual([true, "arrived"]);
});
