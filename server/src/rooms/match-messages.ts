/** What the clients of a match may say, and what comes of it. */
import type { Client } from "@colyseus/core";
import { LEFT, SIDES } from "@quickpong/shared/court.ts";
import { CloseReason, EMOTES, MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import { strike } from "../edge/message-guard.ts";
import { emoteMessage, sendBytes } from "./own-frames.ts";
import { act, type Table } from "./table.ts";

type Answer = (table: Table, client: Client, content: unknown) => void;

/** By type; `MatchMessage.play`, which comes as bytes, has a function of its own. */
export const MATCH_ANSWERS: readonly (readonly [type: number, answer: Answer])[] = [
  [MatchMessage.rematch, rematch],
  [MatchMessage.claim, claim],
  [MatchMessage.away, away],
  [MatchMessage.emote, emote],
  [MatchMessage.consent, consent],
];

/** A `MatchMessage.play`. */
export function play(table: Table, client: Client, bytes: Uint8Array): void {
  if (table.places.sideOf(client) === undefined) return answerWatcher(table, client, bytes);
  act(table, client, (match, side, now) => {
    if (!match.play(side, bytes, now)) strike(client);
  });
}

/** Watchers ping, to know the match's time, and say nothing else. */
function answerWatcher({ match }: Table, client: Client, bytes: Uint8Array): void {
  const pong = match.answerWatcher(bytes, performance.now());
  if (pong) sendBytes(client, MatchMessage.play, pong);
  else strike(client);
}

function rematch(table: Table, client: Client): void {
  act(table, client, (match, side, now) => match.rematch(side, now));
}

function claim(table: Table, client: Client): void {
  act(table, client, (match, side, now) => match.claim(side, now));
}

function away(table: Table, client: Client, hidden: unknown): void {
  act(table, client, (match, side) => match.away(side, hidden === true));
}

function emote(table: Table, client: Client, which: unknown): void {
  if (!(Number.isInteger(which) && Number(which) >= 0 && Number(which) < EMOTES)) {
    return strike(client);
  }
  const { places, audience } = table;
  act(table, client, (_, side, now) => {
    if (!places.mayEmote(side, now)) return;
    for (const each of SIDES) places.clientOn(each)?.send(MatchMessage.emote, [side, which]);
    audience.say(emoteMessage(side, Number(which)));
  });
}

/** The host of a private match, who is on the left, lets it be watched or has watchers go. */
function consent(table: Table, client: Client, may: unknown): void {
  const { services, match, places, audience, code } = table;
  const invite = services.invites.get(code);
  if (!invite || places.sideOf(client) !== LEFT) return;
  invite.watch = may === true;
  match.consent(invite.watch);
  if (!invite.watch) audience.dismiss(CloseReason.notWatchable);
}
