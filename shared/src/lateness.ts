/** What a late message about a contact does to the next flight; docs/adr/0003-lateness-credit.md says why. */
import { ticksFromMs } from "./court.ts";

/**
 * The next flight begins later by this many times what the message was late by. Once, and the other player has
 * their whole flight; twice, and they have as much longer for it as whoever was late may have had to look
 * before they spoke; three times, and it does not pay to choose the contacts.
 */
const PER_LATENESS = 3;
/** And by this much more: messages come a little ahead as a rule, and the other player's clocks count on that. */
const AT_LEAST = ticksFromMs(50);

/** How much later (ticks) the next flight begins when the message came `late` ticks after the contact. */
export const pauseAfter = (late: number): number => (late > 0 ? AT_LEAST + PER_LATENESS * late : 0);
