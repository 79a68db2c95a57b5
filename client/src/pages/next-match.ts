/** After a public match that was watched: says which is next and goes there, unless one would rather stay. */
import type { WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { fetchMatches } from "../session/http-api.ts";
import { createCourtBar } from "../ui/court-bar.ts";
import { more } from "../ui/more-texts.ts";
import { nameOf } from "../ui/names.ts";

/** The next match begins so long after the end of one (s). */
export const NEXT_AFTER = 5;

export interface NextMatch {
  /** After every frame of the match that is watched. */
  follow(frame: ViewFrame): void;
  stop(): void;
}

/** The first of the list that is not match `id`; null when there is none. */
export async function findNext(id: string): Promise<WatchableMatch | null> {
  return (await fetchMatches()).find((match) => match.id !== id) ?? null;
}

/** For the match `id`; `go` goes to another one. */
export function createNextMatch(id: string, go: (id: string) => void): NextMatch {
  let over = false;
  let stop: (() => void) | null = null;
  const quiet = () => {
    stop?.();
    stop = null;
  };
  const announce = async () => {
    const next = await findNext(id);
    // Meanwhile its players may have begun another one.
    if (next && over && !stop) stop = countDown(next, () => go(next.id));
  };
  return {
    follow({ phase }) {
      const now = phase === "finished";
      if (now === over) return;
      over = now;
      quiet();
      if (over) void announce();
    },
    stop() {
      over = false;
      quiet();
    },
  };
}

/** Says which is next and goes there after a while; returns what ends that. */
function countDown({ left, right }: WatchableMatch, go: () => void): () => void {
  let seconds = NEXT_AFTER;
  const names = { left: nameOf(left), right: nameOf(right) };
  const words = () => more("nextIn", { ...names, n: seconds });
  const stop = () => {
    clearInterval(timer);
    bar.stop();
  };
  const labels = { words: words(), yes: more("nextMatch"), no: more("stay") };
  const bar = createCourtBar({ ...labels, onYes: go, onNo: stop });
  bar.show(true);
  const timer = setInterval(() => {
    seconds--;
    bar.say(words());
    if (seconds === 0) go();
  }, 1000);
  return stop;
}
