/** Private rooms' codes are not found by trying, at whichever door. */
import { LOBBY_DOOR } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startServer, type TestServer } from "./support/start.ts";

/** Nobody on this machine is limited. */
const FROM = { "x-forwarded-for": "203.0.113.7" };

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ proxies: 1 });
});
afterAll(() => server.close());

/** The status with which the lobby's door answers. */
function throughDoor(options: object): Promise<number> {
  const query = new URLSearchParams({ [LOBBY_DOOR.options]: JSON.stringify(options) });
  const address = `${server.url}/${LOBBY_DOOR.processId}/${LOBBY_DOOR.roomId}?${query}`;
  const socket = new WebSocket(address.replace("http", "ws"), { headers: FROM });
  return new Promise((resolve, reject) => {
    socket.once("open", () => {
      socket.terminate();
      resolve(101);
    });
    socket.once("unexpected-response", (_, { statusCode = 0 }) => resolve(statusCode));
    socket.once("error", reject);
  });
}

test("codes of private rooms are tried at no door more often than at another", async () => {
  const ask = async (path: string, body?: object) => {
    const method = body ? { method: "POST", body: JSON.stringify(body) } : {};
    return (await fetch(server.url + path, { headers: FROM, ...method })).status;
  };
  const doors = () =>
    Promise.all([
      ask("/api/invites/BCDFGH"),
      ask("/matchmake/joinOrCreate/lobby", { version: PROTOCOL_VERSION, code: "bcd fgh" }),
      ask("/matchmake/joinById/BCDFGH", { version: PROTOCOL_VERSION }),
      throughDoor({ version: PROTOCOL_VERSION, code: "BCDFGH" }),
    ]);
  expect(await doors()).toEqual([200, 200, 404, 101]);
  for (let n = 0; n < 60; n++) await ask("/api/invites/BCDFGH");
  expect(await doors()).toEqual([429, 429, 429, 429]);
  expect(await ask("/matchmake/joinOrCreate/lobby", { version: PROTOCOL_VERSION })).toBe(200);
});
