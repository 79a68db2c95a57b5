/** Messages in a process's inbox, as text: anybody who reaches Redis can write into it. */
import { BOT_LEVELS, type BotLevel, type BotName } from "@quickpong/shared/bot-levels.ts";
import {
  type CloseReasonCode,
  type InviteStatus,
  LobbyMessage,
} from "@quickpong/shared/protocol/messages.ts";
import { readRules } from "@quickpong/shared/rules.ts";
import type { LeaverKeys, PersonIdentity, SeatHolder } from "../match/seats.ts";
import type { CreateMatchRequest, Notice } from "../matchmaking/matchmaker.ts";

/** Something that Redis passes on as it is, written as JSON. */
type Opaque = string;

/** A seat of a match that is ordered. */
interface OrderedSeat {
  name: string;
  ticket: string;
  /** For how long its player has waited (ms): clocks of processes differ. */
  waited: number;
  keys: LeaverKeys;
  identity?: Opaque;
  rating?: Opaque;
}

export interface MatchOrder {
  kind: "make";
  order: string;
  rules: Opaque;
  code: string;
  watch: boolean;
  bot?: BotName;
  /** A try at the daily. */
  daily?: true;
  left: OrderedSeat;
  right?: OrderedSeat;
  sameAddress: boolean;
}

type NoticeBody =
  | { close: CloseReasonCode }
  | { type: "requeued"; reason: string }
  | { type: "penalized"; seconds: number; leaves: number }
  /** Nobody is there any more without a number. */
  | { type: "proposal"; n?: number; opponent?: string }
  | ({ type: "invite"; rules: Opaque } & Omit<InviteStatus, "rules">)
  | {
      type: "found";
      order: string;
      opponent?: string;
      bot?: BotName;
      code: string;
      side: 0 | 1;
      rules: Opaque;
      ticket: string;
      reservation: Opaque;
      /** Since the player came (ms); of strangers only. */
      waited?: number;
    };

/** What a player is told. */
export type LobbyNotice = { kind: "notify"; id: string } & NoticeBody;

export type InboxMessage =
  | MatchOrder
  | LobbyNotice
  /** A player of this room was led to another process. */
  | { kind: "strayed"; room: string }
  /** A request for a seat in a match that may be here, and what became of it. */
  | {
      kind: "ask";
      from: string;
      id: string;
      path: string;
      options: object;
      local: boolean;
      site: string;
    }
  | { kind: "answer"; id: string; value?: unknown; status?: number; text?: string };

/** Longer ones are none of ours (characters). */
const LENGTH_MAX = 100_000;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const isText = (value: unknown): value is string => typeof value === "string";
const isFlag = (value: unknown): boolean => typeof value === "boolean";
const isNumber = (value: unknown): boolean => Number.isFinite(value);

const isSeat = (seat: unknown): boolean =>
  isFields(seat) &&
  isText(seat["name"]) &&
  isText(seat["ticket"]) &&
  isNumber(seat["waited"]) &&
  isFields(seat["keys"]) &&
  isText(seat["keys"]["tab"]) &&
  [seat["identity"], seat["rating"]].every((json) => json === undefined || isJson(json));

const isBot = (bot: unknown): boolean => bot === "wall" || BOT_LEVELS.includes(bot as BotLevel);

const isRules = (rules: unknown): boolean =>
  isJson(rules) && readRules(JSON.parse(rules as string)) !== null;

