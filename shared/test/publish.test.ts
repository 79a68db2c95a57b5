import { Decoder, Encoder } from "@colyseus/schema";
import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { LEFT, RIGHT, SIDES } from "../src/court.ts";
import { receiveInput } from "../src/host.ts";
import { type MatchState, PHASES } from "../src/match.ts";
import {
  copyPublication,
  emptyPublication,
  FLIGHT_RING,
  type MatchPublication,
  publishedSide,
  SEGMENT_RING,
} from "../src/protocol/publication.ts";
import { publish, publisher } from "../src/protocol/publish.ts";
import { PublishedMatch } from "../src/protocol/state.ts";
import { expectSame } from "./support/fingerprint.ts";
import { CALM, play, WILD } from "./support/play.ts";
import { advanceToDue, answer, begin } from "./support/scene.ts";

/** A published match and somebody who follows it over the wire. */
class Wire {
  readonly out = new PublishedMatch();
  readonly follower = new PublishedMatch();
  private readonly sent = publisher();
  private readonly encoder: Encoder;
  private readonly decoder: Decoder;

  constructor(match: MatchState) {
    for (const side of SIDES) {
      Object.assign(publishedSide(this.out, side), { name: "", bot: "", away: false, rtt: 0 });
    }
    Object.assign(this.out, { tick: 0, watchers: 0 });
    publish(match, this.out, this.sent);
    this.encoder = new Encoder(this.out);
    this.decoder = new Decoder(this.follower);
    this.decoder.decode(this.encoder.encodeAll());
    this.encoder.discardChanges();
  }

  /** Publishes; returns the patch's size and for whom it is urgent. */
  patch(match: MatchState) {
    const urgency = publish(match, this.out, this.sent);
    const bytes = this.encoder.encode();
    this.decoder.decode(bytes);
    this.encoder.discardChanges();
    return { size: bytes.length, ...urgency };
  }

  /** Somebody who joins now. */
  joiner(): PublishedMatch {
    const late = new PublishedMatch();
    new Decoder(late).decode(this.encoder.encodeAll());
    return late;
  }
}

/** Compares what was read with the match itself, all records and fields. */
function expectPublished(read: MatchPublication, match: MatchState): void {
  for (const [i, flight] of match.flights.entries()) {
    const n = match.flown - match.flights.length + i;
    expectSame({ ...flight }, { ...(read.flights[n % FLIGHT_RING] as object) });
  }
  for (const side of SIDES) {
    const player = publishedSide(read, side);
    for (const segment of match.players[side].segments) {
      const { lead, ...record } = player.segments[segment.n % SEGMENT_RING] as typeof segment;
      const { lead: exact, ...rest } = segment;
      expectSame({ ...record, n: record.n % 256 }, { ...rest, n: rest.n % 256 });
      if (Math.abs(lead - exact) > 0.0501) throw new Error(`lead ${exact} became ${lead}`);
    }
    const { present, wantsRematch, idleServes } = match.players[side];
    const { score, wins } = player;
    expectSame(
      [player.present, player.wantsRematch, player.idleServes, score, wins],
      [present, wantsRematch, idleServes, match.score[side], match.series[side]],
    );
  }
  expectSame(
    [PHASES[read.phase], read.phaseEnds, read.flown, read.pointsToWin, read.winner],
    [
      match.phase,
      Math.min(match.phaseEnds, 0xffffffff),
      match.flown % 256,
      match.rules.pointsToWin,
      match.outcome && match.outcome.winner !== null ? match.outcome.winner + 1 : 0,
    ],
  );
}

describe("the published match", () => {
  it.each([
    ["calm", CALM],
    ["wild", { ...WILD, presence: 0.01 }],
  ])("PUBLISH-1, PUBLISH-2, PUBLISH-3: of a %s match is the match", (_name, options) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 90 }), (seed, every) => {
        let wire: Wire | undefined;
        let count = 0;
        play(seed, { ...options, ticks: 1500 }, (match) => {
          wire ??= new Wire(match);
          if (count++ % every > 0) return;
          wire.patch(match);
          expectPublished(wire.follower, match);
          if (count % 10 === 1) expectPublished(wire.joiner(), match);
        });
      }),
      { numRuns: 4 },
    );
  });

  it("PUBLISH-2: is the same as a plain object", () => {
    const out = emptyPublication();
    const sent = publisher();
    play(5, { ...WILD, ticks: 1500 }, (match) => {
      publish(match, out, sent);
      expectPublished(out, match);
      expectPublished(copyPublication(out), match);
    });
  });
});

const at = (tick: number, target = 100) => ({ seq: 1, tick, target });

describe("a patch", () => {
  let match = begin();
  let wire = new Wire(match);
  beforeEach(() => {
    match = begin();
    for (const side of SIDES) receiveInput(match, side, at(1), 1);
    wire = new Wire(match);
  });

  it("PUBLISH-4: is empty when nothing changed", () => {
    const nothing = { size: 0, any: false, sides: [false, false] };
    expect(wire.patch(match)).toEqual(nothing);
    answer(match, false);
    expect(wire.patch(match).any).toBe(true);
    expect(wire.patch(match)).toEqual(nothing);
  });

  it("PUBLISH-4, WIRE-3: costs 13 bytes a segment, and 2 to say whose", () => {
    const sizes = [1, 3].map((count) => {
      for (let i = 0; i < count; i++) receiveInput(match, LEFT, at(5), 5);
      return wire.patch(match).size;
    });
    expect(sizes).toEqual([2 + 13, 2 + 3 * 13]);
  });

  it("PUBLISH-4, WIRE-3: costs 52 bytes for a ruling and 44 for the flight that follows", () => {
    advanceToDue(match);
    wire.patch(match);
    const copy = structuredClone(match);
    answer(match, true);
    const segments = 2 * (2 + 13);
    // 2 to say that it is about flights; the counter of flights is 2, and 2 to say where.
    expect(wire.patch(match).size).toBe(segments + 2 + 52 + 44 + 2 + 2);
    const other = new Wire(copy);
    answer(copy, false);
    expect(other.patch(copy).size).toBe(segments + 2 + 52);
  });

  it("PUBLISH-5: with a player's own input alone is urgent for the other", () => {
    receiveInput(match, LEFT, at(8), 5);
    expect(wire.patch(match)).toMatchObject({ any: true, sides: [false, true] });
    receiveInput(match, RIGHT, at(8), 5);
    expect(wire.patch(match)).toMatchObject({ any: true, sides: [true, false] });
  });

  it("PUBLISH-5: is urgent for both when the input was moved to another tick", () => {
    receiveInput(match, LEFT, at(8), 5);
    receiveInput(match, LEFT, at(6), 5);
    expect(wire.patch(match).sides).toEqual([true, true]);
    receiveInput(match, LEFT, at(9), 5);
    expect(wire.patch(match).sides).toEqual([false, true]);
  });
});
