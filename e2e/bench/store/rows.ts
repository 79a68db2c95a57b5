/** Players and matches in numbers, as the tables hold them. */

import { newPublicId } from "@quickpong/server/store/identity.ts";
import { pairOfKeys } from "@quickpong/server/store/pair.ts";
import type { MatchTable, PlayerRow, SeatRow } from "@quickpong/server/store/tables.ts";
import { randomFrom } from "@quickpong/shared/random.ts";

export type MatchRow = Omit<MatchTable, "seq"> & { seq: number };

const BEGIN = Date.UTC(2026, 0, 1);
const APART = 30_000;
const RULES = '{"pointsToWin":7,"pace":"normal"}';

/** When match `seq` ended (ms since 1970). */
export const endOf = (seq: number): number => BEGIN + seq * APART;

export function playerRow(rank: number, seed: number): PlayerRow {
  const rating = 1500 + 300 * (randomFrom(seed + rank)() - 0.5);
  return {
    id: newPublicId(),
    name: `Player ${rank}`,
    rating,
    deviation: 80,
    volatility: 0.06,
    rated_at: BEGIN,
    rated: 0,
    played: 20,
    won: 10,
    lost: 10,
    drawn: 0,
    longest_rally: 30,
    top_speed: 1500,
    made_at: BEGIN,
    seen_at: BEGIN,
  };
}

/** A few play very much: the most industrious one of 100,000 has played 40,000 of 1,000,000 matches. */
export function someone(players: number, random: () => number): number {
  return Math.floor(players * random() ** 3);
}

/** A public match of two players, with its seats; `rated` counts the matches of each. */
export function matchRows(
  seq: number,
  ids: readonly string[],
  rated: number[],
  random: () => number,
): [MatchRow, SeatRow, SeatRow] {
  const left = someone(ids.length, random);
  const other = someone(ids.length, random);
  const right = other === left ? (left + 1) % ids.length : other;
  const winner = random() < 0.5 ? 0 : 1;
  const [one, two] = [ids[left] as string, ids[right] as string];
  const match: MatchRow = {
    seq,
    id: Array.from({ length: 4 }, () => hex(random())).join(""),
    kind: "public",
    reason: "score",
    winner,
    rules: RULES,
    rules_version: 1,
    ended_at: endOf(seq),
    seconds: 90 + 100 * random(),
    longest_rally: Math.floor(40 * random()),
    top_speed: 1000 + 900 * random(),
    weight: 1,
    pair: pairOfKeys(one, two),
  };
  const seat = (side: 0 | 1, n: number): SeatRow => ({
    match: seq,
    side,
    player: ids[n] as string,
    claim: null,
    bot: "",
    score: winner === side ? 7 : Math.floor(7 * random()),
    rated_nth: countUp(rated, n),
    opponent_rating: 1500,
    opponent_deviation: 90,
    rating_before: 1500,
    deviation_before: 90,
    rating_after: 1400 + 200 * random(),
    deviation_after: 89,
  });
  return [match, seat(0, left), seat(1, right)];
}

function countUp(counts: number[], n: number): number {
  const count = (counts[n] ?? 0) + 1;
  counts[n] = count;
  return count;
}

const hex = (part: number): string =>
  Math.floor(part * 2 ** 32)
    .toString(16)
    .padStart(8, "0");
