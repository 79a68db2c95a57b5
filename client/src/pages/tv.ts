/**
 * A screen in a corner of a room: shows one public match after the other by itself, for as long as it is
 * open, and how to join while there is none. Nobody needs to touch it.
 */
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import type { AppContext, Page } from "../app-context.ts";
import type { WatchedMatch } from "../match/match-in-page.ts";
import { loadOnlineMatch } from "../match/match-modules.ts";
import { showMatch } from "../match/match-screen.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { h } from "../platform/dom.ts";
import { renewPage } from "../platform/reload.ts";
import { keepAwake } from "../platform/wake-lock.ts";
import { addressOf } from "../routing/routes.ts";
import { more } from "../ui/more-texts.ts";
import { createQrCode } from "../ui/qr-code.ts";
import { text } from "../ui/texts.ts";
import { findNext, NEXT_AFTER } from "./next-match.ts";

/** While there is no match, and after one that could not be watched (ms). */
const LOOK_EVERY = 5000;
/** A server with a newer page is asked for it no sooner than this (ms), or a screen would load for ever. */
const RENEW_AFTER = 60_000;
/** The server's words for another version, before and after there is a connection. */
const OTHER_VERSION: readonly unknown[] = [426, CloseReason.version];
const TV = "data-tv";

export const tvPage: Page = (app) => {
  const screen = new TvScreen(app);
  void screen.next();
  return () => screen.stop();
};

class TvScreen {
  private readonly app: AppContext;
  private readonly off = new AbortController();
  private readonly sleep = keepAwake();
  /** The match that was shown last: not again at once. */
  private last = "";
  private end: (() => void) | null = null;
  private over = false;
  private timer = 0;
  /** Of looks for a match: what an earlier one finds is out of date. */
  private turns = 0;
  private idle = false;
  private readonly link = new URL(addressOf({ page: "home" }), location.href).href;

  constructor(app: AppContext) {
    this.app = app;
    document.documentElement.toggleAttribute(TV, true);
    app.title.set(text("liveNow"));
    // A browser fills the screen only for somebody who has pressed something.
    const fill = () => void document.documentElement.requestFullscreen?.().catch(() => undefined);
    const { signal } = this.off;
    window.addEventListener("click", fill, { signal });
    window.addEventListener("keydown", ({ key }) => key === "Enter" && fill(), { signal });
    // Where nobody sees it, nothing is watched.
    document.addEventListener("visibilitychange", () => void this.next(), { signal });
    this.showIdle();
  }

  /** Goes to the next match, or says how to join. */
  async next(): Promise<void> {
    clearTimeout(this.timer);
    const turn = ++this.turns;
    if (document.hidden) return this.showIdle();
    try {
      const match = await this.find();
      if (turn !== this.turns) return match?.end();
      if (match) this.show(match);
      else this.lookLater();
    } catch (error) {
      if (turn !== this.turns) return;
      const { code } = (error ?? {}) as { code?: unknown };
      if (OTHER_VERSION.includes(code)) this.timer = window.setTimeout(renewPage, RENEW_AFTER);
      else this.lookLater();
    }
  }

  stop(): void {
    this.turns++;
    this.off.abort();
    clearTimeout(this.timer);
    this.end?.();
    this.sleep();
    document.documentElement.toggleAttribute(TV, false);
    this.app.backdrop.rally(false);
    this.app.screen.show(null);
  }

  private async find(): Promise<WatchedMatch | null> {
    const [next, { createWatchedMatch }] = await Promise.all([
      findNext(this.over ? this.last : ""),
      loadOnlineMatch(),
      this.app.runner.load(),
    ]);
    this.last = next?.id ?? "";
    return next && createWatchedMatch(next.id);
  }

  private lookLater(): void {
    this.showIdle();
    this.timer = window.setTimeout(() => void this.next(), LOOK_EVERY);
  }

  private show(match: WatchedMatch): void {
    const { app } = this;
    this.end?.();
    this.over = false;
    this.idle = false;
    app.backdrop.rally(false);
    const next = () => void this.next();
    this.end = showMatch(app, {
      match,
      names: { own: "", opponent: "" },
      pointsToWin: 0,
      rematchLabel: () => null,
      label: () => h("div", { class: "label" }, more("tvJoin", { address: this.address })),
      ways: () => [],
      follow: (frame) => this.follow(frame),
      onLeave: next,
      onClosed: next,
    });
  }

  /** After the end the next one begins, unless the same two go on. */
  private follow({ phase }: ViewFrame): void {
    const over = phase === "finished";
    if (over === this.over) return;
    this.over = over;
    clearTimeout(this.timer);
    if (over) this.timer = window.setTimeout(() => void this.next(), NEXT_AFTER * 1000);
  }

  private showIdle(): void {
    if (this.idle) return;
    this.idle = true;
    this.end?.();
    this.end = null;
    this.over = false;
    this.app.backdrop.rally(true);
    const label = more("tvJoin", { address: this.address });
    const join = h("p", { translate: "no" }, label);
    const words = h("div", {}, h("h1", {}, more("tvNobody")), join);
    this.app.screen.show(h("section", { class: "tv" }, words, createQrCode(this.link, label)));
  }

  private get address(): string {
    return this.link.replace(/^https?:\/\//, "").replace(/\/$/, "");
  }
}
