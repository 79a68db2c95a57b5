/**
 * A new server's population: everybody comes at once, nobody has played, and everybody plays one match a
 * round. What a rating system knows of them after so many is compared with what they can do.
 */
import { matchWeight, REPEAT_WINDOW } from "@quickpong/server/rating/rating.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { type RatingSystem, winChance } from "./systems.ts";

/** Rounds after which is compared. */
export const MARKS = [5, 10, 20, 30, 50, 100];
export const PLAYERS = 400;
/** Standard deviation of what players can do, on Elo's scale. */
export const SPREAD = 300;
/** Ten matches a day (ms). */
export const ROUND = 86_400_000 / 10;
/** How far from the nearest rating opponents are found when they are paired by it. */
const NEARNESS = 60;

/** - near: opponents of about the same rating, as on a busy server; random: whoever comes. */
export type Opponents = "near" | "random";

/** What a system knows after so many games. */
export interface Step {
  games: number;
  /** Root of the mean square of rating less strength. */
  error: number;
  meanDeviation: number;
  /** Share of players whose strength is within two deviations of their rating. */
  coverage: number;
}

export interface Player<T> {
  strength: number;
  known: T;
}

/** Plays `repeats` populations, of `seed`, `seed` + 1 and so on, and takes them together. */
export function simulatePopulation<T>(
  system: RatingSystem<T>,
  opponents: Opponents,
  repeats: number,
  seed: number,
): Step[] {
  const sums = MARKS.map((games) => ({ games, squares: 0, deviations: 0, covered: 0 }));
  for (let n = 0; n < repeats; n++) {
    const population = new Population(system, opponents, seed + n);
    for (const sum of sums) {
      while (population.round < sum.games) population.playRound();
      for (const { error, deviation } of population.compare()) {
        sum.squares += error ** 2;
        sum.deviations += deviation;
        if (Math.abs(error) <= 2 * deviation) sum.covered++;
      }
    }
  }
  const all = repeats * PLAYERS;
  return sums.map(({ games, squares, deviations, covered }) => ({
    games,
    error: Math.sqrt(squares / all),
    meanDeviation: deviations / all,
    coverage: covered / all,
  }));
}

/** Everybody plays one match a round. */
export class Population<T> {
  round = 0;
  /** Matches that counted in full, by the numbers of their players. */
  readonly fullMatches: [number, number][] = [];
  readonly players: Player<T>[];
  readonly #system: RatingSystem<T>;
  readonly #opponents: Opponents;
  readonly #random: () => number;
  /** When the same two played for ratings, by their numbers. */
  readonly #meetings = new Map<string, number[]>();

  constructor(system: RatingSystem<T>, opponents: Opponents, seed: number) {
    this.#system = system;
    this.#opponents = opponents;
    this.#random = randomFrom(seed);
    this.players = Array.from({ length: PLAYERS }, () => ({
      strength: 1500 + SPREAD * this.#gauss(),
      known: system.newcomer(0),
    }));
  }

  playRound(): void {
    this.round++;
    const order = [...this.players.keys()]
      .map((player) => ({ player, place: this.#placeOf(player) }))
      .sort((a, b) => a.place - b.place);
    for (let i = 0; i + 1 < order.length; i += 2)
      this.#play(order[i]!.player, order[i + 1]!.player);
  }

  /** How wrong each rating is, and how sure. Only differences mean something, so both have one mean. */
  compare(): { error: number; deviation: number }[] {
    const errors = this.players.map(({ known, strength }) => this.#system.rating(known) - strength);
    const offset = errors.reduce((sum, each) => sum + each, 0) / PLAYERS;
    return this.players.map(({ known }, i) => ({
      error: errors[i]! - offset,
      deviation: this.#system.deviation(known, this.round * ROUND),
    }));
  }

  #placeOf(player: number): number {
    if (this.#opponents === "random") return this.#random();
    return this.#system.rating(this.players[player]!.known) + NEARNESS * this.#gauss();
  }

  #play(first: number, second: number): void {
    const [a, b] = [this.players[first]!, this.players[second]!];
    const won = this.#random() < winChance(a.strength - b.strength);
    const at = this.round * ROUND;
    const weight = this.#weightOf(first, second, at);
    if (weight === 1) this.fullMatches.push([first, second]);
    [a.known, b.known] = this.#system.afterMatch(a.known, b.known, won, weight, at);
  }

  #weightOf(first: number, second: number, at: number): number {
    const key = [first, second].sort().join();
    const lately = (this.#meetings.get(key) ?? []).filter((time) => at - time < REPEAT_WINDOW);
    const weight = matchWeight(lately.length, false);
    if (weight > 0) this.#meetings.set(key, [...lately, at]);
    return weight;
  }

  #gauss(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
  }
}
