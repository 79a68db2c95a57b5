/** Makes a match for two and hands each their seat. */
import type { BotLevel } from "@quickpong/shared/bot.ts";
import { otherSide, SIDES } from "@quickpong/shared/court.ts";
import type { MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { SeatHolder } from "../match/seats.ts";
import type { LeaverKeys } from "./leaver-penalties.ts";

/** Somebody in the lobby. */
export interface QueuedPlayer {
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
  /** Until when they give way to others in the queue (ms). */
  givesWayUntil?: number;
}

/** What a match is made with. */
export interface CreateMatchRequest {
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
  found(guest: QueuedPlayer, offer: Offer): void;
  /** Makes a match and reserves its seats, the left one first; a bot needs none. */
  openMatch(order: CreateMatchRequest): Promise<[unknown, unknown]>;
  newTicket(): string;
  failed(error: unknown): void;
}

/** A bot as an opponent. */
export interface BotPlayerOffer {
  bot: BotLevel;
  name: string;
}
export const botGuest = (bot: BotLevel): BotPlayerOffer => ({ bot, name: "Bot" });

type Plan = Omit<CreateMatchRequest, "left" | "right">;

/**
 * Makes the match and tells both, the first of whom sits on the left. False when it can't be made
 * or somebody has gone meanwhile, as `isHere` says; then nobody was told anything.
 */
export async function makeOffer(
  port: OfferPort,
  plan: Plan,
  pair: readonly [QueuedPlayer, QueuedPlayer | BotPlayerOffer],
  isHere: (guest: QueuedPlayer) => boolean,
): Promise<boolean> {
  const shared = addressOf(pair[0]) === addressOf(pair[1]);
  const [left, right] = pair.map((each) => holderOf(each, port, shared)) as [
    SeatHolder,
    SeatHolder,
  ];
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

const addressOf = (each: QueuedPlayer | BotPlayerOffer): string | undefined =>
  "bot" in each ? undefined : each.keys?.address;

/** Of two who `share` an address neither does anything to others there. */
function holderOf(
  each: QueuedPlayer | BotPlayerOffer,
  port: OfferPort,
  share: boolean,
): SeatHolder {
  if ("bot" in each) return { name: each.name, bot: each.bot, since: port.now(), ticket: "" };
  const { name, since } = each;
  const keys = each.keys && { ...each.keys, ...(share && { address: undefined }) };
  return { name, since, ticket: port.newTicket(), ...(keys && { keys }) };
}