function isJson(text: unknown): boolean {
  if (!isText(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const NOTICES: Readonly<Record<string, (notice: Fields) => boolean>> = {
  requeued: ({ reason }) => isText(reason),
  penalized: ({ seconds, leaves }) => isNumber(seconds) && isNumber(leaves),
  proposal: ({ n, opponent }) => n === undefined || (isNumber(n) && isText(opponent)),
  invite: ({ rules, code, host, role, expiresIn }) =>
    isRules(rules) && [code, host, role].every(isText) && isNumber(expiresIn),
  found: ({ rules, reservation, order, code, ticket, side }) =>
    isRules(rules) &&
    isText(order) &&
    isJson(reservation) &&
    isText(code) &&
    isText(ticket) &&
    (side === 0 || side === 1),
};

const CHECKS: Readonly<Record<InboxMessage["kind"], (message: Fields) => boolean>> = {
  make: ({ order, rules, code, watch, bot, left, right, sameAddress }) =>
    isText(order) &&
    isRules(rules) &&
    isText(code) &&
    isFlag(watch) &&
    isFlag(sameAddress) &&
    isSeat(left) &&
    (right === undefined ? isBot(bot) : isSeat(right)),
  notify: (notice) =>
    isText(notice["id"]) && (isNumber(notice["close"]) || !!own(NOTICES, notice["type"])?.(notice)),
  strayed: ({ room }) => isText(room),
  ask: ({ from, id, path, options, local, site }) =>
    [from, id, path, site].every(isText) && isFields(options) && isFlag(local),
  answer: ({ id }) => isText(id),
};

function own<T>(record: Readonly<Record<string, T>>, key: unknown): T | undefined {
  return isText(key) && Object.hasOwn(record, key) ? record[key] : undefined;
}

const isMessage = (value: unknown): value is InboxMessage =>
  isFields(value) && own(CHECKS, value["kind"])?.(value) === true;

/** Reads a message; undefined for a text that is none. */
export function readMessage(text: string): InboxMessage | undefined {
  if (text.length > LENGTH_MAX) return undefined;
  try {
    const message: unknown = JSON.parse(text);
    return isMessage(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

/** The match that is ordered; `now` is this process's monotonic clock (ms). */
export function matchOf(order: MatchOrder, now: number): CreateMatchRequest {
  const { code, watch, sameAddress, rules, daily } = order;
  const bot: SeatHolder = {
    name: "Bot",
    since: now,
    ticket: "",
    ...(order.bot && { bot: order.bot }),
  };
  return {
    rules: JSON.parse(rules),
    left: holderOf(order.left, now),
    right: order.right ? holderOf(order.right, now) : bot,
    code,
    watch,
    sameAddress,
    ...(daily === true && { daily }),
  };
}

function holderOf(
  { name, ticket, waited, keys, identity, rating }: OrderedSeat,
  now: number,
): SeatHolder {
  const { tab, address } = keys;
  return {
    name,
    ticket,
    since: now - waited,
    keys: { tab, address },
    ...(identity && { identity: JSON.parse(identity) as PersonIdentity }),
    ...(rating && { rating: JSON.parse(rating) }),
  };
}

/** The same notice as a lobby takes it. */
export function noticeOf(notice: LobbyNotice): Notice {
  if ("close" in notice) return { close: notice.close };
  switch (notice.type) {
    case "requeued":
      return { type: LobbyMessage.requeued, content: notice.reason } as Notice;
    case "penalized":
      return {
        type: LobbyMessage.penalized,
        content: { seconds: notice.seconds, leaves: notice.leaves },
      };
    case "proposal": {
      const { n, opponent = "" } = notice;
      return { type: LobbyMessage.proposal, content: n === undefined ? null : { n, opponent } };
    }
    case "invite": {
      const { code, host, hostHere, watch, expiresIn, role } = notice;
      const rules = JSON.parse(notice.rules);
      return {
        type: LobbyMessage.invite,
        content: { code, host, hostHere, watch, expiresIn, role, rules },
      };
    }
    case "found": {
      const { opponent = "Bot", bot = "", code, side, ticket } = notice;
      const [rules, reservation] = [notice.rules, notice.reservation].map((json) =>
        JSON.parse(json),
      );
      return {
        type: LobbyMessage.found,
        content: { opponent, bot, code, side, ticket, rules, reservation },
      };
    }
  }
}
