/** What idlers do to honest players, and leavers to the class around them, on a virtual clock. */
import { randomFrom } from "@quickpong/shared/random.ts";
import { LeaverPenalties } from "../../src/matchmaking/leaver-penalties.ts";
import type { KnownStrength } from "../../src/rating/rating.ts";
import { LobbyWorld, type Person } from "./lobby-world.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** From an offer to "3:0, idle" (ms), as it was played against a server. */
const IDLE_OUT = 11 * SECOND;

/** Rules under which everybody is alike, to compare with. */
export class EverybodyAlike extends LeaverPenalties {
  override penaltyOf(): undefined {}
  override givesWayFor(): number {
    return 0;
  }
}

export interface Attack {
  /** Idlers at one address, each time with a tab that was never here. */
  idlers: number;
  /** Whether they take care that only one waits, so that they don't meet each other. */
  oneByOne: boolean;
  /** Honest players who come, each from an address of their own. */
  honest: number;
  /** So many of them in a second, at random times. */
  arrivals: number;
  /** Whether honest players have settled ratings; idlers are always new. */
  rated?: boolean;
}

export interface AttackOutcome {
  /** Share of honest players who met an idler before somebody honest. */
  met: number;
  /** From coming to the match with somebody honest (ms). */
  lost: { mean: number; p90: number };
}

/** Honest players come again until they meet somebody honest. */
export async function playAttack(
  { idlers, oneByOne, honest, arrivals, rated = false }: Attack,
  leavers: LeaverPenalties,
  seed: number,
): Promise<AttackOutcome> {
  const random = randomFrom(seed);
  const world = new LobbyWorld(leavers);
  new Idlers(world, idlers, oneByOne).begin();
  const victims = new Set<string>();
  const lost: number[] = [];
  const come = (person: Person, began: number) =>
    world.enter(person, ({ opponent }) => {
      if (opponent.address !== IDLERS_ADDRESS) return lost.push(world.now - began);
      victims.add(person.tab);
      return world.after(IDLE_OUT, () => come(person, began));
    });
  let at = SECOND;
  for (let n = 0; n < honest; n++) {
    at += (-Math.log(1 - random()) * SECOND) / arrivals;
    const person = { tab: `honest ${n}`, address: `203.0.113.${n}` };
    const rating = rated ? settledRating(random) : undefined;
    world.after(at, () => come({ ...person, rating }, world.now));
  }
  await world.run(at + MINUTE);
  return { met: victims.size / honest, lost: { mean: mean(lost), p90: quantile(lost, 0.9) } };
}

/** Two of these are over 150 points apart three times in four. */
const settledRating = (random: () => number): KnownStrength => ({
  rating: 1000 + 1000 * random(),
  deviation: 60,
});

const IDLERS_ADDRESS = "198.51.100.7";

class Idlers {
  readonly #world: LobbyWorld;
  readonly #oneByOne: boolean;
  #free: number;
  #waiting = 0;
  #tabs = 0;

  constructor(world: LobbyWorld, count: number, oneByOne: boolean) {
    this.#world = world;
    this.#free = count;
    this.#oneByOne = oneByOne;
  }

  begin(): void {
    while (this.#free > 0 && !(this.#oneByOne && this.#waiting > 0)) {
      this.#free--;
      this.#waiting++;
      this.#enter();
    }
  }

  #enter(): void {
    const world = this.#world;
    const tab = `idler ${this.#tabs++}`;
    world.enter({ tab, address: IDLERS_ADDRESS }, ({ keys }) => {
      this.#waiting--;
      world.after(IDLE_OUT, () => {
        world.leavers.left(keys, world.now);
        this.#free++;
        this.begin();
      });
      world.after(0, () => this.begin());
    });
  }
}

export interface Lesson {
  pupils: number;
  /** Share of matches that one of the two leaves. */
  left: number;
  /** Others who come in a second, each from an address of their own. */
  arrivals: number;
  minutes: number;
  /** Whether all have settled ratings. */
  rated?: boolean;
}

/** Waits (s) of pupils who have never left a match, and of the others. */
export interface LessonOutcome {
  stayed: number[];
  left: number[];
}

/** A match takes from one to three minutes (ms), the pause after it up to ten seconds. */
const MATCH = { shortest: MINUTE, longest: 3 * MINUTE };
const PAUSE = 10 * SECOND;

/** A class behind one address plays match after match, whoever the opponent is. */
export async function playLesson(
  { pupils, left, arrivals, minutes, rated = false }: Lesson,
  leavers: LeaverPenalties,
  seed: number,
): Promise<LessonOutcome> {
  const random = randomFrom(seed);
  const world = new LobbyWorld(leavers);
  const haveLeft = new Set<string>();
  const outcome: LessonOutcome = { stayed: [], left: [] };
  const end = minutes * MINUTE;
  const come = (person: Person) =>
    world.enter(person, ({ waited, keys }) => {
      outcome[haveLeft.has(person.tab) ? "left" : "stayed"].push(waited / SECOND);
      const leaves = random() < left / 2;
      const whole = MATCH.shortest + random() * (MATCH.longest - MATCH.shortest);
      world.after(leaves ? random() * whole : whole, () => {
        if (leaves) world.leavers.left(keys, world.now);
        if (leaves) haveLeft.add(person.tab);
        world.after(random() * PAUSE, () => come(person));
      });
    });
  for (let n = 0; n < pupils; n++) {
    const rating = rated ? settledRating(random) : undefined;
    const person = { tab: `pupil ${n}`, address: "192.0.2.1", rating };
    world.after(random() * PAUSE, () => come(person));
  }
  for (let at = 0, n = 0; arrivals > 0 && at < end; n++) {
    at += (-Math.log(1 - random()) * SECOND) / arrivals;
    const rating = rated ? settledRating(random) : undefined;
    const person = { tab: `other ${n}`, address: `203.0.113.${n}`, rating };
    world.after(at, () => world.enter(person, () => {}));
  }
  await world.run(end);
  return outcome;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value that the share `q` of them is not above. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
}
