/** The usual way's server: the library's defaults throughout. */
import { createEndpoint, createRouter, Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { probe } from "../../../load/server-probe.ts";
import { startGrid } from "../grid.ts";
import { UsualRoom } from "./room.ts";

const server = new Server({ transport: new WebSocketTransport(), greet: false });
server.define("usual", UsualRoom);
server.router = createRouter({
  health: createEndpoint("/healthz", { method: "GET" }, async () => ({ status: "ok" })),
}) as unknown as typeof server.router;

// A room's own steps come on a timer of 16 ms and are late by half a tick from the start. That is not
// held against it: what is measured, of ours too, is how late the process gets to a tick that is due.
// Ours is asked at its matches' ticks, which come at any time; this one 60 times a second, which walks
// through all phases of the rooms' timers and costs as much as one more room that does nothing.
const { lateness } = startGrid(() => {}, 1);
probe(lateness);
await server.listen(Number(process.env["PORT"]), process.env["HOST"]);
