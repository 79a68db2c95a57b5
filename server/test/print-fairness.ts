/**
 * What idlers at one address do to honest players, and leavers to a class behind one address, under the
 * lobby's rules and with everybody alike. `node server/test/print-fairness.ts`; takes some seconds.
 */
import { LeaverPenalties } from "../src/matchmaking/leaver-penalties.ts";
import {
  type Attack,
  EverybodyAlike,
  type Lesson,
  playAttack,
  playLesson,
  quantile,
} from "./support/fairness.ts";

const HONEST = 200;
const ATTACKS: readonly Omit<Attack, "honest">[] = [0.1, 0.5, 2].flatMap((arrivals) => [
  { idlers: 20, oneByOne: false, arrivals },
  { idlers: 20, oneByOne: true, arrivals },
]);
const LESSONS: readonly Lesson[] = [0, 0.1].flatMap((left) =>
  [0, 0.5].map((arrivals) => ({ pupils: 30, left, arrivals, minutes: 45 })),
);
const RULES = [
  ["alike", () => new EverybodyAlike()],
  ["by the rules", () => new LeaverPenalties()],
] as const;

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const row = (...cells: string[]): void =>
  console.log(cells.map((each) => each.padEnd(18)).join(""));

console.log("Idlers at one address, each time as a new tab");
row("honest, a second", "idlers", "rules", "met an idler", "lost, mean", "lost, p90");
for (const attack of ATTACKS) {
  for (const [name, rules] of RULES) {
    const { met, lost } = await playAttack({ ...attack, honest: HONEST }, rules(), 1);
    const idlers = `${attack.idlers}${attack.oneByOne ? ", one waits" : ""}`;
    const times = [lost.mean, lost.p90].map((ms) => `${(ms / 1000).toFixed(1)} s`);
    row(String(attack.arrivals), idlers, name, percent(met), ...times);
  }
}
console.log("\nA class of 30 behind one address, 45 minutes: p50, p90 and longest wait");
row("matches left", "others, a second", "rules", "never left", "left once or more");
for (const lesson of LESSONS) {
  for (const [name, rules] of RULES) {
    const waits = await playLesson(lesson, rules(), 1);
    const [stayed = "", left = ""] = [waits.stayed, waits.left].map((all) =>
      all.length > 0
        ? [0.5, 0.9, 1]
            .map((q) => quantile(all, q).toFixed(1))
            .join(" ")
            .concat(" s")
        : "-",
    );
    row(percent(lesson.left), String(lesson.arrivals), name, stayed, left);
  }
}
