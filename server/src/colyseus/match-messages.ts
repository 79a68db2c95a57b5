/** What the clients of a match may say, and what comes of it. */
import type { Client } from "@colyseus/core";
import { LEFT, SIDES, type Side } from "@quickpong/shared/court.ts";
import { decodePlay } from "@quickpong/shared/protocol/input-codec.ts";
import { CloseReason, EMOTES, MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import type { PlayListener } from "../ws/connection.ts";
import { connectionOf } from "./colyseus-internals.ts";
import { type MatchContext, withPlayer } from "./match-context.ts";
import { bytesFrame, emoteMessage } from "./match-frames.ts";
import { recordViolation } from "./message-guard.ts";

type Answer = (context: MatchContext, client: Client, content: unknown) => void;

/** By type; a `MatchMessage.play` takes the fast path (ws/connection.ts). */
export const MATCH_ANSWERS: readonly (readonly [type: number, answer: Answer])[] = [
  [MatchMessage.rematch, rematch],
  [MatchMessage.claim, claim],
  [MatchMessage.away, away],
  [MatchMessage.emote, emote],
  [MatchMessage.allowSpectators, allowSpectators],
];

/** Takes what the player on `side` says while playing; throws when the match does. */
export const playing =
  ({ match }: MatchContext, client: Client, side: Side): PlayListener =>
  (bytes, from, to) => {
    if (!match.play(side, decodePlay(bytes, from, to), performance.now())) recordViolation(client);
  };

/** Spectators ping, to know the match's time, and say nothing else. */
export const watching =
  ({ match }: MatchContext, client: Client): PlayListener =>
  (bytes, from, to) => {
    const message = decodePlay(bytes, from, to);
    if (message?.kind !== "ping") return recordViolation(client);
    const pong = match.pong(message.id, performance.now());
    connectionOf(client).write(bytesFrame(MatchMessage.play, pong));
  };

/** A try at the daily is none: another one is counted anew. */
function rematch(context: MatchContext, client: Client): void {
  if (!context.hasRematch) return;
  withPlayer(context, client, (match, side, now) => match.rematch(side, now));
}

function claim(context: MatchContext, client: Client): void {
  withPlayer(context, client, (match, side, now) => match.claim(side, now));
}

function away(context: MatchContext, client: Client, hidden: unknown): void {
  withPlayer(context, client, (match, side) => match.away(side, hidden === true));
}

function emote(context: MatchContext, client: Client, which: unknown): void {
  if (!(Number.isInteger(which) && Number(which) >= 0 && Number(which) < EMOTES)) {
    return recordViolation(client);
  }
  const { connections, spectators } = context;
  withPlayer(context, client, (_, side, now) => {
    if (!connections.mayEmote(side, now)) return;
    for (const each of SIDES) connections.clientOn(each)?.send(MatchMessage.emote, [side, which]);
    spectators.send(emoteMessage(side, Number(which)));
  });
}

/** The host of a private match, who is on the left, lets it be watched or has spectators go. */
function allowSpectators(context: MatchContext, client: Client, may: unknown): void {
  const { services, match, connections, spectators, code, roomId } = context;
  if (code === "" || connections.sideOf(client) !== LEFT) return;
  const allowed = may === true;
  services.cluster.allowSpectators(code, roomId, allowed);
  match.allowSpectators(allowed);
  if (!allowed) spectators.dismiss(CloseReason.notWatchable);
}
