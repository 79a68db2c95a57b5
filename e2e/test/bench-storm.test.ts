import { expect, test } from "vitest";
import { costOfJoin, type Storm, storm } from "../bench/storm/storm.ts";
import { stormLine, summaryLines } from "../bench/storm/words.ts";

const found = (part: Partial<Storm>): Storm => ({
  isOver: true,
  playing: 2000,
  lasted: 1000,
  server: 400,
  clients: 200,
  late: 5,
  ...part,
});

test("storms that did not end are in no median and no comparison", () => {
  const failed = found({ isOver: false, playing: 1012, lasted: 20_000 });
  expect(stormLine("1 usual", failed)).toContain("FAILED: only 1012 play after 20000 ms");
  const [ours, usual, floor, ...comparisons] = summaryLines({
    quickpong: [found({}), failed, found({ lasted: 3000 }), found({ lasted: 1200 })],
    usual: [failed, failed],
    floor: [found({ lasted: 600, server: 100 })],
  });
  expect(ours).toContain("2000 play after 1200 ms");
  expect(ours).toContain("(without 1 that failed)");
  expect(usual).toContain("none of 2 storms ended");
  expect(floor).toContain("2000 play after 600 ms");
  expect(comparisons).toEqual(["against floor: 2.00 of the time, 4.00 of the server's CPU"]);
});

test("what those cost who play already is not counted with those who come", () => {
  const calm = { server: 200_000, clients: 100_000, lasted: 2000 };
  const came = { server: 500_000, clients: 450_000, lasted: 1000 };
  expect(costOfJoin(calm, came, 100)).toEqual({ server: 4000, clients: 4000 });
});

test("a storm ends when everybody plays", async () => {
  const small = await storm("quickpong", { matches: 10, playing: 2 });
  expect(small).toMatchObject({ isOver: true, playing: 20 });
  expect(small.lasted).toBeLessThan(20_000);
});
