/** Writing over segments that are no longer kept must not be seen by anybody. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { SIDES } from "../src/court.ts";
import { SEGMENTS_KEPT } from "../src/match.ts";
import { segmentsIn } from "../src/protocol/publication.ts";
import { SegmentPool } from "../src/segment-pool.ts";
import { receiveInput } from "../src/simulation.ts";
import { Wire } from "./support/published.ts";
import { begin } from "./support/scene.ts";

const inputs = fc.array(
  fc.record({
    side: fc.constantFrom(...SIDES),
    target: fc.integer({ min: -370, max: 370 }),
    after: fc.double({ min: 0, max: 3, noNaN: true }),
  }),
  { minLength: 100, maxLength: 300 },
);

it("PUBLISH-1: a host that writes over old segments is the host that makes new ones", () => {
  fc.assert(
    fc.property(inputs, (all) => {
      const [plain, thrifty] = [begin(), begin()];
      const wire = new Wire(thrifty);
      const spare = [new SegmentPool(), new SegmentPool()] as const;
      let now = 0;
      for (const [seq, { side, target, after }] of all.entries()) {
        now += after;
        const input = { seq: seq & 255, tick: Math.ceil(now), target };
        receiveInput(plain, side, input, now);
        receiveInput(thrifty, side, input, now, spare[side]);
        wire.patch(thrifty);
        expect(thrifty).toEqual(plain);
        // A watcher who joins now gets each of the kept ones, and no other.
        const { left } = wire.joiner();
        const numbers = plain.players[0].segments.map(({ n }) => n % 256);
        expect(segmentsIn(left).map(({ n }) => n)).toEqual(expect.arrayContaining(numbers));
      }
    }),
    { numRuns: 20 },
  );
});

it("a segment rests before it is written over", () => {
  const spare = new SegmentPool();
  const segment = (n: number) => ({ n, seq: 0, tick: n, y: 0, target: 0, slack: 0 });
  const taken = Array.from({ length: SEGMENTS_KEPT }, (_, n) => spare.exchange(segment(n))?.n);
  expect(taken.slice(0, 8)).toEqual(Array(8).fill(undefined));
  expect(taken.slice(8)).toEqual(taken.slice(8).map((_, i) => i));
});
