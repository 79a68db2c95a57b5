/**
 * Behind the title of the first page: a match that is being played, some seconds ago, or the longest rally of the
 * day, in place of the demo. It costs a small request now and then, and no connection.
 */

import { TICK_RATE } from "@quickpong/shared/court.ts";
import type { LiveClip } from "@quickpong/shared/protocol/clip.ts";
import type { AppContext } from "../app-context.ts";
import { ClipScene } from "../render/canvas2d/clip-scene.ts";
import type { Route } from "../routing/routes.ts";
import { fetchLiveClip } from "../session/live-clip-api.ts";
import { PACE } from "../ui/backdrop.ts";
import { routeLink } from "../ui/route-link.ts";
import { BEHIND_TITLE } from "../ui/texts/behind-title.ts";
import { currentLanguage, onLanguage } from "../ui/texts.ts";

/** While nothing is played, or it stands still, the server is asked so often (ms). */
const LOOK_EVERY = 30_000;
/** A page that is left open asks no longer than this (ms). */
const LOOK_FOR = 300_000;
/** Ticks of the match in one of the backdrop's: as fast as it was played. */
const REAL_PACE = TICK_RATE / 1000 / PACE;

/** The first page; null on every other. */
const landing = () => document.querySelector(".landing");

/** The page's last one, which ends when the page is come to again. */
let last: BehindTitle | null = null;

/** Shows it until another page is gone to. */
export function playBehindTitle(app: AppContext): void {
  last?.stop();
  last = new BehindTitle(app);
  void last.look();
}

class BehindTitle {
  private readonly app: AppContext;
  private readonly since = performance.now();
  private scene: ClipScene | null = null;
  private link: HTMLElement | null = null;
  /** When the server was asked last. */
  private asked = Number.NEGATIVE_INFINITY;
  private isOver = false;
  private readonly timer = setInterval(() => void this.look(), LOOK_EVERY);
  private readonly forget = onLanguage(() => this.label());

  constructor(app: AppContext) {
    this.app = app;
  }

  stop(): void {
    this.isOver = true;
    clearInterval(this.timer);
    this.forget();
  }

  /** Looks for something to show, unless that was done just now. */
  async look(): Promise<void> {
    if (!landing()) return this.stop();
    const now = performance.now();
    const isIdle = now - this.asked > 0.8 * LOOK_EVERY && now - this.since < LOOK_FOR;
    if (isIdle && !document.hidden) await this.ask(now);
  }

  /** Says in the page's language what is shown, and leads there. */
  label(): void {
    this.link?.remove();
    this.link = null;
    if (!this.scene) return;
    const { kind, id } = this.scene.clip;
    const route: Route =
      kind === "live" ? { page: "watch", id } : { page: "replay", id, moment: "" };
    const words = BEHIND_TITLE[currentLanguage()][kind];
    this.link = routeLink(route, this.app.go, { class: "behind-title" }, words);
    landing()?.append(this.link);
  }

  private async ask(now: number): Promise<void> {
    this.asked = now;
    const clip = now - this.since < LOOK_FOR ? await fetchLiveClip() : this.again();
    if (landing() && !this.isOver) this.show(clip);
  }

  /** What can be shown without asking: a rally once more, but no match that has gone on. */
  private again(): LiveClip | null {
    const clip = this.scene?.clip;
    return clip?.kind === "rally" ? clip : null;
  }

  private show(clip: LiveClip | null): void {
    const before = this.scene?.clip;
    if (!clip) {
      if (this.scene) this.app.backdrop.play(null);
      this.scene = null;
    } else if (this.scene) {
      this.scene.goOn(clip);
    } else {
      this.scene = new ClipScene(clip, REAL_PACE, () => void this.ask(performance.now()));
      this.app.backdrop.play(this.scene);
    }
    if (before?.id !== clip?.id) this.label();
  }
}
