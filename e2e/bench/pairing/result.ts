/** What a run of bench:pairing measured, in four figures. */
import type { Joiners } from "./joiners.ts";

export interface PairingResult {
  /** Pairs that got their match's seats, a second. */
  pairsPerSecond: number;
  /** From pressing Play to the seat (ms): 99 % of players have it within this time; NaN when nobody has one. */
  seatMsP99: number;
  /** Players who sat with another opponent than they were offered. */
  wrongPairs: number;
  /** How far the process that is furthest from an even share of the matches is from it, as a part of that share. */
  unevenness: number;
}

/** The figures of a crowd that pressed Play for so many seconds, at so many processes where that is known. */
export function resultOf(
  crowd: Pick<Joiners, "rooms" | "seated" | "wrongPairs" | "toSeat">,
  seconds: number,
  processes = 0,
): PairingResult {
  return {
    pairsPerSecond: crowd.seated / 2 / seconds,
    seatMsP99: crowd.toSeat.summary().p99 ?? Number.NaN,
    wrongPairs: crowd.wrongPairs,
    unevenness: unevennessOf(Object.values(matchesByProcess(crowd)), processes),
  };
}

/** How many matches each process had. */
export function matchesByProcess({ rooms }: Pick<Joiners, "rooms">): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { process } of rooms.values()) counts[process] = (counts[process] ?? 0) + 1;
  return counts;
}

function unevennessOf(some: readonly number[], processes: number): number {
  if (some.length === 0) return 0;
  // A process that got no match is in nobody's count.
  const counts = [...some, ...Array(Math.max(0, processes - some.length)).fill(0)] as number[];
  const even = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return Math.max(...counts.map((count) => Math.abs(count - even))) / even;
}
