/** A try at the daily as it is shown: the number on the court is the player's own hits, and nobody wins. */
import type { ViewFrame } from "../net/view-frame.ts";
import type { OnlineMatch } from "./match-in-page.ts";

/** The player's own hits in a rally, from all of it and from who had the last. */
export class OwnHits {
  private hits = 0;

  /** Takes a frame in; returns what it comes to. */
  follow({ events, phase, rally }: Pick<ViewFrame, "events" | "phase" | "rally">): number {
    if (phase === "countdown") this.hits = 0;
    // Somebody who comes back to a rally has missed its events.
    if (phase === "rally") this.hits = Math.max(this.hits, Math.floor(rally / 2));
    for (const event of events)
      if (event.type === "hit" && event.by === "own") this.hits = Math.ceil(event.hits / 2);
    return this.hits;
  }
}

/** The same match for the screen. */
export function asDaily(match: OnlineMatch): OnlineMatch {
  const own = new OwnHits();
  return {
    ...match,
    frame(time) {
      const frame = match.frame(time);
      if (!frame) return frame;
      const hits = own.follow(frame);
      const events = frame.events.filter(({ type }) => type !== "finish");
      // Said once, at the end, and not with every hit.
      const score = frame.phase === "finished" ? hits : 0;
      return {
        ...frame,
        events,
        rally: hits,
        pointsToWin: 0,
        own: { ...frame.own, score },
        opponent: { ...frame.opponent, score: 0, wins: 0 },
      };
    },
  };
}
