/** Players who are lost at the end of a run although nobody has told them so. Pure. */

/** How a bot is doing. */
export interface MatchStanding {
  /** When it pressed "play" (ms); NaN when it has its seat. */
  waitingSince: number;
  /** It has a seat, and no answer from the server. */
  cutOff: boolean;
}

/** A bot by its number, and why it is lost. */
export interface Loss {
  bot: number;
  why: string;
}

/**
 * Those that a player would call lost at `now` (ms): cut off, or without a seat for longer than
 * `patience` (ms). Two who wait could play each other; of an odd number one has nobody to play with, which
 * is no fault of the server's.
 */
export function lossesAt(
  now: number,
  standings: readonly MatchStanding[],
  patience: number,
): Loss[] {
  const bots = standings.map((standing, bot) => ({ ...standing, bot }));
  const forgotten = bots
    .filter(({ waitingSince }) => now - waitingSince > patience)
    .toSorted((a, b) => a.waitingSince - b.waitingSince);
  return [
    ...bots
      .filter(({ cutOff }) => cutOff)
      .map(({ bot }) => ({ bot, why: "no connection at the end" })),
    ...forgotten
      .slice(0, forgotten.length - (forgotten.length % 2))
      .map(({ bot }) => ({ bot, why: "no seat at the end" })),
  ];
}
