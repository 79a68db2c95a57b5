/** Private rooms' codes are not found by trying, in whichever way. */
import { LOBBY_ENDPOINT } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startServer, type TestServer } from "../support/start.ts";

/** Each way is tried from an address of its own; nobody on this machine is limited. */
let address = 0;
const headers = () => ({ "x-forwarded-for": `203.0.113.${address}` });

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ proxies: 1 });
});
afterAll(() => server.close());

/** The status with which the lobby endpoint answers. */
function throughLobbyEndpoint(options: object): Promise<number> {
  const query = new URLSearchParams({ [LOBBY_ENDPOINT.options]: JSON.stringify(options) });
  const endpoint = `${server.url}/${LOBBY_ENDPOINT.processId}/${LOBBY_ENDPOINT.roomId}?${query}`;
  const socket = new WebSocket(endpoint.replace("http", "ws"), { headers: headers() });
  return new Promise((resolve, reject) => {
    socket.once("open", () => {
      socket.terminate();
      resolve(101);
    });
    socket.once("unexpected-response", (_, { statusCode = 0 }) => resolve(statusCode));
    socket.once("error", reject);
  });
}

async function ask(path: string, body?: object): Promise<number> {
  const method = body ? { method: "POST", body: JSON.stringify(body) } : {};
  return (await fetch(server.url + path, { headers: headers(), ...method })).status;
}

const version = PROTOCOL_VERSION;
const WAYS: [name: string, show: () => Promise<number>, status: number][] = [
  ["the question", () => ask("/api/invites/BCDFGH"), 200],
  ["the lobby", () => ask("/matchmake/joinOrCreate/lobby", { version, code: "bcd fgh" }), 200],
  ["the lobby endpoint", () => throughLobbyEndpoint({ version, code: "BCDFGH" }), 101],
  ["the watchers' places", () => ask("/matchmake/joinById/BCDFGH", { version }), 404],
];

test.each(WAYS)("at %s a code is shown as if at any other", async (_, show, status) => {
  address++;
  expect(await show()).toBe(status);
  // One more is allowed a second, which may pass in between.
  for (let answer = status; answer !== 429; answer = await show()) {
    for (let asked = 0; asked !== 429; ) asked = await ask("/api/invites/BCDFGH");
  }
  expect(await ask("/matchmake/joinOrCreate/lobby", { version })).toBe(200);
});
