/** People who take part in simulated competitions, as they are: some leave, some lose their line, some sleep. */
export interface Person {
  readonly key: string;
  /** True strength, and what they are seeded by; null for those who are new. */
  readonly strength: number;
  readonly rating: number | null;
  /** When they come, from the beginning (ms). */
  readonly comesAt: number;
  /** When they go for good (ms); Infinity for three of four. */
  readonly goesAt: number;
  /** Closes the page instead of pressing Leave. */
  readonly closesPage: boolean;
  /** Between two losses of the line, on average (ms). */
  readonly dropEvery: number;
}

const MINUTE = 60_000;
/** Standard deviation of strengths, as in bench:rating. */
const SPREAD = 300;

/** `length`: how long the competition is expected to take (ms); `late`: share of those who come in its course. */
export function drawPerson(
  key: string,
  length: number,
  late: number,
  random: () => number,
): Person {
  const strength = 1500 + SPREAD * gauss(random);
  const isLate = random() < late;
  const stays = random() < 0.75;
  return {
    key,
    strength,
    rating: random() < 0.3 ? null : strength + 80 * gauss(random),
    comesAt: random() * (isLate ? length : MINUTE),
    goesAt: stays ? Number.POSITIVE_INFINITY : MINUTE + random() * length,
    closesPage: random() < 0.5,
    dropEvery: random() < 0.3 ? 4 * MINUTE : 40 * MINUTE,
  };
}

/** Chance of the first against the second in a match, on Elo's scale. */
export const chanceOf = (one: Person, other: Person): number =>
  1 / (1 + 10 ** ((other.strength - one.strength) / 400));

/** A normal number with a standard deviation of 1. */
function gauss(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
