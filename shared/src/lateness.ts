/**
 * What messages about contacts, and answers to a ball, come to that are late; docs/adr/0003-lateness-credit.md
 * says why. All times in ticks.
 */
import { RULING_WINDOW, SHORT_RULING_WINDOW, ticksFromMs } from "./court.ts";

/**
 * The next flight begins later by this many times what the message was late by. Once, and the other player has
 * their whole flight; twice, and they have as much longer for it as whoever was late may have had to look
 * before they spoke; three times, and it does not pay to choose the contacts.
 */
const PER_LATENESS = 3;
/** And by this much more: messages come a little ahead as a rule, and the other player's clocks count on that. */
const AT_LEAST = ticksFromMs(50);

/** The share of a player's messages that come a little late is taken over about so many. */
const SHARE_SPAN = 32;
/** What that share is with the reserve that our clients keep. */
export const USUAL_LATE_SHARE = 0.045;
/** Every flight after a hit begins later by this times what is over that share, at most by so much. */
const PER_SHARE = ticksFromMs(4000);
const MOST_FOR_SHARE = ticksFromMs(400);

/**
 * How much later the next flight begins when the message came `late` after the contact, from a player of
 * whose last messages the share `lateShare` came a little late.
 */
export function pauseAfter(late: number, lateShare: number): number {
  const steady = PER_SHARE * Math.max(0, lateShare - USUAL_LATE_SHARE);
  return (late > 0 ? AT_LEAST + PER_LATENESS * late : 0) + Math.min(MOST_FOR_SHARE, steady);
}

/**
 * The share of messages that come a little late, after one that came `late`. What is later than that comes of
 * a packet lost on the way, not of a reserve that is too small, and costs credit.
 */
export function lateShareAfter(lateShare: number, late: number): number {
  const little = late > 0 && late <= SHORT_RULING_WINDOW ? 1 : 0;
  return lateShare + (little - lateShare) / SHARE_SPAN;
}

/** How long after a ball is known an input applies at the earliest that comes `late` after its stamp. */
export const answerDelay = (late: number): number =>
  late > 0 ? Math.ceil(Math.min(PER_LATENESS * late, RULING_WINDOW)) : 0;
