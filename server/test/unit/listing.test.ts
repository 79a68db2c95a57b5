/** Who is on the leaderboard: the rules, and rings of accounts against them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Crowd } from "../../src/rating/crowd.ts";
import { type Activity, LEAST_OPPONENTS, missingFor } from "../../src/rating/listing.ts";

function crowdOf(matches: readonly (readonly [string, string])[]): Crowd {
  const crowd = new Crowd();
  for (const [one, other] of matches) crowd.add(one, other);
  for (const _ of crowd.settle());
  return crowd;
}

/** Everybody with everybody. */
const allOf = (names: readonly string[]): [string, string][] =>
  names.flatMap((one, n) => names.slice(n + 1).map((other): [string, string] => [one, other]));

const people = (who: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${who}${n}`);

const sure = { deviation: 60 };
const lacking = (crowd: Crowd, name: string) => missingFor(sure, 100, crowd.activityOf(name));

const enough: Activity = { matches: 20, withRegulars: 10, regulars: 5, withOne: 8 };

test("TOP-1: a sure rating, fifteen matches, five regulars, none of them too often, and half against regulars", () => {
  expect(missingFor({ deviation: 90 }, 15, enough)).toBeNull();
  const nothing = { games: 0, opponents: 0, oneOpponent: false, newcomers: false, unsure: false };
  expect(missingFor({ deviation: 90.1 }, 15, enough)).toEqual({ ...nothing, unsure: true });
  expect(missingFor(sure, 12, enough)).toEqual({ ...nothing, games: 3 });
  expect(missingFor(sure, 15, { ...enough, regulars: 3 })).toEqual({ ...nothing, opponents: 2 });
  expect(missingFor(sure, 15, { ...enough, withOne: 9 })).toEqual({
    ...nothing,
    oneOpponent: true,
  });
  expect(missingFor(sure, 15, { ...enough, withRegulars: 9 })).toEqual({
    ...nothing,
    newcomers: true,
  });
});

test("TOP-1: more of what is asked for never takes anybody from the leaderboard", () => {
  const activity = fc.record({
    matches: fc.integer({ min: 0, max: 60 }),
    withRegulars: fc.nat(60),
    regulars: fc.nat(12),
    withOne: fc.nat(60),
  });
  const property = fc.property(activity, fc.nat(40), fc.nat(350), (each, rated, deviation) => {
    if (missingFor({ deviation }, rated, each)) return;
    const more = { ...each, regulars: each.regulars + 1, withRegulars: each.withRegulars + 1 };
    expect(missingFor({ deviation: deviation - 1 }, rated + 1, more)).toBeNull();
    expect(missingFor({ deviation }, rated, { ...each, withOne: each.matches })).toEqual(
      each.matches === 0 ? null : expect.objectContaining({ oneOpponent: true }),
    );
  });
  fc.assert(property);
});

test("TOP-1: the crowd counts as slow counting does", () => {
  const name = fc.nat(11).map((n) => `p${n}`);
  const match = fc.tuple(name, name).filter(([one, other]) => one !== other);
  const property = fc.property(fc.array(match, { maxLength: 120 }), (matches) => {
    const crowd = crowdOf(matches);
    const slow = slowly(matches);
    for (const each of people("p", 12)) {
      expect(crowd.activityOf(each)).toEqual(slow.activityOf(each));
      expect(new Set(crowd.opponentsOf(each))).toEqual(new Set(slow.opponentsOf(each)));
    }
    expect(new Set(crowd.regulars())).toEqual(slow.regulars);
  });
  fc.assert(property);
});

/** The same as the crowd, without anything that makes it fast. */
function slowly(matches: readonly (readonly [string, string])[]) {
  const opponents = (name: string) =>
    matches.flatMap(([one, other]) => (one === name ? other : other === name ? one : []));
  const groupOf = (name: string) => {
    const group = new Set([name]);
    for (const each of group) for (const other of opponents(each)) group.add(other);
    return group;
  };
  const all = [...new Set(matches.flat())];
  const busy = all.filter((each) => new Set(opponents(each)).size >= LEAST_OPPONENTS);
  const regularsOf = (name: string) => busy.filter((each) => groupOf(name).has(each));
  const most = Math.max(0, ...all.map((each) => regularsOf(each).length));
  // Of several groups with as many any may be the crowd; which one, it says itself.
  const [someone] = crowdOf(matches).regulars();
  const regulars = new Set(someone === undefined ? [] : regularsOf(someone));
  expect(regulars.size).toBe(most);
  return {
    regulars,
    opponentsOf: opponents,
    activityOf(name: string): Activity {
      const met = opponents(name);
      const regular = met.filter((each) => regulars.has(each));
      const counts = met.map((each) => met.filter((other) => other === each).length);
      return {
        matches: met.length,
        withRegulars: regular.length,
        regulars: new Set(regular).size,
        withOne: Math.max(0, ...counts),
      };
    },
  };
}

test("TOP-2: accounts that lose to one of them list nobody, however many they are", () => {
  const crowd = allOf(people("honest", 8));
  // Nor do many of them make what is honest not count.
  for (const ring of [1, 2, 9, 500]) {
    const feeders = people("feeder", ring);
    const fed = feeders.flatMap((each) =>
      Array.from({ length: 3 }, () => ["leader", each] as const),
    );
    const all = crowdOf([...crowd, ...fed, ["leader", "honest0"]]);
    expect(lacking(all, "leader"), `${ring} feeders`).toMatchObject({ opponents: 4 });
    // With five honest opponents, too: they are fewer than half.
    const five = people("honest", 5).map((each) => ["leader", each] as const);
    const more = lacking(crowdOf([...crowd, ...fed, ...five]), "leader");
    expect(more === null, `${ring} feeders`).toBe(fed.length <= five.length);
  }
});

test("TOP-2: a ring that plays all round, but with nobody else, is not of the crowd", () => {
  const ring = allOf(people("ring", 10));
  const honest = allOf(people("honest", 11));
  const both = crowdOf([...honest, ...ring]);
  expect(lacking(both, "ring0")).toMatchObject({ opponents: 5 });
  expect(lacking(both, "honest0")).toBeNull();
  // Where nobody else is, ten friends have a leaderboard.
  expect(lacking(crowdOf(ring), "ring0")).toBeNull();
});
