/**
 * Score and names of a public match on a transparent page, for streams. It says nothing while there is no such match,
 * and comes again by itself for as long as it is open.
 */
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import type { Page } from "../app-context.ts";
import type { WatchedMatch } from "../match/match-in-page.ts";
import { loadOnlineMatch } from "../match/match-modules.ts";
import "../styles/overlay.css";
import { createScoreboard } from "../ui/scoreboard.ts";

/** How long until it comes again (ms): to where there is nothing it comes less often. */
const AGAIN_IN = { first: 1000, last: 15_000 };
const TRANSPARENT = "data-overlay";

export const overlayPage =
  (id: string): Page =>
  (app) => {
    const scoreboard = createScoreboard();
    const overlay = new Overlay(id, scoreboard.show, (names) => app.title.set(names));
    document.documentElement.toggleAttribute(TRANSPARENT, true);
    app.screen.show(scoreboard.element);
    // A private match's code is none of a stream's business.
    if (readCode(id) === "") overlay.start();
    return () => {
      overlay.stop();
      document.documentElement.toggleAttribute(TRANSPARENT, false);
      app.screen.show(null);
    };
  };

type Show = ReturnType<typeof createScoreboard>["show"];

class Overlay {
  private readonly id: string;
  private readonly show: Show;
  private readonly name: (names: string) => void;
  private match: WatchedMatch | null = null;
  private stopped = false;
  private wait = AGAIN_IN.first;
  private timer = 0;
  private frame = 0;

  constructor(id: string, show: Show, name: (names: string) => void) {
    this.id = id;
    this.show = show;
    this.name = name;
  }

  start(): void {
    void this.come();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    this.match?.end();
  }

  private async come(): Promise<void> {
    try {
      const { createWatchedMatch } = await loadOnlineMatch();
      const match = await createWatchedMatch(this.id);
      if (this.stopped) return match.end();
      this.match = match;
      this.wait = AGAIN_IN.first;
      this.draw();
    } catch {
      // There is no such match, or no server: both may change.
      this.again();
    }
  }

  private draw(): void {
    const { match } = this;
    if (!match) return;
    const frame = match.frame(performance.now());
    if (frame) this.name(this.show(frame));
    if (match.closed() !== null) return this.again();
    this.frame = requestAnimationFrame(() => this.draw());
  }

  private again(): void {
    if (this.stopped) return;
    this.match?.end();
    this.match = null;
    this.name("");
    this.show(null);
    this.timer = window.setTimeout(() => void this.come(), this.wait);
    this.wait = Math.min(2 * this.wait, AGAIN_IN.last);
  }
}
