/** The last minutes of a process that is still played on. */
import { setTimeout as sleep } from "node:timers/promises";
import { matchMaker, type Room } from "@colyseus/core";
import { CloseReason, MATCH_ROOM } from "@quickpong/shared/protocol/messages.ts";
import type { PublishedMatch } from "@quickpong/shared/protocol/state.ts";

/** Matches are looked at this often (ms); one that is over is closed at the second look. */
const LOOK_EVERY = 500;

type AnyMatchRoom = Room<{ state: PublishedMatch }>;

/**
 * Waits until every match of this process is over, for at most `ms`, and closes those that have
 * finished: there are no rematches any more. Says how many were still running.
 */
export async function finishMatches(ms: number): Promise<number> {
  const deadline = performance.now() + ms;
  let over = new Set<AnyMatchRoom>();
  for (;;) {
    const rooms = await localMatches();
    const left = deadline - performance.now();
    if (rooms.length === 0 || left <= 0) return rooms.length;
    const finished = rooms.filter(({ state }) => state.endReason > 0);
    for (const room of finished) if (over.has(room)) void room.disconnect(CloseReason.shutdown);
    over = new Set(finished);
    await sleep(Math.min(LOOK_EVERY, left));
  }
}

async function localMatches(): Promise<AnyMatchRoom[]> {
  const listings = await matchMaker.query({ name: MATCH_ROOM });
  const rooms = listings.map(({ roomId }) => matchMaker.getLocalRoomById(roomId));
  return rooms.filter((room): room is AnyMatchRoom => room?.state !== undefined);
}
