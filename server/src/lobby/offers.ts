/** Makes a match for two and hands each their seat. */
import type { BotLevel } from "@quickpong/shared/bot.ts";
import { otherSide, SIDES } from "@quickpong/shared/court.ts";
import type { Rules } from "@quickpong/shared/match.ts";
import type { MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import type { SeatHolder } from "../match/seats.ts";
import type { LeaverKeys } from "./leavers.ts";

/** Somebody in the lobby. */
export interface Guest {
  /** This visit; unique. */
  id: string;
  /** The same tab is the same player. */
  player: string;
  /** As shown to others. */
  name: string;
  /** Since when they have been looking for a match (ms). */
  since: number;
  /** Whom leaving a match is put down to. */
  keys?: LeaverKeys;
}

/** What a match is made with. */
export interface MatchOrder {
  rules: Rules;
  left: SeatHolder;
  right: SeatHolder;
  /** The private room's code; "" for a public match. */
  code: string;
  /** It may be watched. */
  watch: boolean;
}

/** Whether its seat is `here`, the guest's process knows. */
export type Offer = Omit<MatchOffer, "here">;

export interface OfferPort {
  /** A monotonic clock (ms). */
  now(): number;
  found(guest: Guest, offer: Offer): void;
  /** Makes a match and reserves its seats, the left one first; a bot needs none. */
  openMatch(order: MatchOrder): Promise<[unknown, unknown]>;
  newTicket(): string;
  failed(error: unknown): void;
}

/** A bot as an opponent. */
export interface BotGuest {
  bot: BotLevel;
  name: string;
}
export const botGuest = (bot: BotLevel): BotGuest => ({ bot, name: "Bot" });

type Plan = Omit<MatchOrder, "left" | "right">;

/**
 * Makes the match and tells both, the first of whom sits on the left. False when it can't be made
 * or somebody has gone meanwhile, as `isHere` says; then nobody was told anything.
 */
export async function makeOffer(
  port: OfferPort,
  plan: Plan,
  pair: readonly [Guest, Guest | BotGuest],
  isHere: (guest: Guest) => boolean,
): Promise<boolean> {
  const [left, right] = pair.map((each) => holderOf(each, port)) as [SeatHolder, SeatHolder];
  try {
    const reservations = await port.openMatch({ ...plan, left, right });
    if (!pair.every((each) => "bot" in each || isHere(each))) return false;
    for (const side of SIDES) {
      const guest = pair[side];
      if ("bot" in guest) continue;
      const opponent = pair[otherSide(side)];
      port.found(guest, {
        opponent: opponent.name,
        bot: "bot" in opponent ? opponent.bot : "",
        code: plan.code,
        side,
        rules: plan.rules,
        ticket: [left, right][side]?.ticket ?? "",
        reservation: reservations[side],
      });
    }
    return true;
  } catch (error) {
    port.failed(error);
    return false;
  }
}

function holderOf(each: Guest | BotGuest, port: OfferPort): SeatHolder {
  if ("bot" in each) return { name: each.name, bot: each.bot, since: port.now(), ticket: "" };
  const { name, since, keys } = each;
  return { name, since, ticket: port.newTicket(), ...(keys && { keys }) };
}
