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

/** Held by every tab that is in a match: others see at once, however busy it is, that there is somebody to ask. */
const LOCK = "quickpong-match";
/** A tab that is in a match may be hidden, on a machine that is busy (ms). */
const PATIENCE = 2000;
/** Pages that are not secure have no locks. As a rule tabs answer within a few milliseconds (ms). */
const PATIENCE_WITHOUT_LOCKS = 120;
/** This tab's own match may have ended in this moment: its lock is free a little later (ms). */
const LOOK_EVERY = 20;

const locks = (): LockManager | undefined => (navigator as Partial<Navigator>).locks;

const open = (): BroadcastChannel | null =>
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("quickpong");

/** Answers other tabs with the match of this one; returns what ends that. */
export function answerOtherTabs(playing: () => PlayedElsewhere | null): () => void {
  const channel = open();
  channel?.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    const match = "ask" in data ? playing() : null;
    if (match) channel.postMessage({ playing: match } satisfies Message);
  });
  const release = holdLock();
  return () => {
    channel?.close();
    release();
  };
}

/** Holds the lock until what is returned is called. */
function holdLock(): () => void {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  locks()
    ?.request(LOCK, { mode: "shared" }, () => released)
    .catch(() => undefined);
  return release;
}

/** Whether a tab is in a match; null where the browser can't say. */
async function isAnyInMatch(): Promise<boolean | null> {
  try {
    const state = await locks()?.query();
    return state ? (state.held ?? []).some(({ name }) => name === LOCK) : null;
  } catch {
    return null;
  }
}

/** The match that is being played in another tab, if any. */
export async function askOtherTabs(): Promise<PlayedElsewhere | null> {
  const channel = open();
  if (!channel) return null;
  const since = performance.now();
  const answer = await new Promise<PlayedElsewhere | null>((resolve) => {
    channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
      if ("playing" in data) resolve(data.playing);
    });
    channel.postMessage({ ask: true } satisfies Message);
    const look = async (): Promise<void> => {
      const isAny = await isAnyInMatch();
      const patience = isAny === null ? PATIENCE_WITHOUT_LOCKS : PATIENCE;
      if (isAny === false || performance.now() - since >= patience) return resolve(null);
      setTimeout(look, LOOK_EVERY);
    };
    void look();
  });
  channel.close();
  return answer;
}
