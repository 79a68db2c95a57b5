/** Looking on: a match of two others, until it is over or one has seen enough. */
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import type { AppContext, Page } from "../app-context.ts";
import type { WatchedMatch } from "../match/match-in-page.ts";
import { loadOnlineMatch } from "../match/match-modules.ts";
import { showMatch } from "../match/match-screen.ts";
import { afterClose } from "../net/match-status.ts";
import { h } from "../platform/dom.ts";
import { UNREACHABLE } from "../platform/unreachable.ts";
import { addressOf } from "../routing/routes.ts";
import { createCopyButton } from "../ui/copy-button.ts";
import { more } from "../ui/more-texts.ts";
import { createLoading, createNotice, type Way } from "../ui/notice.ts";
import { text } from "../ui/texts.ts";
import { loadCourt, partsOf } from "./court-loading.ts";
import { showErrorPage } from "./error-page.ts";
import { createNextMatch, type NextMatch } from "./next-match.ts";

export const watchPage =
  (id: string): Page =>
  (app) => {
    const page = new WatchPage(app, id);
    void page.come();
    return () => page.stop();
  };

/** A watcher's seat is not kept: after a lost connection they come again, so often and so fast (ms). */
const TRIES = 20;
const RETRY_EVERY = 1000;

class WatchPage {
  private readonly app: AppContext;
  private id: string;
  private stopped = false;
  private seen = false;
  private tries = 0;
  private timer = 0;
  private end: (() => void) | null = null;
  private next: NextMatch | null = null;

  constructor(app: AppContext, id: string) {
    this.app = app;
    this.id = id;
  }

  async come(): Promise<void> {
    const { app } = this;
    app.title.set(text("liveNow"));
    this.load();
    const wanted = () => !this.stopped;
    const again = () => void this.come();
    if (!(await loadCourt(app, partsOf.watching(app), wanted, again))) return;
    try {
      const { createWatchedMatch } = await loadOnlineMatch();
      const match = await createWatchedMatch(this.id);
      if (this.stopped) match.end();
      else this.show(match);
    } catch (error) {
      const { code } = (error ?? {}) as { code?: unknown };
      if (!this.stopped) this.closed(typeof code === "number" ? code : UNREACHABLE);
    }
  }

  private load(): void {
    const { app, seen } = this;
    app.screen.show(createLoading(seen ? text("reconnecting") : undefined, this.home));
  }

  private show(match: WatchedMatch): void {
    const { app } = this;
    this.seen = true;
    this.tries = 0;
    // Friends' watchers stay for what follows.
    this.next = readCode(this.id) ? null : createNextMatch(this.id, (id) => this.goOn(id));
    this.end = showMatch(app, {
      match,
      names: { own: "", opponent: "" },
      pointsToWin: 0,
      rematchLabel: () => null,
      label: () => h("div", { class: "label" }, more("watching"), this.copyLink()),
      ways: () => [{ label: text("play"), go: () => app.go({ page: "play" }) }, this.home],
      follow: (frame) => this.next?.follow(frame),
      onLeave: () => app.go({ page: "home" }),
      onClosed: (code) => this.closed(code),
    });
  }

  /** Another match in place of this one. */
  private goOn(id: string): void {
    this.leave();
    this.id = id;
    this.seen = false;
    this.app.rename({ page: "watch", id });
    void this.come();
  }

  private leave(): void {
    this.next?.stop();
    this.next = null;
    this.end?.();
    this.end = null;
  }

  private copyLink(): HTMLElement {
    const { href } = new URL(addressOf({ page: "watch", id: this.id }), location.href);
    return createCopyButton(href, "copy");
  }

  private closed(code: number): void {
    this.leave();
    const next = afterClose(code, this.seen && this.tries < TRIES);
    if (next === "again") {
      this.tries++;
      this.load();
      this.timer = window.setTimeout(() => void this.come(), RETRY_EVERY);
    } else if (next === "nothing") this.nothing();
    else showErrorPage(this.app, code, false);
  }

  private nothing(): void {
    const { app } = this;
    const ways = [{ label: text("play"), go: () => app.go({ page: "play" }) }, this.home];
    app.title.set("");
    const [title, message] = [more("notWatchableTitle"), more("notWatchable")];
    app.screen.show(createNotice(title, message, ways, "empty"));
  }

  private get home(): Way {
    return { label: text("home"), go: () => this.app.go({ page: "home" }) };
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.leave();
    this.app.screen.show(null);
  }
}
