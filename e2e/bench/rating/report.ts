/** What `npm run bench:rating` prints, and writes as JSON. */
import { percent, table } from "../../docs-tools/markdown.ts";
import { boost, type Gain, HOUR, playHonestly, type Ring } from "./boosting.ts";
import type { Place } from "./places.ts";
import { MARKS, type Opponents, PLAYERS, type Step, simulatePopulation } from "./population.ts";
import { ELO_32, ELO_FALLING, QUICKPONG } from "./systems.ts";

const SEED = 1;

/** One system's figures, with one kind of opponents. */
export interface Course {
  system: string;
  opponents: Opponents;
  steps: Step[];
}

/** All systems on the same populations; Quickpong with near opponents comes first. */
export function comparePopulations(repeats: number): Course[] {
  return (["near", "random"] as const).flatMap((opponents) => [
    course(QUICKPONG, opponents, repeats),
    course(ELO_32, opponents, repeats),
    course(ELO_FALLING, opponents, repeats),
  ]);
}

/** A row of the second table. */
export interface Gains {
  who: string;
  /** By whether the accounts are settled. */
  new: { hour: Gain; day: Gain };
  settled: { hour: Gain; day: Gain };
}

export function compareGains(): Gains[] {
  const rings: Ring[] = [2, 3, 10, Number.POSITIVE_INFINITY].flatMap((accounts) =>
    [false, true].map((sameAddress) => ({ accounts, sameAddress })),
  );
  return [
    ...[1500, 1800].map((strength) =>
      gains(`honest, of ${strength}`, (settled, time) => playHonestly(strength, settled, time)),
    ),
    ...rings.map((ring) => gains(nameOf(ring), (settled, time) => boost(ring, settled, time))),
  ];
}

/** Three tables in Markdown. */
export function toText(
  courses: readonly Course[],
  all: readonly Gains[],
  places: readonly Place[],
): string {
  const known = table(
    ["system", "opponents", ...MARKS.map((games) => `${games} games`)],
    courses.map(({ system, opponents, steps }) => [system, opponents, ...steps.map(stepText)]),
  );
  const gained = table(
    ["who", "all new: 1 h", "24 h", "all settled: 1 h", "24 h"],
    all.map(({ who, new: fresh, settled }) => [
      who,
      ...[fresh.hour, fresh.day, settled.hour, settled.day].map(gainText),
    ]),
  );
  return [
    "Error / mean deviation / share within two deviations",
    known,
    "Rating gained, from 1500 (matches that counted)",
    gained,
    `Place of the account that gains, after ten days beside ${PLAYERS} who play honestly, ${places[0]?.honest} of them listed`,
    placesText(places),
  ].join("\n\n");
}

/** `steps` are Quickpong's, with near opponents. */
export const toJson = (
  courses: readonly Course[],
  all: readonly Gains[],
  places: readonly Place[],
): object => ({
  steps: courses[0]?.steps,
  // JSON has no NaN: Elo's deviations are null.
  courses,
  gains: all,
  places,
});

function course<T>(
  system: Parameters<typeof simulatePopulation<T>>[0],
  opponents: Opponents,
  repeats: number,
): Course {
  const steps = simulatePopulation(system, opponents, repeats, SEED);
  return { system: system.name, opponents, steps };
}

function gains(who: string, gain: (settled: boolean, duration: number) => Gain): Gains {
  const both = (settled: boolean) => ({
    hour: gain(settled, HOUR),
    day: gain(settled, 24 * HOUR),
  });
  return { who, new: both(false), settled: both(true) };
}

function nameOf({ accounts, sameAddress }: Ring): string {
  const who = Number.isFinite(accounts) ? `ring of ${accounts}` : "new accounts without end";
  return sameAddress ? `${who}, one address` : who;
}

const placesText = (places: readonly Place[]): string =>
  table(
    ["who", "rating less deviation", "place among all", "place on the leaderboard"],
    places.map(({ name, rating, deviation, ofAll, listed }) => [
      name,
      `${Math.round(rating)} - ${Math.round(deviation)}`,
      String(ofAll),
      listed === null ? "not listed" : String(listed),
    ]),
  );

function stepText({ error, meanDeviation, coverage }: Step): string {
  if (Number.isNaN(meanDeviation)) return error.toFixed(0);
  return `${error.toFixed(0)} / ${meanDeviation.toFixed(0)} / ${percent(coverage)}`;
}

/** Adding 0 makes 0 of -0. */
const gainText = ({ gained, counted }: Gain): string => `${Math.round(gained) + 0} (${counted})`;
