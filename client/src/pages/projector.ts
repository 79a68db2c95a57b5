/**
 * A projector's screen of a competition: the best match that runs, table or bracket, results as they fall, and
 * how to join. Nobody touches it, for hours: it comes back by itself whatever the network and the server do.
 */

import type { CompetitionNews } from "@quickpong/shared/protocol/competition-messages.ts";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import type { AppContext, Page } from "../app-context.ts";
import { renewPage } from "../platform/reload.ts";
import { keepAwake } from "../platform/wake-lock.ts";
import { addressOf } from "../routing/routes.ts";
import { CompetitionSession } from "../session/competition-session.ts";
import { Known } from "../ui/competition/known.ts";
import { placeOf } from "../ui/competition/places.ts";
import {
  createProjectorView,
  type ProjectorMode,
  type ProjectorView,
} from "../ui/competition/projector-view.ts";
import { bestMatch, type Shown, WATCHING } from "../ui/competition/shown.ts";
import { competitionText } from "../ui/competition-texts.ts";
import { createLoading } from "../ui/notice.ts";
import { onLanguage, text } from "../ui/texts.ts";
import { showUnknown } from "./competition-notices.ts";
import { WatchedCourt } from "./watched-court.ts";

/** Times that are left are written anew so often (ms). */
const TICK = 1000;
/** Between two matches table or bracket are all there is to see, for so many ticks. */
const BOARD_FOR = 8;
/** What takes turns does so after so many ticks. */
const TURN_AFTER = 10;
/** After the server has said no, it is asked again (ms). */
const ASK_AGAIN = 20_000;
/** The server's words for another version, before and after there is a connection. */
const OTHER_VERSION: readonly number[] = [426, CloseReason.version];
const UNKNOWN = 404;
const PROJECTOR = "data-projector";

/** The screen of the competition with this code. */
export const projectorPage =
  (code: string): Page =>
  (app) => {
    const screen = new Projector(app, code);
    return () => screen.stop();
  };

class Projector {
  private readonly app: AppContext;
  private readonly code: string;
  private readonly court: WatchedCourt;
  private readonly endings: (() => void)[] = [];
  private readonly off = new AbortController();
  private session: CompetitionSession | null = null;
  private view: ProjectorView | null = null;
  private readonly known = new Known(WATCHING);
  private mode: ProjectorMode = "board";
  private ticks = 0;
  /** Ticks until the next match may be shown. */
  private rest = 0;
  /** The match that was shown last: another one first. */
  private last = 0;
  private timer = 0;

  constructor(app: AppContext, code: string) {
    this.app = app;
    this.code = code;
    this.court = new WatchedCourt(app, {
      label: "",
      ways: () => [],
      onOver: () => this.showBoard(),
    });
    document.documentElement.setAttribute(PROJECTOR, "board");
    app.screen.show(createLoading(text("connecting")));
    const ticker = setInterval(() => this.tick(), TICK);
    this.endings.push(
      keepAwake(),
      () => clearInterval(ticker),
      onLanguage(() => this.rebuild()),
    );
    this.listen();
    this.enter();
  }

  stop(): void {
    for (const end of this.endings.splice(0)) end();
    this.off.abort();
    clearTimeout(this.timer);
    this.session?.leave();
    this.court.stop();
    this.view?.element.remove();
    this.app.layout.keepFree(0);
    document.documentElement.removeAttribute(PROJECTOR);
    this.app.screen.show(null);
  }

  private listen(): void {
    const { signal } = this.off;
    // A browser fills the screen only for somebody who has pressed something.
    const fill = () => void document.documentElement.requestFullscreen?.().catch(() => undefined);
    window.addEventListener("click", fill, { signal });
    window.addEventListener("keydown", ({ key }) => key === "Enter" && fill(), { signal });
    window.addEventListener("resize", () => this.makeRoom(), { signal });
  }

  private enter(): void {
    this.session = new CompetitionSession(this.code, false, {
      news: (news) => this.hear(news),
      own: () => undefined,
      seat: () => undefined,
      refused: () => undefined,
      lost: () => undefined,
      closed: (code) => this.closed(code),
    });
  }

  /** Not for good, whatever it was: a screen is asked again. */
  private closed(code: number): void {
    if (OTHER_VERSION.includes(code)) {
      this.timer = window.setTimeout(renewPage, ASK_AGAIN);
      return;
    }
    if (code === UNKNOWN) {
      this.court.stop();
      this.view?.element.remove();
      this.view = null;
      this.known.hearNews(null, 0);
      showUnknown(this.app, this.code);
    }
    this.timer = window.setTimeout(() => this.enter(), ASK_AGAIN);
  }

  private hear(news: CompetitionNews): void {
    this.known.hearNews(news, performance.now());
    if (!this.view) this.rebuild();
    this.write();
    this.choose();
  }

  private get shown(): Shown | null {
    return this.known.at(performance.now());
  }

  private rebuild(): void {
    const { shown, app, mode } = this;
    if (!shown) return;
    this.view?.element.remove();
    const { kind } = shown.news.settings;
    const route = { page: placeOf(kind), code: this.code };
    const link = new URL(addressOf(route), location.href).href;
    app.title.set(competitionText(`kind_${kind}`));
    this.view = createProjectorView(shown, link);
    document.body.append(this.view.element);
    if (mode === "board") app.screen.show(null);
    this.setMode(mode);
  }

  private write(): void {
    const { shown } = this;
    if (shown) this.view?.update(shown);
  }

  private tick(): void {
    this.ticks++;
    if (this.ticks % TURN_AFTER === 0) this.view?.turn();
    this.write();
    if (this.rest > 0) this.rest--;
    this.choose();
  }

  /** Goes to the best match, unless one is shown or table and bracket have their time. */
  private choose(): void {
    const news = this.shown?.news;
    if (!news || this.mode === "court" || this.rest > 0) return;
    const next = bestMatch(news, this.last);
    if (!next) return;
    this.last = next.match;
    this.setMode("court");
    void this.court.show(next.watch);
  }

  private showBoard(): void {
    this.court.stop();
    this.rest = BOARD_FOR;
    this.app.screen.show(null);
    this.setMode("board");
  }

  private setMode(mode: ProjectorMode): void {
    this.mode = mode;
    document.documentElement.setAttribute(PROJECTOR, mode);
    this.view?.setMode(mode);
    this.makeRoom();
  }

  /** Beside the court, where table and results stand. */
  private makeRoom(): void {
    const { app, mode } = this;
    if (mode === "board") return app.layout.keepFree(0);
    const lying = innerWidth > innerHeight;
    if (lying) app.layout.keepFree(innerHeight * FOOT, innerWidth * ASIDE + GAP);
    else app.layout.keepFree(innerHeight / 2);
  }
}

/** Shares of the window; the style sheet has the same. */
const FOOT = 0.2;
const ASIDE = 0.3;
/** Between the court and what stands beside it (CSS px). */
const GAP = 32;
