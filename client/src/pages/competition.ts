/** An arena, a cup or a room for a crowd: its hall, the matches one is called to, and those one watches. */

import type { MatchView } from "@quickpong/shared/protocol/competition-view.ts";
import { showCode } from "@quickpong/shared/protocol/invite-code.ts";
import type { MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import type { AppContext, Page } from "../app-context.ts";
import type { CompetitionPlace } from "../routing/routes.ts";
import { CompetitionSession } from "../session/competition-session.ts";
import { storedSeat } from "../session/seat-storage.ts";
import { createHall, type Hall } from "../ui/competition/hall.ts";
import { Known } from "../ui/competition/known.ts";
import { headlineOf } from "../ui/competition/own-words.ts";
import { placeOf } from "../ui/competition/places.ts";
import type { Shown } from "../ui/competition/shown.ts";
import { tipAt } from "../ui/competition/tips.ts";
import { competitionText } from "../ui/competition-texts.ts";
import { more } from "../ui/more-texts.ts";
import { createLoading } from "../ui/notice.ts";
import { onLanguage, text } from "../ui/texts.ts";
import { AfterResult } from "./after-result.ts";
import { askToLeaveCup, showConnecting, showUnknown } from "./competition-notices.ts";
import { loadMatchParts } from "./court-loading.ts";
import { showErrorPage } from "./error-page.ts";
import { FOUND_TONES, OnlineFlow } from "./online-flow.ts";
import { WatchedCourt } from "./watched-court.ts";

/** Times that are left are written anew so often (ms). */
const TICK = 500;
const UNKNOWN = 404;

/** The page of the competition with this code. */
export const hallPage =
  (place: CompetitionPlace, code: string): Page =>
  (app) => {
    const page = new CompetitionPage(app, place, code);
    page.come();
    return () => page.stop();
  };

class CompetitionPage {
  private readonly app: AppContext;
  private readonly code: string;
  private readonly flow: OnlineFlow;
  private readonly court: WatchedCourt;
  private readonly endings: (() => void)[] = [];
  private place: CompetitionPlace;
  private session: CompetitionSession | null = null;
  private hall: Hall | null = null;
  private readonly known = new Known();
  private readonly afterResult = new AfterResult(() => this.showHall());
  /** What is on the screen. */
  private mode: "loading" | "hall" | "match" | "watching" = "loading";
  /** The match to which one was called last. */
  private called = 0;
  /** The connection is lost, and that is said. */
  private lost = false;
  private closeQuestion = (): void => {};

  constructor(app: AppContext, place: CompetitionPlace, code: string) {
    this.app = app;
    this.place = place;
    this.code = code;
    const goBack = () => this.showHall();
    const ways = () => [{ label: competitionText("backNow"), go: goBack }];
    this.flow = new OnlineFlow(app, {
      opponentMissing: goBack,
      ways,
      arranged: { goBack, follow: (frame) => this.afterResult.follow(frame) },
    });
    this.court = new WatchedCourt(app, { label: more("watching"), ways, onOver: goBack });
  }

  come(): void {
    const { app } = this;
    showConnecting(app);
    const seat = storedSeat();
    if (seat) {
      this.mode = "match";
      void this.flow.resume(seat).then((back) => back || this.showHall());
    }
    this.session = new CompetitionSession(this.code, true, {
      news: (news) => {
        this.known.hearNews(news, performance.now());
        this.heard();
      },
      own: (own) => {
        this.known.hearOwn(own, performance.now());
        this.heard();
      },
      seat: (offer) => this.sit(offer),
      refused: (why) => this.hall?.note(competitionText(`refused_${why}`)),
      lost: () => {
        this.lost = true;
        this.hall?.note(text("reconnecting"));
      },
      closed: (code) => this.closed(code),
    });
    const ticker = setInterval(() => this.write(), TICK);
    const onVisible = () => void (!document.hidden && this.answerCall());
    document.addEventListener("visibilitychange", onVisible);
    this.endings.push(
      () => clearInterval(ticker),
      () => document.removeEventListener("visibilitychange", onVisible),
      onLanguage(() => this.rebuild()),
    );
    // A match that is called finds everything there.
    void loadMatchParts(this.app).catch(() => undefined);
  }

  stop(): void {
    for (const end of this.endings.splice(0)) end();
    this.afterResult.stop();
    this.closeQuestion();
    this.hall?.stop();
    this.session?.leave();
    this.court.stop();
    this.flow.stop();
  }

  private heard(): void {
    const { shown } = this;
    if (!shown) return;
    const place = placeOf(shown.news.settings.kind);
    if (place !== this.place) {
      this.place = place;
      this.app.rename({ page: place, code: this.code });
    }
    this.hall ??= this.makeHall(shown);
    if (this.lost) this.hall.note("");
    this.lost = false;
    this.write();
    if (this.mode === "loading") this.showHall();
    else this.noticeCall(shown);
  }

  private get shown(): Shown | null {
    return this.known.at(performance.now());
  }

  private write(): void {
    const { shown, hall } = this;
    if (!shown || !hall) return;
    hall.update(shown);
    hall.tip(tipAt(shown.news.settings, performance.now()));
  }

  private makeHall(shown: Shown): Hall {
    const { app, code, place } = this;
    return createHall(shown, {
      route: { page: place, code },
      name: app.settings.now.name,
      go: app.go,
      send: (command) => this.session?.send(command),
      watch: (match) => this.watch(match),
      onJoin: (name) => {
        app.settings.change({ name });
        this.session?.send({ type: "join", name });
      },
      onLeave: () => this.askToLeave(),
      onHere: () => this.session?.send({ type: "here" }),
      onCome: () => void this.answerCall(),
    });
  }

  /** In another language. */
  private rebuild(): void {
    const { shown, mode } = this;
    if (!shown) return;
    this.hall?.stop();
    this.hall = this.makeHall(shown);
    if (mode === "hall") this.showHall();
  }

  private showHall(): void {
    const { app, hall, shown } = this;
    this.afterResult.stop();
    this.court.stop();
    this.flow.begin();
    if (!hall || !shown) {
      this.mode = "loading";
      return showConnecting(app);
    }
    this.mode = "hall";
    const kind = competitionText(`kind_${shown.news.settings.kind}`);
    app.title.set(`${kind} ${showCode(this.code)}`);
    app.screen.show(hall.element);
    this.noticeCall(shown);
  }

  /** Whoever looks elsewhere is called by a sound and the tab's title. */
  private noticeCall(shown: Shown): void {
    const { own } = shown;
    if (own.state !== "called" || own.match === null || own.match === this.called) return;
    // A result is looked at first.
    if (this.mode === "match") return;
    this.called = own.match;
    this.app.synth.play(...FOUND_TONES);
    this.app.title.call(headlineOf(shown));
    if (!document.hidden) void this.answerCall();
  }

  /** The court is there: the match may begin. */
  private async answerCall(): Promise<void> {
    if (this.shown?.own.state !== "called" || this.mode === "match") return;
    try {
      await loadMatchParts(this.app);
      this.session?.come();
    } catch {
      this.hall?.note(text("courtFailed"));
    }
  }

  private sit(offer: MatchOffer): void {
    this.afterResult.stop();
    this.closeQuestion();
    this.hall?.stop();
    this.court.stop();
    this.mode = "match";
    this.flow.begin();
    void this.flow.accept(offer);
  }

  private watch({ watch }: MatchView): void {
    this.hall?.stop();
    this.mode = "watching";
    this.app.screen.show(
      createLoading(undefined, { label: text("cancel"), go: () => this.showHall() }),
    );
    void this.court.show(watch);
  }

  private askToLeave(): void {
    const leave = () => this.session?.send({ type: "leave" });
    const news = this.shown?.news;
    if (news?.settings.kind !== "cup" || news.phase === "waiting") return leave();
    this.closeQuestion();
    this.closeQuestion = askToLeaveCup(leave);
  }

  private closed(code: number): void {
    // A match that is on has a connection of its own.
    if (this.mode === "match") return;
    this.court.stop();
    this.flow.begin();
    if (code === UNKNOWN) showUnknown(this.app, this.code);
    else showErrorPage(this.app, code, false);
  }
}
