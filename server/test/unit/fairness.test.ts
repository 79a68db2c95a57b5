/** Idlers and leavers against the lobby's rules, on a virtual clock. `print-fairness.ts` prints more. */
import { expect, test } from "vitest";
import { LeaverPenalties } from "../../src/matchmaking/leaver-penalties.ts";
import { EverybodyAlike, playAttack, playLesson, quantile } from "../support/fairness.ts";
import { LobbyWorld } from "../support/lobby-world.ts";

test.each([
  { oneByOne: false, arrivals: 0.5, most: 0.08 },
  { oneByOne: true, arrivals: 0.5, most: 0.2 },
  { oneByOne: true, arrivals: 2, most: 0.1 },
  { oneByOne: true, arrivals: 0.5, rated: true, most: 0.25 },
  { oneByOne: true, arrivals: 2, rated: true, most: 0.1 },
])("LEAVE-4, LEAVE-5: 20 idlers at one address meet few honest players: %o", async (attack) => {
  const { most, ...wanted } = attack;
  const played = { ...wanted, idlers: 20, honest: 200 };
  const [alike, ruled] = await Promise.all([
    playAttack(played, new EverybodyAlike(), 1),
    playAttack(played, new LeaverPenalties(), 1),
  ]);
  expect(alike.met).toBeGreaterThan(0.3);
  expect(ruled.met).toBeLessThan(most);
  expect(ruled.lost.mean).toBeLessThan(alike.lost.mean / 3);
});

test.each([
  { arrivals: 0, rated: false },
  { arrivals: 0.5, rated: false },
  { arrivals: 0.5, rated: true },
])(
  "LEAVE-2, LEAVE-5: of a class with a tenth of its matches left nobody waits for it; others a second: %o",
  async (others) => {
    const lesson = { pupils: 30, left: 0.1, minutes: 20, ...others };
    const alike = await playLesson(lesson, new EverybodyAlike(), 2);
    const ruled = await playLesson(lesson, new LeaverPenalties(), 2);
    const p90 = (waits: number[]) => quantile(waits, 0.9);
    // Alone in the queue one waits for somebody to come, by whatever rules.
    expect(quantile(ruled.stayed, 0.5)).toBeLessThan(1.5);
    expect(p90(ruled.stayed)).toBeLessThan(p90(alike.stayed) + 5);
    expect(p90(ruled.left)).toBeLessThan(p90(alike.left) + 10);
  },
);

test("LEAVE-1, LEAVE-5: two alone are paired within 5 s, however often both have left", async () => {
  const waits: number[] = [];
  const world = new LobbyWorld(new LeaverPenalties());
  const people = ["ann", "bob"].map((tab, n) => ({ tab, address: `203.0.113.${n}` }));
  for (const person of people) for (let n = 0; n < 6; n++) world.leavers.left(person, 0);
  for (const person of people) world.enter(person, ({ waited }) => waits.push(waited));
  await world.run(60_000);
  expect(waits).toEqual([5000, 5000]);
});

test("LEAVE-1, LEAVE-5: a player who is held back waits while others come and meet each other", async () => {
  let waited = 0;
  const world = new LobbyWorld(new LeaverPenalties());
  const leaver = { tab: "leaver", address: "198.51.100.7" };
  for (let n = 0; n < 6; n++) world.leavers.left(leaver, 0);
  world.enter(leaver, (meeting) => {
    waited = meeting.waited;
  });
  for (let n = 0; n < 80; n++) {
    const other = { tab: `other ${n}`, address: `203.0.113.${n}` };
    world.after(1000 * n, () => world.enter(other, () => {}));
  }
  await world.run(80_000);
  expect(waited).toBeGreaterThanOrEqual(60_000);
  expect(waited).toBeLessThan(62_000);
});
