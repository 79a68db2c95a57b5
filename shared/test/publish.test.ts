import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { LEFT, RIGHT, SIDES } from "../src/court.ts";
import { diffAndPublish, publisher } from "../src/protocol/diff-and-publish.ts";
import { copyPublication, emptyPublication } from "../src/protocol/publication.ts";
import { receiveInput } from "../src/simulation.ts";
import { CALM, play, WILD } from "./support/play.ts";
import { expectPublished, Wire } from "./support/published.ts";
import { advanceToDue, answer, begin } from "./support/scene.ts";

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
      diffAndPublish(match, out, sent);
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
    const nothing = { size: 0, bytes: new Uint8Array(), any: false, sides: [false, false] };
    expect(wire.patch(match)).toEqual(nothing);
    answer(match, false);
    expect(wire.patch(match).any).toBe(true);
    expect(wire.patch(match)).toEqual(nothing);
  });

  it("PUBLISH-4, WIRE-3: costs 12 bytes a segment, and 2 to say whose", () => {
    const sizes = [1, 3].map((count) => {
      for (let i = 0; i < count; i++) receiveInput(match, LEFT, at(5), 5);
      return wire.patch(match).size;
    });
    expect(sizes).toEqual([2 + 12, 2 + 3 * 12]);
  });

  it("PUBLISH-4, WIRE-3: costs 51 bytes for a ruling and 43 for the flight that follows", () => {
    advanceToDue(match);
    wire.patch(match);
    const copy = structuredClone(match);
    answer(match, true);
    const segments = 2 * (2 + 12);
    // 2 for the counter of flights.
    expect(wire.patch(match).size).toBe(segments + 51 + 43 + 2);
    const other = new Wire(copy);
    answer(copy, false);
    expect(other.patch(copy).size).toBe(segments + 51);
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
