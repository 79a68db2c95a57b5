/** What this process can do by itself, for the others. */
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import type { Logger } from "pino";
import type { Ticker } from "../match/ticker.ts";
import type { Invites } from "../matchmaking/invites.ts";
import type { LeaverPenalties } from "../matchmaking/leaver-penalties.ts";
import type { MatchDirectory } from "../matchmaking/match-directory.ts";
import type { PriorityTickets } from "../matchmaking/priority-tickets.ts";
import type { LocalNode } from "./cluster.ts";
import type { Strays } from "./strays.ts";

type Provided =
  | "matchmake"
  | "createMatch"
  | "discardMatch"
  | "pairing"
  | "createMatchmaker"
  | "online"
  | "isOverloaded"
  | "lobby";

export interface NodeParts extends Pick<LocalNode, Provided> {
  log: Logger;
  ticker: Ticker;
  invites: Invites;
  leaverPenalties: LeaverPenalties;
  tickets: PriorityTickets;
  matchDirectory: MatchDirectory;
  strays: Strays;
}

export function localNode(parts: NodeParts): LocalNode {
  const { log, ticker, invites, leaverPenalties, tickets, matchDirectory, strays } = parts;
  const { matchmake, createMatch, discardMatch, createMatchmaker, pairing } = parts;
  const { online, isOverloaded, lobby } = parts;
  const now = () => performance.now();
  return {
    matchmake,
    createMatch,
    discardMatch,
    createMatchmaker,
    pairing,
    lobby,
    online,
    isOverloaded,
    invite: (code) => invites.answer(readCode(code), now()),
    matchOpened: (code, roomId) => invites.opened(code, roomId),
    matchPlayed: (code, roomId, played) => invites.played(code, roomId, played),
    matchOver: (code, roomId, noShow) => invites.over(code, roomId, noShow, now()),
    allowSpectators: (code, roomId, allowed) => invites.allowSpectators(code, roomId, allowed),
    left: (keys) => leaverPenalties.left(keys, now()),
    strayed: (roomId) => strays.add(roomId),
    opponentNoShow: (ticket, ms) => tickets.activate(ticket, now() - ms, now()),
    matches: () => ticker.size,
    watchable: () => matchDirectory.list(now()),
    failed: (err, where) => log.error({ where, err }, "asked by another process, failed"),
  };
}
