/**
 * The floor: nothing but `ws`. Two sockets make a match, and get frames of the right size at the
 * right rate, each built once and sent to both; what they send is received and forgotten.
 */
import { createServer } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { probe } from "../../../load/server-probe.ts";
import { SLOT_MS, startGrid } from "../grid.ts";
import { RATES_VARIABLE, type Rates } from "./frames.ts";

const rates = JSON.parse(process.env[RATES_VARIABLE] ?? "{}") as Rates;
const SLOTS = 1024;
const BINARY = { binary: true };

interface Match {
  sockets: WebSocket[];
  /** Slot of the next frame; not whole, so that the mean rate is exact. */
  due: number;
}

const period = 1000 / rates.downFrames / SLOT_MS;
const wheel: Match[][] = Array.from({ length: SLOTS }, () => []);
const matches = new Set<Match>();
let waiting: WebSocket | undefined;
let now = 0;

const { lateness } = startGrid((slot) => {
  now = slot;
  const due = wheel[slot % SLOTS] as Match[];
  wheel[slot % SLOTS] = [];
  for (const match of due) {
    if (!matches.has(match)) continue;
    const frame = Buffer.alloc(Math.round(rates.downSize), slot);
    for (const socket of match.sockets) socket.send(frame, BINARY);
    plan(match);
  }
});

function plan(match: Match): void {
  match.due = Math.max(match.due + period, now + 1);
  wheel[Math.floor(match.due) % SLOTS]?.push(match);
}

const http = createServer((_, response) => response.end("ok"));
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
sockets.on("connection", (socket) => {
  socket.on("message", () => {});
  socket.on("error", () => {});
  const other = waiting;
  waiting = other ? undefined : socket;
  if (!other) return;
  const match = { sockets: [other, socket], due: now + Math.random() * period };
  matches.add(match);
  for (const each of match.sockets) each.once("close", () => matches.delete(match));
  plan(match);
});
probe(lateness);
// As many as ours may wait to be taken.
http.listen({ port: Number(process.env["PORT"]), host: process.env["HOST"], backlog: 4096 });
