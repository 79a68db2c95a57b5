import { PublicationReader } from "@quickpong/client/net/publication-reader.ts";
import { serve } from "@quickpong/shared/ball.ts";
import { keyFrom } from "@quickpong/shared/chacha20.ts";
import { LEFT } from "@quickpong/shared/court.ts";
import { createMatch } from "@quickpong/shared/match.ts";
import { arrive } from "@quickpong/shared/presence.ts";
import { diffAndPublish, publisher } from "@quickpong/shared/protocol/diff-and-publish.ts";
import {
  COUNTER_WRAP,
  emptyPublication,
  putFlight,
} from "@quickpong/shared/protocol/publication.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { CLASSIC_RULES, DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { receiveInput } from "@quickpong/shared/simulation.ts";
import { describe, expect, it } from "vitest";

function playing() {
  const match = createMatch(DEFAULT_RULES, keyFrom(randomFrom(5)));
  arrive(match, 0, 0);
  arrive(match, 1, 0);
  const out = emptyPublication();
  const sent = publisher();
  let tick = 10;
  return {
    match,
    out,
    /** `count` inputs of the left player, published together. */
    steer(count: number) {
      for (let i = 0; i < count; i++) {
        tick++;
        receiveInput(match, 0, { seq: tick & 255, tick, target: (tick * 7) % 300 }, tick - 2);
      }
      diffAndPublish(match, out, sent);
    },
  };
}

describe("reader", () => {
  it("finds every segment once and in order, over many turns of the ring", () => {
    const { match, out, steer } = playing();
    const reader = new PublicationReader();
    const found: number[] = [];
    for (let i = 0; i < 300; i++) {
      steer(i % 5);
      found.push(...reader.read(out).segments[0].map((segment) => segment.tick));
    }
    expect(found.length).toBe(match.players[0].segmentCount);
    expect(found).toEqual([...found].sort((a, b) => a - b));
  });

  it("finds all that the rings hold when it comes late", () => {
    const { match, out, steer } = playing();
    for (let i = 0; i < 100; i++) steer(3);
    const { segments, flights } = new PublicationReader().read(out);
    expect(segments[0]).toEqual(match.players[0].segments);
    expect(flights.map(({ flight }) => flight)).toEqual(match.flights);
  });

  it("goes on with what the ring holds when more came at once than it keeps", () => {
    const { match, out, steer } = playing();
    const reader = new PublicationReader();
    steer(3);
    reader.read(out);
    steer(50);
    expect(reader.read(out).segments[0]).toEqual(match.players[0].segments);
    steer(2);
    expect(reader.read(out).segments[0]).toEqual(match.players[0].segments.slice(-2));
  });

  it("counts flights on after a restart, past where their numbers wrap", () => {
    const flight = serve(CLASSIC_RULES, 0, LEFT, 0, 0);
    const out = emptyPublication();
    const reader = new PublicationReader();
    let flightCount = 0;
    const fly = (count: number) => {
      for (let i = 0; i < count; i++) putFlight(out, flightCount++, flight);
      out.flightCount = flightCount % COUNTER_WRAP;
      return reader.read(out).flights.map(({ n }) => n);
    };
    while (flightCount < 300) fly(3);
    reader.restart();
    expect(fly(2)).toEqual([294, 295, 296, 297, 298, 299, 300, 301]);
    expect(fly(1)).toEqual([301, 302]);
  });

  it("says once how a flight was ruled, however often the state is read before the next", () => {
    const out = emptyPublication();
    const reader = new PublicationReader();
    const flight = serve(CLASSIC_RULES, 0, LEFT, 0, 0);
    const said = (ruling: "open" | "miss") => {
      putFlight(out, 0, { ...flight, ruling });
      out.flightCount = 1;
      return reader.read(out).flights.map(({ flight }) => flight.ruling);
    };
    expect([said("open"), said("open")]).toEqual([["open"], ["open"]]);
    expect([said("miss"), said("miss"), said("miss")]).toEqual([["miss"], [], []]);
    reader.restart();
    expect([said("miss"), said("miss")]).toEqual([["miss"], []]);
  });

  it("finds nothing new when nothing changed", () => {
    const { out, steer } = playing();
    const reader = new PublicationReader();
    steer(2);
    reader.read(out);
    expect(reader.read(out).segments).toEqual([[], []]);
  });
});
