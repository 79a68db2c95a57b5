/** What each simulated competition is: its settings, how many come, and what goes wrong in it. */
import {
  CAPACITY,
  type CompetitionKind,
  type CompetitionSettings,
  DEFAULT_SETTINGS,
  FEWEST,
} from "@quickpong/shared/protocol/competition.ts";
import { randomFrom } from "@quickpong/shared/random.ts";

const MINUTE = 60_000;

export interface Plan {
  readonly settings: CompetitionSettings;
  readonly seed: number;
  readonly people: number;
  /** How long it is expected to take (ms). */
  readonly length: number;
  /** Share of people who come when it has begun. */
  readonly late: number;
  /** When all connections and some matches are lost, because its process is (ms); Infinity for never. */
  readonly restartAt: number;
  /** When a process with some of the matches is lost (ms). */
  readonly lossAt: number;
  /** When everybody goes (ms). */
  readonly allGoAt: number;
  /** When the host goes for good (ms). */
  readonly hostGoesAt: number;
  /** When the host pauses it, and for how long (ms); nobody resumes it when the host is gone. */
  readonly pauseAt: number;
  readonly pauseFor: number;
}

/** The `n`th competition of a kind: sizes from the smallest to the largest come round in turn. */
export function planOf(kind: CompetitionKind, n: number): Plan {
  const random = randomFrom(n * 3 + { arena: 0, cup: 1, winnerStays: 2 }[kind]);
  const sizes = CAPACITY[kind] - FEWEST[kind] + 1;
  const settings = settingsOf(kind, random);
  const length = settings.kind === "arena" ? settings.minutes * MINUTE : 20 * MINUTE;
  const maybe = (chance: number): number =>
    random() < chance ? MINUTE + random() * length : Number.POSITIVE_INFINITY;
  // A room for a crowd ends only so.
  const allGoAt = kind === "winnerStays" ? MINUTE + length : maybe(0.03);
  return {
    settings,
    seed: n,
    people: FEWEST[kind] + (n % sizes),
    length,
    late: kind === "cup" ? 0 : 0.3,
    restartAt: maybe(0.3),
    lossAt: maybe(0.3),
    allGoAt,
    hostGoesAt: Math.min(allGoAt, random() < 0.1 ? 0 : maybe(0.3)),
    pauseAt: maybe(0.15),
    pauseFor: random() * 3 * MINUTE,
  };
}

function settingsOf(kind: CompetitionKind, random: () => number): CompetitionSettings {
  if (kind !== "arena") return DEFAULT_SETTINGS[kind];
  return { ...DEFAULT_SETTINGS.arena, minutes: 5 + Math.floor(26 * random() ** 2) };
}
