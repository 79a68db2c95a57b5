/**
 * The matchmaker whose players are in Redis, which pairs them as well (scripts/): whichever process a player is
 * connected to, and whichever process asks. Nothing here waits for another process.
 */
import { randomUUID } from "node:crypto";
import type { BotLevel } from "@quickpong/shared/bot-levels.ts";
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import { ReplyError } from "ioredis";
import type { Invite } from "../matchmaking/invite.ts";
import type {
  CreateMatchRequest,
  JoinRequest,
  MatchmakerClient,
  Notice,
  QueueStatus,
  Reconciliation,
} from "../matchmaking/matchmaker.ts";
import { isDecent, newCode } from "../matchmaking/new-code.ts";
import { roomRules } from "../matchmaking/room-rules.ts";
import { isProvisional } from "../rating/rating.ts";
import { shownRating } from "../rating/shown-rating.ts";
import { type LobbyNotice, type MatchOrder, matchOf, noticeOf } from "./inbox-message.ts";
import type { RedisLink } from "./redis-link.ts";
import type { ScriptName } from "./scripts.ts";

/** Codes that a script may choose from; with 10,000 of 16 million taken the first is free nearly always. */
const CODES_OFFERED = 8;
/** A longer ticket is none of ours. */
const TICKET_MAX = 64;

export interface RedisMatchmakerParts {
  link: Pick<RedisLink, "run">;
  /** The id of this process. */
  processId(): string;
  /** In [0, 1). */
  random(): number;
  /** Makes a match on this process. */
  createMatch(request: CreateMatchRequest): Promise<readonly [unknown, unknown]>;
  /** Nobody comes to this match: it was made too late. */
  discardMatch(roomId: string): void;
  notify(id: string, notice: Notice): void;
  /** In so long (ms) there will be more players to pair. */
  dueIn(ms: number): void;
  /** A stranger was offered an opponent after so long (ms). */
  observeWait(ms: number): void;
  failed(error: unknown): void;
}

export class RedisMatchmaker implements MatchmakerClient {
  readonly #parts: RedisMatchmakerParts;
  #status: QueueStatus = { waiting: 0, usualWait: 0 };

  constructor(parts: RedisMatchmakerParts) {
    this.#parts = parts;
  }

  /** Runs a script that pairs; what fails is put right by the next reconciliation. */
  async run(name: ScriptName, args: object): Promise<unknown> {
    try {
      return await this.#parts.link.run(name, args);
    } catch (error) {
      // That Redis is away is no news; that a script fails is a bug.
      if (error instanceof ReplyError) this.#parts.failed(error);
      return undefined;
    }
  }

  enter(request: JoinRequest): void {
    const { ticket, host, code, daily = false } = request;
    const known = typeof code === "string" ? readCode(code) : "";
    const isTicket = typeof ticket === "string" && ticket.length <= TICKET_MAX;
    const args = {
      player: this.#playerOf(request),
      ticket: isTicket ? ticket : "",
      daily,
      ...(isObject(host)
        ? { wish: this.#wishOf(host, known) }
        : code !== undefined && { code: known }),
    };
    void this.#runAndPair("enter", args);
  }

  leave(id: string, onPurpose: boolean): void {
    void this.#runAndPair("leave", { id, onPurpose });
  }

  playBot(id: string, level: BotLevel): void {
    void this.#runAndPair("bot", { id, level });
  }

  setAskFirst(id: string, askFirst: boolean): void {
    void this.#runAndPair("ask_first", { id, askFirst });
  }

  answerProposal(id: string, n: number, accepted: boolean): void {
    void this.#runAndPair("answer", { id, n, accepted });
  }

  allowSpectators(id: string, allowed: boolean): void {
    void this.run("spectators", { id, allowed });
  }

  async reconcile(_: string, ids: readonly string[]): Promise<Reconciliation> {
    const args = { process: this.#parts.processId(), ids };
    const answer = JSON.parse(String(await this.#parts.link.run("reconcile", args)));
    if (answer.gone) throw new Error("Redis does not know this process");
    const { waiting, usualWait, missing } = answer;
    this.#status = { waiting, usualWait };
    // An empty list is an empty object in Lua.
    return { waiting, usualWait, missing: Array.isArray(missing) ? missing : [] };
  }

  status(): QueueStatus {
    return this.#status;
  }

  /** Pairs players who can be paired now, and puts back what was not confirmed in time. */
  async pair(): Promise<void> {
    await this.#runAndPair("pair", {});
  }

  /** Makes a match that was ordered, unless it was ordered a second time. */
  async make(order: MatchOrder): Promise<void> {
    const { createMatch, discardMatch, processId, failed } = this.#parts;
    let reservations: readonly [unknown, unknown];
    try {
      reservations = await createMatch(matchOf(order, performance.now()));
    } catch (error) {
      failed(error);
      return this.#runAndPair("failed", { order: order.order });
    }
    const room = (reservations[0] as { roomId: string }).roomId;
    const args = {
      order: order.order,
      process: processId(),
      room,
      reservations: reservations.map((each) => JSON.stringify(each ?? null)),
    };
    // When it is not known whether the offers went out the players may still come.
    if ((await this.run("made", args)) === 0) discardMatch(room);
  }

  /** Tells a player of this process something, and confirms that an offer has arrived. */
  tell(notice: LobbyNotice): void {
    this.#parts.notify(notice.id, noticeOf(notice));
    if (!("type" in notice) || notice.type !== "found") return;
    if (notice.waited !== undefined) this.#parts.observeWait(notice.waited);
    void this.run("received", { id: notice.id, order: notice.order });
  }

  /** What a code leads to, and the time in Redis (ms). */
  async invite(code: string): Promise<{ invite: Invite; now: number } | undefined> {
    const text = await this.run("invite", { code });
    if (typeof text !== "string") return undefined;
    const { invite, now } = JSON.parse(text);
    const rules = JSON.parse(invite.rules);
    return { invite: { ...invite, rules, ends: invite.ends ?? Number.POSITIVE_INFINITY }, now };
  }

  async #runAndPair(name: ScriptName, args: object): Promise<void> {
    const due = await this.run(name, args);
    if (typeof due === "number" && due > 0) this.#parts.dueIn(due);
  }

  /** The player as the scripts keep them. */
  #playerOf(request: JoinRequest): object {
    const { id, player, name, account, rating, waited, keys, identity, askFirst } = request;
    return {
      id,
      process: this.#parts.processId(),
      tab: player,
      name,
      account,
      waited: Math.round(waited),
      keys,
      askFirst: askFirst === true,
      ticket: randomUUID(),
      identity: identity && JSON.stringify(identity),
      rating: rating && JSON.stringify(shownRating(rating)),
      strength: rating && !isProvisional(rating) ? rating.rating : undefined,
    };
  }

  #wishOf(host: NonNullable<JoinRequest["host"]>, code: string): object {
    const rules = roomRules(host);
    const codes = Array.from({ length: CODES_OFFERED }, () => newCode(this.#parts.random));
    return {
      code,
      wanted: isDecent(code) ? code : "",
      codes,
      rules: rules ? JSON.stringify(rules) : false,
      watch: host.watch === true,
    };
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
