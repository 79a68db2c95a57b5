/** A load balancer that leads sockets to the wrong process. */
import type { Logger } from "pino";
import { expect, test } from "vitest";
import { Strays, strayAdvice } from "../../src/cluster/strays.ts";
import { MatchReporter } from "../../src/colyseus/match-reporter.ts";
import type { RoomServices } from "../../src/colyseus/room-services.ts";
import { seatsFor } from "../../src/match/seats.ts";

test("what is wrong is said once; a few that stray while a process does not answer say nothing", () => {
  let now = 0;
  const lines: string[] = [];
  const log = { warn: (_: object, text: string) => lines.push(text) } as unknown as Logger;
  const stray = strayAdvice(log, () => now);
  for (let n = 0; n < 20; n++) {
    stray("p2");
    now += 30_000;
  }
  expect(lines).toEqual([]);
  for (let n = 0; n < 20; n++) stray("p2");
  expect(lines).toEqual([expect.stringContaining("server/deploy/nginx.conf")]);
});

test("LEAVE-3: a player who was led elsewhere has deserted nobody", () => {
  const left: unknown[] = [];
  const strays = new Strays();
  const cluster = { left: (keys: unknown) => left.push(keys) };
  const keys = { tab: "a", address: "198.51.100.7" };
  const seats = seatsFor(
    { name: "A", ticket: "", since: 0, keys },
    { name: "B", ticket: "", since: 0 },
  );
  for (const room of ["straightway", "astray"]) {
    if (room === "astray") strays.add(room);
    new MatchReporter({ strays, cluster } as unknown as RoomServices, {
      roomId: room,
      seats,
      code: "",
      competition: undefined,
    }).deserted(0);
  }
  expect(left).toEqual([keys]);
});
