/** A match that is watched on a page that has more to show, and goes on without it. */
import type { AppContext } from "../app-context.ts";
import { loadOnlineMatch } from "../match/match-modules.ts";
import { showMatch } from "../match/match-screen.ts";
import { h } from "../platform/dom.ts";
import type { Way } from "../ui/notice.ts";
import { AfterResult } from "./after-result.ts";

export interface WatchedCourtOptions {
  /** Stands on the court while the ball is not in play. */
  label: string;
  /** Where to go from the result. */
  ways: () => Way[];
  /** It is over, or can't be watched (any more), or its watcher has seen enough. */
  onOver: () => void;
}

export class WatchedCourt {
  private readonly app: AppContext;
  private readonly options: WatchedCourtOptions;
  private end: (() => void) | null = null;
  private turn = 0;
  private readonly afterResult: AfterResult;

  constructor(app: AppContext, options: WatchedCourtOptions) {
    this.app = app;
    this.options = options;
    this.afterResult = new AfterResult(() => options.onOver());
  }

  /** Shows the match with this id in place of another one; resolves to whether it is shown. */
  async show(id: string): Promise<boolean> {
    this.stop();
    const { turn } = this;
    try {
      const [{ createWatchedMatch }] = await Promise.all([
        loadOnlineMatch(),
        this.app.runner.load(),
      ]);
      if (turn !== this.turn) return false;
      const match = await createWatchedMatch(id);
      if (turn !== this.turn) {
        match.end();
        return false;
      }
      this.end = showMatch(this.app, {
        match,
        names: { own: "", opponent: "" },
        pointsToWin: 0,
        rematchLabel: () => null,
        label: () => h("div", { class: "label" }, this.options.label),
        ways: this.options.ways,
        follow: (frame) => this.afterResult.follow(frame),
        onLeave: () => this.options.onOver(),
        onClosed: () => this.options.onOver(),
      });
      return true;
    } catch {
      if (turn === this.turn) this.options.onOver();
      return false;
    }
  }

  /** Takes it away; nothing is said of that. */
  stop(): void {
    this.turn++;
    this.afterResult.stop();
    this.end?.();
    this.end = null;
  }
}
