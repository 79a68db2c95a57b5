/**
 * Tabs of one browser know of each other's matches: a player who opens a second one is asked where to play
 * on, instead of losing the first or meeting oneself.
 */
import type { SeatTicket } from "../net/colyseus/colyseus-link.ts";

/** A match that goes on in another tab. */
export interface PlayedElsewhere {
  seat: SeatTicket;
  opponent: string;
  /** The private room's code, else "". */
  room: string;
}

type Message = { ask: true } | { playing: PlayedElsewhere };

/** Other tabs of this machine answer within a few milliseconds, also when they are hidden (ms). */
const PATIENCE = 120;

const open = (): BroadcastChannel | null =>
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("quickpong");

/** Answers other tabs with the match of this one; returns what ends that. */
export function answerOtherTabs(playing: () => PlayedElsewhere | null): () => void {
  const channel = open();
  channel?.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    const match = "ask" in data ? playing() : null;
    if (match) channel.postMessage({ playing: match } satisfies Message);
  });
  return () => channel?.close();
}

/** The match that is being played in another tab, if any. */
export async function askOtherTabs(): Promise<PlayedElsewhere | null> {
  const channel = open();
  if (!channel) return null;
  const answer = await new Promise<PlayedElsewhere | null>((resolve) => {
    channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
      if ("playing" in data) resolve(data.playing);
    });
    channel.postMessage({ ask: true } satisfies Message);
    setTimeout(() => resolve(null), PATIENCE);
  });
  channel.close();
  return answer;
}
