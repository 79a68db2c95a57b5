/** Makes a match for two players and offers each a seat. */
import type { BotName } from "@quickpong/shared/bot-levels.ts";
import { otherSide, SIDES } from "@quickpong/shared/court.ts";
import { LobbyMessage } from "@quickpong/shared/protocol/messages.ts";
import { type SeatHolder, STRANGER } from "../match/seats.ts";
import { shownRating } from "../rating/shown-rating.ts";
import type { CreateMatchRequest, MatchmakerDependencies } from "./matchmaker.ts";
import type { QueuedPlayer, QueuedPlayers } from "./queued-player.ts";

/** A player who gets a seat, and since when that player counts as waiting (ms). */
export interface Contender {
  player: QueuedPlayer;
  since: number;
}
/** A bot as an opponent. */
export interface BotContender {
  bot: BotName;
}
/** The first one's seat is on the left. */
export type Pair = readonly [Contender, Contender | BotContender];

export type MatchTerms = Omit<CreateMatchRequest, "left" | "right" | "sameAddress">;

/** A match that is made and that nobody was told of yet. */
interface CreatedMatch {
  request: CreateMatchRequest;
  reservations: readonly [unknown, unknown];
}

const BOT_NAME = "Bot";

/** Has a match made for the pair; undefined when that fails. */
export async function createMatch(
  deps: MatchmakerDependencies,
  terms: MatchTerms,
  pair: Pair,
): Promise<CreatedMatch | undefined> {
  const address = addressOf(pair[0]);
  const shared = address === addressOf(pair[1]);
  const left = holderOf(pair[0], deps, shared);
  const right = holderOf(pair[1], deps, shared);
  const request = { ...terms, left, right, sameAddress: shared && address !== undefined };
  try {
    return { request, reservations: await deps.network().createMatch(request) };
  } catch (error) {
    deps.failed(error);
    return undefined;
  }
}

/**
 * Offers each player of the pair a seat and forgets the player. False when one of them has gone meanwhile:
 * then nobody is told anything. Should an offer get lost on its way, the player still waits, and the next
 * reconciliation brings them back.
 */
export function sendOffers(
  deps: MatchmakerDependencies,
  players: QueuedPlayers,
  pair: Pair,
  { request, reservations }: CreatedMatch,
): boolean {
  if (!areHere(players, pair)) return false;
  const { rules, code } = request;
  const holders = [request.left, request.right] as const;
  for (const side of SIDES) {
    const contender = pair[side];
    if ("bot" in contender) continue;
    const { id, processId } = contender.player;
    const { ticket } = holders[side];
    const { name: opponent, bot = "" } = holders[otherSide(side)];
    const offer = { opponent, bot, code, side, rules, ticket, reservation: reservations[side] };
    deps.network().notify(processId, id, { type: LobbyMessage.found, content: offer });
    players.delete(id);
  }
  return true;
}

/** Whether all players of the pair are still there, in the sessions in which they were paired. */
const areHere = (players: QueuedPlayers, pair: Pair): boolean =>
  pair.every((each) => "bot" in each || players.get(each.player.id) === each.player);

const addressOf = (each: Contender | BotContender): string | undefined =>
  "bot" in each ? undefined : each.player.keys.address;

/** When two share an address, neither can do harm to others there: the address is left out. */
function holderOf(
  each: Contender | BotContender,
  deps: MatchmakerDependencies,
  share: boolean,
): SeatHolder {
  if ("bot" in each) return { name: BOT_NAME, bot: each.bot, since: deps.now(), ticket: "" };
  const { name, keys, identity = STRANGER, rating } = each.player;
  const ownKeys = share ? { ...keys, address: undefined } : keys;
  const known = { identity, ...(rating && { rating: shownRating(rating) }) };
  return { name, since: each.since, ticket: deps.newTicket(), keys: ownKeys, ...known };
}
